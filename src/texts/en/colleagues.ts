/** Passing a view on to a colleague, and the list for a meeting. */
export const shareTexts = {
  title: 'Link to this view',
  close: 'Close',
  intro: (until: string): string =>
    `It leads to these images with this window and layout, until ${until}. It holds no name and no number: it opens only for somebody who has this patient open in their own record.`,
  link: 'Link',
  code: 'The same as a code, to be read out or typed',
  copy: 'Copy the link',
  copyCode: 'Copy the code',
  add: 'Add to the meeting list',
  copied: 'Copied. The link is in the clipboard.',
  copiedCode: 'Copied. The code is in the clipboard.',
  notCopied: 'The browser does not allow copying here. Select the link and copy it yourself.',
  added: (views: number): string =>
    views === 1 ? 'Added. The meeting list has 1 view.' : `Added. The meeting list has ${views} views.`,
  preparing: 'Making the link…',
  measurements: 'Measurements are not in it. Save them with the study, and they are found there.',
  unconfirmed: 'These pictures are not surely this patient’s, so no link to them is made.',
  noPicture: 'There is no picture to link to yet. Curves and planes have no link of their own.',
} as const;

export const arrivalTexts = {
  opening: 'Opening the view…',
  shown: (study: string): string => `The view that was sent to you: ${study}.`,
  missing: (count: number): string =>
    count === 1 ? '1 image of it could not be shown.' : `${count} images of it could not be shown.`,
  withoutPrior: 'The earlier study that was beside it is not in this list.',
  notShown: (study: string): string => `The link leads to ${study}, which could not be opened.`,
  foreign:
    'This link is not for a study of this patient. Nothing was opened. Open the patient it was sent to you for in your record, and paste it there.',
  notAllKnown:
    'The link’s study is not among those that are here, and not every source has answered. Nothing was opened. Try again when the list is complete.',
  expired: (day: string): string => `This link could be opened until ${day}. Ask for a new one.`,
  several:
    'There is more than one link in this, so nobody can tell which is meant. Nothing was opened. Copy one of them, and paste it again.',
  otherVersion:
    'This link was made by another version of the viewer, and cannot be read by this one. Nothing was opened. Ask for the study and the image in words.',
  malformed:
    'This is no link to a view, or a part of it is missing. Nothing was opened. Copy all of it, and paste it again.',
  notForPatients: 'Links are for staff.',
  done: 'Close',
} as const;

export const meetingTexts = {
  title: 'Meeting list',
  close: 'Close',
  intro: 'Views for a meeting. The list holds no names: each case shows only when its own patient is open.',
  open: 'Open a link or a code',
  openHint: 'Paste what a colleague sent you. You can also paste it anywhere on the screen.',
  go: 'Open',
  empty: 'Nothing is on the list yet. “Link to this view” adds what is on the screen.',
  case: (number: number): string => `Case ${number}`,
  thisPatient: 'this patient',
  another: (views: number): string =>
    views === 1 ? 'another patient: 1 view' : `another patient: ${views} views`,
  view: (number: number): string => `View ${number}:`,
  show: 'Show',
  remove: 'Remove',
  present: 'Present',
  addNow: 'Add what is on the screen',
  added: 'Added.',
  nothingToAdd: 'There is no picture on the screen that is surely this patient’s. Nothing was added.',
  save: 'Save as a file',
  load: 'Open a file…',
  saved: 'Given to the browser to save. The file holds codes alone, no names and no numbers.',
  loaded: (views: number): string => (views === 1 ? '1 view was read.' : `${views} views were read.`),
  unread: (count: number): string =>
    count === 1 ? '1 entry could not be read.' : `${count} entries could not be read.`,
  expired: (count: number): string =>
    count === 1 ? '1 entry has expired.' : `${count} entries have expired.`,
  noFile: 'This is no meeting list, or it is too large. Nothing was read.',
  keep: (where: string): string => `Keep this patient’s views in ${where}`,
  keeping: 'Keeping…',
  kept: (where: string): string => `Kept in ${where}. Whoever opens this patient finds them here.`,
  notKept: (why: string): string => `${why} They are not in the record; they stay on this list.`,
  perhapsKept: (why: string): string =>
    `${why} They may be in the record, or not: who opens this patient anew sees whether they are. They stay on this list.`,
  keptUnknown: (why: string): string => `What the record keeps for a meeting could not be read. ${why}`,
  clear: 'Empty the list',
  where: (at: number, all: number, number: number): string => `View ${at} of ${all}, case ${number}`,
  ready: (views: number): string => (views === 1 ? 'Meeting list: 1 view' : `Meeting list: ${views} views`),
  anothers: (number: number, record: string): string =>
    `Case ${number} is another patient’s. Open that patient in ${record} in this window: the list goes on there.`,
  toRecord: (record: string): string => `Open ${record}`,
  previous: 'Previous',
  next: 'Next',
  list: 'List',
  ends: 'End',
  bar: 'Meeting',
} as const;
