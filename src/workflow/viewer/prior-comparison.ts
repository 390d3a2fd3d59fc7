import type { SeriesUid } from '../../domain/ids';
import type { Archive } from '../../domain/ports/archive';
import type { Prior } from '../../domain/list/relevance';
import type { Place } from './hanging';
import { entriesOfPrior, progressAfter, type PriorAnswer, type PriorStudy } from './prior-study';
import type { ObjectsFound } from '../report/report-events';
import type { Study } from '../../domain/study/study';
import type { KnownNow } from '../study/open-study';
import { holdersOf } from '../study/retrieval';
import { displaySetsIn, type ViewerContext } from './viewer-context';

/** The screen with an earlier study beside the open one; as it was before it stays known. */
export function compared(
  { layout, layoutChosen, hanging, active, showing, arrangement }: ViewerContext,
  { prior, archives }: { readonly prior: Prior; readonly archives: readonly Archive[] },
  place: Place | undefined,
): Partial<ViewerContext> {
  const looked = place?.id ?? hanging[active];
  return {
    prior: { ...prior, archives, progress: { kind: 'asking' } },
    arrangement: arrangement ?? { layout, layoutChosen, hanging, active, showing },
    showing: 'whole study',
    layoutChosen: false,
    hanging: [],
    active: 0,
    ...(looked !== undefined && { looked }),
  };
}

/** The screen as it was before the comparison. */
export const alone = ({ arrangement }: ViewerContext): Partial<ViewerContext> => ({
  ...arrangement,
  arrangement: undefined,
  prior: undefined,
  looked: undefined,
});

export const isOfPrior = ({ prior }: ViewerContext, uid: SeriesUid): boolean =>
  entriesOfPrior(prior).some(({ series }) => series.uid === uid);

/** Nothing of it could be had; somebody else's study is not asked for again. */
export const canAskPriorAgain = ({ prior }: ViewerContext): boolean =>
  prior?.progress.kind === 'failed' &&
  !['different-person', 'withdrawn'].includes(prior.progress.problem.kind);

export const askedAgain = ({ prior }: ViewerContext): Pick<ViewerContext, 'prior'> => ({
  prior: prior && { ...prior, progress: { kind: 'asking' } },
});

export const answered = ({ prior }: ViewerContext, answer: PriorAnswer): Pick<ViewerContext, 'prior'> => ({
  prior: prior && { ...prior, progress: progressAfter(prior, answer) },
});

/** What lies beside the pictures of the open study, or of the earlier one; of any other it comes too late. */
export function withObjects(
  { study, prior }: ViewerContext,
  { study: of, objects }: ObjectsFound,
): Pick<Partial<ViewerContext>, 'objects' | 'prior'> {
  if (of === study.uid) return { objects };
  return prior?.study.uid === of ? { prior: { ...prior, objects } } : {};
}

/** What the list has learnt of the open study, of the earlier one, and of who holds them. */
export function withKnown(
  { study, prior }: ViewerContext,
  { studies, archives }: KnownNow,
): Pick<ViewerContext, 'study' | 'archives'> & Pick<Partial<ViewerContext>, 'prior'> {
  const now = (one: Study) => studies.find(({ uid }) => uid === one.uid) ?? one;
  const known = now(study);
  return {
    study: known,
    archives: holdersOf(known, archives),
    ...(prior && {
      prior: { ...prior, study: now(prior.study), archives: holdersOf(now(prior.study), archives) },
    }),
  };
}

/** What the earlier study is asked for with: its series of the name that is looked at comes first. */
export function priorInput(context: ViewerContext, { study, archives }: PriorStudy) {
  const { patient, viewports, active, looked } = context;
  const like = displaySetsIn(context).find(({ id }) => id === looked)?.label ?? '';
  return { study, archives, patient, like, current: viewports[active] };
}

/** An earlier study that was refused is told of. */
export function recordPrior({ audit, prior }: ViewerContext, answer: PriorAnswer): void {
  if (prior === undefined) return;
  const result = answer.kind === 'settled' ? answer.result : undefined;
  const problem = answer.kind === 'failed' ? answer.problem : result?.ok ? undefined : result?.problem;
  if (problem?.kind === 'different-person')
    audit?.record({ kind: 'identity-mismatch', study: prior.study.uid });
}
