import type { StudyUid } from '../ids';
import { identifierAgreement } from '../patient/identifier';
import { samePerson, type DicomPerson, type Patient } from '../patient/patient';
import type { Leaving } from '../ports/leaving';

/*
 * What the record's other windows have open, as FHIRcast 3.0 tells it, and what this window makes of it. A hub checks nothing of
 * what it passes on: whether study and patient belong together, and whose a message is, is judged here.
 */

/** An event as the hub sent it, read. */
export interface SharedEvent {
  readonly id: string;
  /** Epoch milliseconds; absent where nobody can read it */
  readonly at?: number;
  /** As the hub writes it: `Patient-open` */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'logout' | 'hibernate' | 'sync-error' | 'other';
  readonly anchor?: Anchor;
  readonly patient?: SharedPatient;
  readonly study?: SharedStudy;
  readonly report?: { readonly id?: string; readonly patientId?: string };
  /** It names two under one key: which of them is meant nobody can tell */
  readonly isAmbiguous?: true;
  /** Of a SyncError: the event that somebody did not follow */
  readonly about?: string;
  /** What was open already when this window asked: no event that others know of */
  readonly isAsked?: true;
}

export type Anchor = 'patient' | 'study' | 'report';

export interface SharedPatient {
  /** Logical id at the record */
  readonly id?: string;
  readonly person: DicomPerson;
}

export interface SharedStudy {
  readonly id?: string;
  readonly uid?: StudyUid;
  /** Logical id of whom it says it is of */
  readonly patientId?: string;
}

/** What is open in the windows that share a context, as far as this one follows it. */
export interface SharedContext {
  readonly current?: { readonly anchor: Anchor; readonly id?: string; readonly study?: StudyUid };
  /** When that became so, epoch milliseconds: what is older changes nothing */
  readonly since: number;
  /** Events that were dealt with: a repeat of them changes nothing */
  readonly settled: ReadonlySet<string>;
  /** Events that this window did not follow: what others say of them is no news */
  readonly refused: ReadonlySet<string>;
}

export const nothingShared: SharedContext = {
  since: -Infinity,
  settled: new Set(),
  refused: new Set(),
};

/** What this window knows by itself. */
export interface OwnKnowledge {
  readonly patient: Patient;
  /** Leaving the patient would lose something */
  readonly unsaved: boolean;
  readonly now: number;
  /** Our own patient's studies, as the record and the archives gave them */
  readonly hasStudy: (uid: StudyUid) => boolean;
  /** Whether more studies may still come */
  readonly isListing: boolean;
  /** The last event of our own that was announced */
  readonly announced?: string;
}

export type WhyNot = 'contradiction' | 'unsaved' | 'unknown-study' | 'unknown-patient';

export type Act =
  | { readonly kind: 'none' }
  /** `report`: the one of the study's reports that was opened */
  | { readonly kind: 'show'; readonly study: StudyUid; readonly report?: string }
  | { readonly kind: 'report'; readonly id: string }
  | { readonly kind: 'list' }
  /** Another patient was opened elsewhere: a person decides */
  | { readonly kind: 'ask' }
  | { readonly kind: 'leave'; readonly why: Leaving }
  | { readonly kind: 'refuse'; readonly why: WhyNot }
  /** The study may still be found */
  | { readonly kind: 'wait' }
  /** Somebody else does not follow; our own event is to be sent again */
  | { readonly kind: 'not-followed'; readonly again?: true };

export interface Verdict {
  readonly act: Act;
  readonly next: SharedContext;
}

type Whose = 'ours' | 'another' | 'contradiction' | 'unknown';

/** The id alone is not the patient: two numbers, or a number and a name, that say two things are a contradiction. */
function whoseIs(patient: Patient, named: SharedPatient): Whose {
  const match = samePerson(patient, named.person);
  const isSameId = named.id === patient.id;
  const hasNumber = identifierAgreement(patient.identifiers, named.person.otherIds) === 'agrees';
  if (match.kind === 'same') return isSameId || hasNumber ? 'ours' : 'another';
  if (isSameId) return match.differs.length > 0 ? 'contradiction' : hasNumber ? 'ours' : 'unknown';
  if (hasNumber) return match.differs.length > 0 ? 'contradiction' : 'ours';
  return 'another';
}

/** A clock that is so far ahead of ours, in ms, would keep everything else out */
const AHEAD = 5 * 60_000;
const MOST_REMEMBERED = 500;

const withOne = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set([...[...ids].slice(1 - MOST_REMEMBERED), id]);

/** The context after this window opened a study by itself. */
export const announcing = (
  context: SharedContext,
  id: string,
  at: number,
  study: StudyUid,
): SharedContext => ({
  ...context,
  current: { anchor: 'study', study },
  since: Math.max(at, context.since),
  settled: withOne(context.settled, id),
});

/** The context after this window closed what it had opened by itself. */
export const announcingClose = (
  { current, ...context }: SharedContext,
  id: string,
  at: number,
  study: StudyUid,
): SharedContext => ({
  ...context,
  ...(current?.study === study ? { since: Math.max(at, context.since) } : { current }),
  settled: withOne(context.settled, id),
});

/** What an event of the hub comes to. */
export function judged(context: SharedContext, event: SharedEvent, own: OwnKnowledge): Verdict {
  const at = Math.min(event.at ?? own.now, own.now + AHEAD);
  const settled = { ...context, settled: withOne(context.settled, event.id) };
  const none: Verdict = { act: { kind: 'none' }, next: settled };
  if (context.settled.has(event.id)) return { ...none, next: context };
  if (event.kind === 'sync-error') {
    const isKnown = event.about !== undefined && context.refused.has(event.about);
    if (isKnown || event.about === undefined) return none;
    const isOwn = event.about === own.announced;
    return { ...none, act: { kind: 'not-followed', ...(isOwn && { again: true }) } };
  }
  const isLeaving = event.kind === 'logout' || event.kind === 'hibernate';
  // Whose clock is ahead opens nothing that a person could not leave again.
  if (at < (isLeaving ? Math.min(context.since, own.now - AHEAD) : context.since) || event.kind === 'other')
    return none;
  if (isLeaving)
    return {
      act: { kind: 'leave', why: event.kind === 'logout' ? 'record-signed-out' : 'record-paused' },
      next: settled,
    };
  const act: Act = event.isAmbiguous
    ? { kind: 'refuse', why: 'contradiction' }
    : event.kind === 'open'
      ? opened(event, own)
      : closed(context, event, own);
  // What was not followed may be sent again, and then be followed.
  if (act.kind === 'refuse' || act.kind === 'wait')
    return { act, next: { ...context, refused: withOne(context.refused, event.id) } };
  if (act.kind === 'none' && event.kind === 'close') return none;
  if (event.kind === 'close') return { act, next: { ...settled, since: at, current: undefined } };
  const current = {
    anchor: event.anchor ?? ('patient' as const),
    id: idOf(event),
    study: event.study?.uid,
  };
  return { act, next: { ...settled, since: at, ...(act.kind !== 'ask' && { current }) } };
}

const idOf = ({ anchor, patient, study, report }: SharedEvent) =>
  anchor === 'report' ? report?.id : anchor === 'study' ? study?.id : patient?.id;

function opened({ anchor, patient, study, report }: SharedEvent, own: OwnKnowledge): Act {
  const whose = patient && whoseIs(own.patient, patient);
  const subjects = [study?.patientId, report?.patientId].filter((id) => id !== undefined);
  const isOfUs = (id: string) => id === own.patient.id;
  if (whose === 'contradiction') return { kind: 'refuse', why: 'contradiction' };
  // Of whom study and report say they are, beside whom the message is of.
  if (whose === 'ours' && !subjects.every(isOfUs)) return { kind: 'refuse', why: 'contradiction' };
  if (whose === 'another' && subjects.some(isOfUs)) return { kind: 'refuse', why: 'contradiction' };
  const isAnothers = whose === 'another' || (whose === undefined && subjects.some((id) => !isOfUs(id)));
  if (isAnothers && study?.uid !== undefined && own.hasStudy(study.uid))
    return { kind: 'refuse', why: 'contradiction' };
  if (isAnothers) return own.unsaved ? { kind: 'refuse', why: 'unsaved' } : { kind: 'ask' };
  if (anchor === 'patient')
    return whose === 'ours' ? { kind: 'none' } : { kind: 'refuse', why: 'unknown-patient' };
  const named = anchor === 'report' &&
    report?.id !== undefined && { report: `DiagnosticReport/${report.id}` };
  if (study?.uid !== undefined) {
    // It is of our patient by what record and archives say, and not by what the hub does.
    if (own.hasStudy(study.uid)) return { kind: 'show', study: study.uid, ...named };
    return own.isListing ? { kind: 'wait' } : { kind: 'refuse', why: 'unknown-study' };
  }
  if (named && whose === 'ours') return { kind: 'report', id: named.report };
  return { kind: 'refuse', why: whose === 'ours' ? 'unknown-study' : 'unknown-patient' };
}

function closed({ current }: SharedContext, event: SharedEvent, own: OwnKnowledge): Act {
  const { anchor, patient, study } = event;
  if (anchor === 'patient') {
    if (patient?.id !== own.patient.id) return { kind: 'none' };
    if (whoseIs(own.patient, patient) === 'contradiction') return { kind: 'refuse', why: 'contradiction' };
    return own.unsaved ? { kind: 'refuse', why: 'unsaved' } : { kind: 'leave', why: 'patient-closed' };
  }
  if (current === undefined || current.anchor !== anchor) return { kind: 'none' };
  const isCurrent =
    (study?.uid !== undefined && anchor === 'study' && study.uid === current.study) ||
    (idOf(event) !== undefined && idOf(event) === current.id);
  return isCurrent ? { kind: 'list' } : { kind: 'none' };
}
