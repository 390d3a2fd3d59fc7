import { fromCallback } from 'xstate';
import type { Result } from '../../domain/problem';
import type { Asked, ReportInput } from './report-context';
import type { ReportEvent } from './report-events';

type Ask = { readonly type: 'ask'; readonly what: 'recorded' | 'objects' | 'objects again' };

/** Record and archive are asked at once and each for itself: a report is read while the other is still silent. */
export const asker = fromCallback<Ask, ReportInput, ReportEvent>(({ input, sendBack, receive }) => {
  const stop = new AbortController();

  async function settled<T>(asked: Promise<Result<T>>): Promise<Asked<T> | undefined> {
    const result = await asked.catch(() => undefined);
    if (result === undefined || stop.signal.aborted) return undefined;
    return result.ok
      ? { kind: 'answered', value: result.value }
      : { kind: 'failed', problem: result.problem };
  }

  const askRecord = async () => {
    const answer = await settled(input.reports(stop.signal));
    if (answer) sendBack({ type: 'recorded.settled', answer });
  };
  const askArchives = async () => {
    const answer = await settled(input.objects());
    if (answer) sendBack({ type: 'objects.settled', answer });
  };

  /** What is known stays where no newer answer comes. */
  const askAgain = async () => {
    const answer = await settled(input.objects('again'));
    if (answer?.kind === 'answered') sendBack({ type: 'objects.settled', answer });
  };

  const ask = { recorded: askRecord, objects: askArchives, 'objects again': askAgain };
  receive(({ what }) => void ask[what]());
  void askRecord();
  void askArchives();
  return () => stop.abort();
});
