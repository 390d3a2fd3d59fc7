import type { ActorRefFrom, AnyActorRef } from 'xstate';
import type { ArchiveId } from '../../domain/ids';
import { pictureNamed } from '../../domain/hanging/opening-picture';
import { hereOf } from '../../domain/knowledge/remote';
import type { AuditDelivery } from '../../domain/ports/audit';
import type { Leaving } from '../../domain/ports/leaving';
import type { Ports } from '../../domain/ports/ports';
import type { OpenRecord } from '../../domain/ports/record';
import type { LaunchProblem, Problem } from '../../domain/problem';
import type { Source } from '../../domain/list/federation';
import type { Landing } from '../../domain/list/relevance';
import type { Study } from '../../domain/study/study';
import { openStudy, type KnownNow, type OpenedStudy, type OpenStudy } from '../study/open-study';
import type { ReportInput, ReportKnown } from '../report/report-context';
import type { StudyListContext } from '../study-list/study-list-context';
import type { studyListMachine } from '../study-list/study-list.machine';

export interface AppContext {
  readonly ports: Ports;
  /** Gone as soon as the session is */
  readonly open?: OpenRecord;
  /** The study that is open */
  readonly openStudy?: OpenStudy;
  /** Whoever opened it was told that the record took it back */
  readonly warned?: true;
  /** How often the open study was asked for again, because its archive was fetching it from its store */
  readonly staged?: number;
  /** Why this study was opened, where nobody chose it by hand */
  readonly landing?: Landing;
  /** Archives were waited for as long as a landing waits */
  readonly waited?: true;
  /** A person has done something: what is open is not exchanged any more */
  readonly touched?: true;
  readonly retrieved?: OpenedStudy;
  /** The report that is read without a study, by its id */
  readonly readAlone?: string;
  /** The earlier study beside it */
  readonly priorStudy?: OpenStudy;
  /** The archives that were asked for the open study's pictures */
  readonly askedOf?: readonly ArchiveId[];
  /** Sources that have failed, and have not answered since */
  readonly failing?: readonly Source['id'][];
  readonly launchProblem?: LaunchProblem;
  readonly studyProblem?: Problem;
  readonly sessionProblem?: Problem;
  /** Why the patient was taken off the screen, where it was not the sign-in's end */
  readonly left?: Leaving;
  /** How the looks of this launch get through, where a person should know */
  readonly delivery?: AuditDelivery;
}

/** Present in every state below `inSession`, absent in all others. */
export function inSession({ open }: AppContext): OpenRecord {
  if (open === undefined) throw new Error('no record is open');
  return open;
}

/** Present in every state below `opened`. */
export function inStudy({ openStudy }: AppContext): OpenStudy {
  if (openStudy === undefined) throw new Error('no study is chosen');
  return openStudy;
}

/** What a study's report is put together from. */
export function reportInput(context: AppContext, open: OpenStudy, self: AnyActorRef): ReportInput {
  const { documents, clock, audit, mark } = context.ports;
  return { open, documents, clock, audit, mark, known: reportKnown(context, open, listNow(self)) };
}

/** The same for a report that is read by itself, without a study. */
export function readAloneInput(context: AppContext, self: AnyActorRef): ReportInput {
  const { documents, clock, audit, mark } = context.ports;
  return {
    documents,
    clock,
    audit,
    mark,
    known: reportKnown(context, undefined, listNow(self)),
    chosen: context.readAlone,
  };
}

/** What the list knows of an open study and of the patient's reports. */
export function reportKnown(
  context: AppContext,
  open: OpenStudy | undefined,
  list: Pick<StudyListContext, 'sources' | 'studies' | 'reports' | 'reportsLeftOut' | 'archives'> | undefined,
): ReportKnown {
  return {
    ...(open && { study: open.study }),
    patient: inSession(context).patient,
    recorded: list?.reports ?? { kind: 'asking' },
    somebodyElses: list?.reportsLeftOut ?? 0,
    sources: list?.sources ?? [],
    studies: list?.studies ?? [],
    // A patient reads what the record has released, and not what lies in an archive beside it.
    archives: inSession(context).viewedBy ? [] : (list?.archives ?? context.ports.archives),
  };
}

/** The list as it is at this moment: what is known of a study is looked up there, and kept nowhere else. */
export function listNow(self: AnyActorRef): StudyListContext | undefined {
  const list: ActorRefFrom<typeof studyListMachine> | undefined = self.getSnapshot().children.studyList;
  return list?.getSnapshot().context;
}

/** What is known now, archives being those of the configuration and those the record's endpoints added to the list. */
export function knownNow({ ports }: AppContext, self: AnyActorRef): KnownNow {
  const { studies = [], archives = ports.archives, reports } = listNow(self) ?? {};
  return { studies, archives, named: (study) => pictureNamed((reports && hereOf(reports)) ?? [], study) };
}

/** A study that is opened now, and stays live as long as it is open. */
export const opening = (context: AppContext, study: Study, self: AnyActorRef): OpenStudy =>
  openStudy(study, () => knownNow(context, self));

/**
 * Sources that have failed and not answered since, after the list has changed; and whether one of them has now: what
 * failed because of it is then worth asking again.
 */
export function failingAfter(
  failing: AppContext['failing'],
  sources: readonly Source[],
): { readonly failing: readonly Source['id'][]; readonly mended: boolean } {
  const now = sources.filter(
    ({ id, answer: { kind } }) => kind === 'failed' || (kind === 'asking' && failing?.includes(id)),
  );
  const mended = sources.some(({ id, answer }) => answer.kind === 'answered' && failing?.includes(id));
  return { failing: now.map(({ id }) => id), mended };
}
