import type { ReadDocument } from '../domain/ports/documents';
import { err, ok, type Result } from '../domain/problem';
import type { Block } from '../domain/report/report-document';
import type { ReadAnswer, ReadRequest } from './read-messages';
import workerAddress from './reading-worker?worker&url';
import { startWorker } from './worker-policy';

/** Milliseconds; the largest report that is read at all takes a tenth of it */
const LONGEST = 20_000;

/**
 * Reads a long report in a worker of its own, which ends with it or after 20 seconds: whatever it is, the page goes on.
 * @returns what `readDocument` does; `undefined` where the worker's own code did not come
 */
export function readApart(
  request: ReadRequest,
  start: () => Worker = () => startWorker(workerAddress, 'report'),
): Promise<Result<ReadDocument> | undefined> {
  const worker = start();
  return new Promise<Result<ReadDocument> | undefined>((resolve) => {
    const { where } = request;
    const timer = setTimeout(
      () => resolve(err({ kind: 'malformed', where, what: 'a report that takes too long to read' })),
      LONGEST,
    );
    const end = (result: Result<ReadDocument> | undefined) => {
      clearTimeout(timer);
      resolve(result);
    };
    const blocks: Block[] = [];
    worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => {
      if (data.kind === 'result') end(data.result);
      else if (data.kind === 'end') end(ok({ kind: 'document', document: { blocks } }));
      else for (const block of data.blocks) blocks.push(block);
    });
    worker.addEventListener('messageerror', () => end(undefined));
    worker.addEventListener('error', () => end(undefined));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
