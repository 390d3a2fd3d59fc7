import type { ActorRefFrom, AnyActorRef } from 'xstate';
import type { Ports } from '../../domain/ports/ports';
import type { Archive } from '../../domain/ports/archive';
import type { OpenRecord } from '../../domain/ports/record';
import type { LaunchProblem, Problem } from '../../domain/problem';
import type { Landing } from '../../domain/list/relevance';
import type { OpenedStudy, OpenStudy } from '../study/open-study';
import type { ReportInput } from '../report/report-context';
import type { studyListMachine } from '../study-list/study-list.machine';

export interface AppContext {
  readonly ports: Ports;
  /** Gone as soon as the session is */
  readonly open?: OpenRecord;
  /** The study that is open */
  readonly openStudy?: OpenStudy;
  /** Why this study was opened, where nobody chose it by hand */
  readonly landing?: Landing;
  readonly retrieved?: OpenedStudy;
  /** The earlier study beside it */
  readonly priorStudy?: OpenStudy;
  readonly launchProblem?: LaunchProblem;
  readonly studyProblem?: Problem;
  readonly sessionProblem?: Problem;
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
export function reportInput(context: AppContext, { study, archives, objects }: OpenStudy): ReportInput {
  const { patient, reports } = inSession(context);
  return { study, archives, patient, reports, objects, documents: context.ports.documents };
}

/** Archives from the configuration and those the record's endpoints added to the list. */
export function archivesNow({ ports }: AppContext, self: AnyActorRef): readonly Archive[] {
  const list: ActorRefFrom<typeof studyListMachine> | undefined = self.getSnapshot().children.studyList;
  return list?.getSnapshot().context.archives ?? ports.archives;
}
