import { listCompleteness } from '../../domain/list/completeness';
import { recordAnswer } from '../../domain/list/federation';
import { isJoined, isReadable, reportsKnown } from '../../domain/list/reports-of-study';
import { hereOf, isWhole } from '../../domain/knowledge/remote';
import { landing, namedAmong, type Landing, type LaunchContext } from '../../domain/list/relevance';
import type { Ports } from '../../domain/ports/ports';
import type { Study } from '../../domain/study/study';
import type { StudyListContext } from '../study-list/study-list-context';

type Known = Pick<StudyListContext, 'sources' | 'studies' | 'reports'>;

/** What a launch opens: by what it is for, where the site has said so, else as every launch. An unknown intent changes nothing. */
export const landsOn = (
  {
    landing: usual,
    landingByIntent: { study = [], list = [] } = {},
  }: Pick<Ports, 'landing' | 'landingByIntent'>,
  intent = '',
): Ports['landing'] => (study.includes(intent) ? 'study' : list.includes(intent) ? 'list' : usual);

/** Milliseconds that a landing by date waits for archives where the record has named no studies */
export const LANDING_WAIT = 4_000;

/**
 * Where to land with what is known now: a landing, `none` when nothing can be landed on, or `undecided` while an answer
 * that matters is still to come. A silent archive keeps nobody waiting: once the record has named studies and its
 * reports, the choice is made, and said to be provisional. Where the record has named none, no archive has more say than
 * another: all are waited for, as long as `waited` is not yet true.
 */
export function landingNow(
  list: Known,
  context: LaunchContext,
  waited = false,
): Landing | 'none' | 'undecided' {
  const { sources, reports } = list;
  const asking = sources.some(({ answer }) => answer.kind === 'asking');
  const record = recordAnswer(sources);
  const found = bestOf(list, context);
  const isCertain = found?.reason === 'named' || found?.reason === 'encounter';
  if (found && isCertain) return found;

  const heard = record.kind !== 'asking' && reports.kind !== 'asking';
  if (!heard || (found === undefined && asking)) return 'undecided';
  if (found === undefined) return 'none';
  const hasNamed = (hereOf(record)?.studies.length ?? 0) > 0;
  if (asking && !hasNamed && !waited) return 'undecided';
  // Of a list that is not complete nobody knows the newest, nor of reports that may not be all the newest with one.
  const isKnown = found.reason !== 'newest-reported' || isWhole(reports);
  return isKnown && listCompleteness(sources) === 'complete' ? found : { ...found, provisional: true };
}

/**
 * What may be said of a landing with what came since: that it is still the one, no longer provisionally once everybody has
 * answered; or that another study has turned out to be it.
 */
export function landingAfter(chosen: Landing, list: Known, context: LaunchContext): Landing {
  const now = landingNow(list, context, true);
  if (typeof now !== 'object') return chosen;
  // While a source is asked again, what was found before it was is not taken back.
  if (now.study.uid === chosen.study.uid) return now.provisional && !chosen.provisional ? chosen : now;
  return { study: chosen.study, reason: chosen.reason, instead: now };
}

/** Whether the launch named studies or reports of which none is in the list, as far as it is known. */
export const isNamedMissing = (list: Known, context: LaunchContext): boolean =>
  context.named.length > 0 && namedAmong(list.studies, context, reportedIn(list)).length === 0;

/** What would be landed on if what is here were all. */
function bestOf(list: Known, context: LaunchContext): Landing | undefined {
  const { sources, studies, reports } = list;
  const knownOf = reportsKnown(reports, studies, recordAnswer(sources));
  return landing(studies, context, (study) => isReadable(knownOf(study)), reportedIn(list));
}

/** The studies that a report stands for, by its reference. */
const reportedIn =
  ({ studies, reports }: Known) =>
  (reference: string): readonly Study[] => {
    const report = hereOf(reports)?.find(({ id }) => id === reference);
    return report ? studies.filter((study) => isJoined(study, report)) : [];
  };
