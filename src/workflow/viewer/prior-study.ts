import { fromCallback } from 'xstate';
import type { DisplaySet } from '../../domain/study/display-set';
import { isPicture } from '../../domain/study/kinds';
import type { SeriesUid } from '../../domain/ids';
import type { Patient } from '../../domain/patient/patient';
import type { Archive } from '../../domain/ports/archive';
import type { Problem, Result } from '../../domain/problem';
import type { Gap } from '../../domain/knowledge/statements';
import type { Prior } from '../../domain/list/relevance';
import type { Series } from '../../domain/study/study';
import type { StudyObjects } from '../../domain/objects/study-objects';
import { refusalOf } from '../study/refusal';
import { inOrder, retrieveSeries, seriesOf, type CheckedSeries } from '../study/retrieval';
import { gapAfter, likelyHolders, seriesBeside, type SeriesBeside } from '../study/series-beside';
import { displaySetsOfEntries, settled, withProgress, type SeriesEntry } from '../study/series-entry';
import type { ViewportActor } from '../viewport/viewport.machine';

/** The earlier study beside the one that is open. */
export interface PriorStudy extends Prior {
  /** Those that may hold it */
  readonly archives: readonly Archive[];
  /** Its presentation states are for its own pictures; its key objects choose nothing here */
  readonly objects?: StudyObjects;
  readonly progress:
    | { readonly kind: 'asking' }
    | { readonly kind: 'listed'; readonly entries: readonly SeriesEntry[]; readonly gap?: Gap }
    | { readonly kind: 'failed'; readonly problem: Problem };
}

export interface PriorEvent {
  readonly type: 'prior.answered';
  readonly answer: PriorAnswer;
}

/** What became known of an earlier study. */
export type PriorAnswer =
  | { readonly kind: 'listed'; readonly series: readonly Series[]; readonly gap?: Gap }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** An archive's further series, or that it cannot tell of any */
  | { readonly kind: 'listed-beside'; readonly beside: SeriesBeside }
  | { readonly kind: 'settled'; readonly uid: SeriesUid; readonly result: Result<CheckedSeries> }
  | { readonly kind: 'asked'; readonly uid: SeriesUid };

interface PriorInput extends Pick<PriorStudy, 'study' | 'archives'> {
  readonly patient: Patient;
  /** Description of what it is compared with: the series of that name comes first */
  readonly like: string;
  /** Shows the current study, which the earlier one does not delay */
  readonly current: ViewportActor | undefined;
}

type Ask = {
  readonly type: 'ask';
  readonly uid: SeriesUid;
  /** Those that hold the study, as it is known by now */
  readonly archives: readonly Archive[];
};

/**
 * Asks for an earlier study's series, one after the other, with the same-person rule on every instance. Nothing is asked
 * before the current study has its picture, or will have none. Stopping aborts.
 */
export const priorRetriever = fromCallback<Ask, PriorInput, PriorEvent>(({ input, sendBack, receive }) => {
  const stop = new AbortController();
  const { signal } = stop;
  const { study, archives, patient, like, current } = input;
  let listed: readonly Series[] = [];

  const tell = (answer: PriorAnswer) => sendBack({ type: 'prior.answered', answer });
  const ask = async (series: Series, holders = archives) => {
    const result = await retrieveSeries(study, series, holders, patient, signal);
    if (!signal.aborted) tell({ kind: 'settled', uid: series.uid, result });
  };
  const askAll = async () => {
    if (study.withdrawn) return tell({ kind: 'failed', problem: { kind: 'withdrawn', as: study.withdrawn } });
    const denied = refusalOf(study);
    if (denied) return tell({ kind: 'failed', problem: denied });
    await settledPicture(current, signal);
    if (signal.aborted) return;
    const answer = await seriesOf(study, archives, signal);
    if (signal.aborted) return;
    if (!answer.ok) return tell({ kind: 'failed', problem: answer.problem });
    listed = likeFirst(inOrder(answer.value.series), like);
    const { gap, listedBy } = answer.value;
    tell({ kind: 'listed', series: listed, ...(gap && { gap }) });
    const known = { series: answer.value.series, ...(listedBy && { listedBy }) };
    const beside = seriesBeside(study, known, signal);
    for (const archive of likelyHolders(study, archives))
      void untilStopped(beside.at(archive).then(askBeside));
    for (const series of listed) if (!signal.aborted) await ask(series);
  };
  const askBeside = async (beside: SeriesBeside | undefined) => {
    if (beside === undefined || signal.aborted) return;
    tell({ kind: 'listed-beside', beside });
    const others = inOrder(beside.series);
    listed = [...listed, ...others];
    for (const series of others) if (!signal.aborted) await ask(series);
  };
  const untilStopped = (asked: Promise<void>) =>
    asked.catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });

  receive(({ uid, archives: holders }) => {
    const series = listed.find((one) => one.uid === uid);
    if (series) void untilStopped(ask(series, holders));
  });
  void untilStopped(askAll());
  return () => stop.abort();
});

/** Resolves when a viewport shows a picture, says that it cannot, has none to show, or goes. */
function settledPicture(viewport: ViewportActor | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const isSettled = () => {
      // A view in which nothing hangs has no picture to wait for.
      const { displaySet, shown, problem } = viewport?.getSnapshot().context ?? {};
      return displaySet === undefined || shown !== undefined || problem !== undefined;
    };
    if (isSettled()) return resolve();
    const watching = viewport?.subscribe({ next: () => isSettled() && end(), complete: () => end() });
    const end = () => {
      watching?.unsubscribe();
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}

const likeFirst = (series: readonly Series[], like: string): readonly Series[] => {
  const isLike = ({ description }: Series) => description?.toLowerCase() === like.toLowerCase();
  return [...series.filter(isLike), ...series.filter((one) => !isLike(one))];
};

/** Every display set of the earlier study that is here; none where it is refused. */
export const displaySetsInPrior = ({ progress }: Pick<PriorStudy, 'progress'>): readonly DisplaySet[] =>
  progress.kind === 'listed' ? displaySetsOfEntries(progress.entries) : [];

export const entriesOfPrior = (prior: Pick<PriorStudy, 'progress'> | undefined): readonly SeriesEntry[] =>
  prior?.progress.kind === 'listed' ? prior.progress.entries : [];

/** How the earlier study stands as a whole, for who looks at the place where its pictures are to be. */
export type PriorStanding =
  | { readonly kind: 'asking' | 'here' | 'pictureless' }
  /** Nothing of it could be had, and why */
  | { readonly kind: 'failed'; readonly problem: Problem };

export function standingOf(prior: Pick<PriorStudy, 'progress'>): PriorStanding {
  const { progress } = prior;
  if (progress.kind !== 'listed') return progress;
  const known = progress.entries.map((entry) => entry.progress);
  if (displaySetsInPrior(prior).some(isPicture)) return { kind: 'here' };
  if (known.some(({ kind }) => kind === 'retrieving')) return { kind: 'asking' };
  const failure = known.find(({ kind }) => kind === 'failed');
  return failure?.kind === 'failed' ? failure : { kind: 'pictureless' };
}

/** Series of the earlier study that are worth asking for again. */
export const failedInPrior = (prior: Pick<PriorStudy, 'progress'> | undefined): readonly SeriesUid[] =>
  entriesOfPrior(prior)
    .filter(({ progress }) => progress.kind === 'failed')
    .map(({ series }) => series.uid);

/**
 * What is known after an answer. One series of somebody else makes the whole earlier study doubtful, and nothing of it
 * stays on the screen: it is there for comparison only.
 */
export function progressAfter(prior: PriorStudy, answer: PriorAnswer): PriorStudy['progress'] {
  if (answer.kind === 'failed') return { kind: 'failed', problem: answer.problem };
  if (answer.kind === 'listed')
    return {
      kind: 'listed',
      entries: answer.series.map((series) => ({ series, progress: { kind: 'retrieving' } })),
      ...(answer.gap && { gap: answer.gap }),
    };
  if (prior.progress.kind !== 'listed') return prior.progress;
  const { progress } = prior;
  const { entries } = progress;
  if (answer.kind === 'listed-beside') {
    const gap = gapAfter(progress.gap, answer.beside);
    const others = inOrder(answer.beside.series);
    return {
      kind: 'listed',
      entries: [
        ...entries,
        ...others.map((series): SeriesEntry => ({ series, progress: { kind: 'retrieving' } })),
      ],
      ...(gap && { gap }),
    };
  }
  if (answer.kind === 'asked')
    return { ...progress, entries: withProgress(entries, answer.uid, { kind: 'retrieving' }) };
  const { result } = answer;
  if (!result.ok && result.problem.kind === 'different-person')
    return { kind: 'failed', problem: result.problem };
  return { ...progress, entries: withProgress(entries, answer.uid, settled(result)) };
}
