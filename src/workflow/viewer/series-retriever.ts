import { fromCallback } from 'xstate';
import type { ArchiveId, SeriesUid } from '../../domain/ids';
import type { Archive } from '../../domain/ports/archive';
import type { Result } from '../../domain/problem';
import type { Series } from '../../domain/study/study';
import { retrieveSeries, type CheckedSeries } from '../study/retrieval';
import { likelyHolders, seriesBeside, type SeriesBeside } from '../study/series-beside';
import { stagedFor } from '../study/staged';
import type { ViewerInput } from './viewer-context';

/** What was asked for of one series. */
export interface SeriesSettled {
  readonly type: 'series.settled';
  readonly uid: SeriesUid;
  readonly result: Result<CheckedSeries>;
}

/** An archive lists series that nobody had told of, or cannot tell whether there are any. */
export interface SeriesListed extends SeriesBeside {
  readonly type: 'series.listed';
}

type RetrieverInput = Pick<ViewerInput, 'study' | 'patient' | 'archives'> & {
  /** All that are known, and those of them that are still to be retrieved */
  readonly listed: readonly Series[];
  readonly series: readonly Series[];
  readonly listedBy?: ArchiveId;
};
export type RetrieverCommand =
  | {
      readonly type: 'ask';
      readonly series: Series;
      /** Those that hold the study, as it is known by now */
      readonly archives: readonly Archive[];
    }
  /** Others may hold it by now: who was not asked for what else there is, is; `again`, who failed is, too */
  | {
      readonly type: 'list';
      readonly study: ViewerInput['study'];
      readonly archives: readonly Archive[];
      readonly again?: boolean;
    };

/**
 * The other series' metadata, one after the other, behind the pictures of the first; and those of series that only an archive
 * lists. Stopping aborts.
 */
export const retriever = fromCallback<RetrieverCommand, RetrieverInput, SeriesSettled | SeriesListed>(
  ({ input, sendBack, receive }) => {
    const stop = new AbortController();
    const { study, patient, listed, listedBy } = input;
    const beside = seriesBeside(study, { series: listed, ...(listedBy && { listedBy }) }, stop.signal);

    const ask = async (series: Series, archives: readonly Archive[], staged = 0): Promise<void> => {
      const asked = retrieveSeries(study, series, archives, patient, stop.signal);
      const result = await asked.catch(() => undefined);
      if (!result || stop.signal.aborted) return;
      sendBack({ type: 'series.settled', uid: series.uid, result });
      const after = stagedFor(result, staged);
      if (after === undefined) return;
      const again = setTimeout(() => void ask(series, archives, staged + 1), after);
      stop.signal.addEventListener('abort', () => clearTimeout(again), { once: true });
    };
    const askAll = async (all: readonly Series[], archives: readonly Archive[]) => {
      for (const series of all) {
        if (stop.signal.aborted) return;
        await ask(series, archives);
      }
    };
    const listAt = async (archive: Archive, archives: readonly Archive[], again: boolean) => {
      const found = await beside.at(archive, again).catch(() => undefined);
      if (found === undefined || stop.signal.aborted) return;
      sendBack({ type: 'series.listed', ...found });
      await askAll(found.series, archives);
    };
    const list = (of: ViewerInput['study'], archives: readonly Archive[], again = false) => {
      for (const archive of likelyHolders(of, archives)) void listAt(archive, archives, again);
    };

    receive((command) => {
      if (command.type === 'list') list(command.study, command.archives, command.again);
      else void ask(command.series, command.archives);
    });
    void askAll(input.series, input.archives);
    list(study, input.archives);
    return () => stop.abort();
  },
);
