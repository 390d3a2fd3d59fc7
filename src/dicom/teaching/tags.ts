import { READ_TAGS } from '../read-tags';
import * as Tag from '../tags';
import { ALLOWED, DATES, type AllowList, type Rule } from './allowed';

/** VR of what a rule reads, for files that do not say it */
function vrOf(rule: Rule): string {
  if (rule.kind === 'numbers' || rule.kind === 'words') return rule.vr;
  return { 'new-uid': 'UI', moment: 'DT', pointer: 'AT', table: 'US', items: 'SQ' }[rule.kind];
}

const listed = (list: AllowList): readonly (readonly [number, string])[] =>
  [...list].flatMap(([tag, rule]) => [
    [parseInt(tag, 16), vrOf(rule)] as const,
    ...(rule.kind === 'items' ? listed(rule.of) : []),
  ]);

const of = (vr: string, ...tags: readonly string[]) => tags.map((tag) => [parseInt(tag, 16), vr] as const);

/** What is read of an object for its teaching copy: what every reader asks for, what may leave, and what tells whether it may. */
export const TEACHING_TAGS: ReadonlyMap<number, string> = new Map([
  ...listed(ALLOWED),
  ...of('DA', ...DATES.map(([date]) => date)),
  ...of('TM', ...DATES.map(([, time]) => time)),
  ...of('AS', Tag.PatientAge),
  ...of('CS', Tag.BurnedInAnnotation),
  ...of('SH', Tag.StudyID),
  ...READ_TAGS,
]);
