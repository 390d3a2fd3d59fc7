/* What staff may ask the record to do, beside what is read of it: one file, which comes with the first of it that is wanted. */
export { meetingLists } from './imaging/meeting-lists';
export { secondLooks } from './imaging/second-looks';
export { breakGlass } from './record/break-glass';
