import type { Held, Source, SourceAnswer } from '../../domain/list/federation';
import type { Remote } from '../../domain/knowledge/remote';
import type { Archive } from '../../domain/ports/archive';
import type { Ports } from '../../domain/ports/ports';
import type { NamedElsewhere, OpenRecord, RecordedPlanned } from '../../domain/ports/record';
import type { Report } from '../../domain/report/report';
import type { Study } from '../../domain/study/study';

export interface StudyListInput extends Pick<Ports, 'archives' | 'archiveAt' | 'clock' | 'audit' | 'mark'> {
  readonly record: OpenRecord;
}

export type ReportsAnswer = Remote<readonly Report[]>;
export type PlannedAnswer = Remote<Pick<RecordedPlanned, 'planned' | 'unanswered' | 'somebodyElses'>>;

export interface StudyListContext extends StudyListInput {
  /** The record, the archives, and whom the record names that could not be asked */
  readonly sources: readonly Source[];
  readonly studies: readonly Study[];
  readonly reports: ReportsAnswer;
  /** How many the record sent that are somebody else's */
  readonly reportsLeftOut: number;
  /** Requests and appointments without a study */
  readonly planned: PlannedAnswer;
}

export type StudyListEvent =
  /** Ask a source again, or all of which something is missing that may come */
  | { readonly type: 'source.ask'; readonly id: Source['id'] }
  | { readonly type: 'failedSources.ask' }
  | { readonly type: 'source.settled'; readonly id: Source['id']; readonly answer: SourceAnswer }
  /** What an archive has sent while further pages are still to come */
  | { readonly type: 'source.began'; readonly id: Source['id']; readonly held: Held }
  /** The studies that the launch named, while the record's list of all is still to come */
  | { readonly type: 'named.found'; readonly studies: readonly Study[] }
  | { readonly type: 'archives.found'; readonly archives: readonly Archive[] }
  | { readonly type: 'elsewhere.found'; readonly places: readonly NamedElsewhere[] }
  | { readonly type: 'reports.ask' }
  | { readonly type: 'reports.settled'; readonly answer: ReportsAnswer; readonly somebodyElses?: number }
  /** Ask for requests and appointments again */
  | { readonly type: 'planned.ask' }
  | { readonly type: 'planned.settled'; readonly answer: PlannedAnswer };
