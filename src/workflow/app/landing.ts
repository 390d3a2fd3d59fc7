import { recordAnswer } from '../../domain/list/federation';
import { isJoined, reportsKnown } from '../../domain/list/reports-of-study';
import { hereOf } from '../../domain/knowledge/remote';
import { landing, type Landing, type LaunchContext } from '../../domain/list/relevance';
import type { StudyListContext } from '../study-list/study-list-context';

type Known = Pick<StudyListContext, 'sources' | 'studies' | 'reports'>;

/**
 * Where to land with what is known now: a landing, `none` when nothing can be landed on, or `undecided` while an answer
 * that matters is still to come. A silent archive keeps nobody waiting: once the record has named studies and its
 * reports, the choice is made, and said to be provisional.
 */
export function landingNow(list: Known, context: LaunchContext): Landing | 'none' | 'undecided' {
  const { sources, studies, reports } = list;
  const asking = sources.some(({ answer }) => answer.kind === 'asking');
  const record = sources.find(({ id }) => id === 'record');
  const entries = hereOf(reports);
  const knownOf = reportsKnown(reports, studies, recordAnswer(sources));
  const found = landing(
    studies,
    context,
    (study) => knownOf(study).kind === 'recorded',
    (reference) => {
      const report = entries?.find(({ id }) => id === reference);
      return report ? studies.filter((study) => isJoined(study, report)) : [];
    },
  );
  const isCertain = found?.reason === 'named' || found?.reason === 'encounter';
  if (found && isCertain) return found;

  const heard = record?.answer.kind !== 'asking' && reports.kind !== 'asking';
  if (!heard || (found === undefined && asking)) return 'undecided';
  if (found === undefined) return 'none';
  return asking ? { ...found, provisional: true } : found;
}
