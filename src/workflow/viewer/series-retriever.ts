import { fromCallback } from 'xstate';
import type { SeriesUid } from '../../domain/ids';
import type { Archive } from '../../domain/ports/archive';
import type { Result } from '../../domain/problem';
import type { Series } from '../../domain/study/study';
import { retrieveSeries, type CheckedSeries } from '../study/retrieval';
import type { ViewerInput } from './viewer-context';

/** What was asked for of one series. */
export interface SeriesSettled {
  readonly type: 'series.settled';
  readonly uid: SeriesUid;
  readonly result: Result<CheckedSeries>;
}

type RetrieverInput = Pick<ViewerInput, 'study' | 'patient' | 'archives'> & {
  readonly series: readonly Series[];
};
export type RetrieverCommand = {
  readonly type: 'ask';
  readonly uid: SeriesUid;
  /** Those that hold the study, as it is known by now */
  readonly archives: readonly Archive[];
};

/** The other series' metadata, one after the other, behind the pictures of the first. Stopping aborts. */
export const retriever = fromCallback<RetrieverCommand, RetrieverInput, SeriesSettled>(
  ({ input, sendBack, receive }) => {
    const stop = new AbortController();
    const { study, patient } = input;

    const ask = async (series: Series, archives = input.archives) => {
      const asked = retrieveSeries(study, series, archives, patient, stop.signal);
      const result = await asked.catch(() => undefined);
      if (result && !stop.signal.aborted) sendBack({ type: 'series.settled', uid: series.uid, result });
    };

    const askAll = async () => {
      for (const series of input.series) {
        if (stop.signal.aborted) return;
        await ask(series);
      }
    };

    receive(({ uid, archives }) => {
      const series = input.series.find((one) => one.uid === uid);
      if (series) void ask(series, archives);
    });
    void askAll();
    return () => stop.abort();
  },
);
