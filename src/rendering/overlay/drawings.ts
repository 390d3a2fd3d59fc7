import type { Drawing, OpenDrawing, Opened } from '../../domain/ports/drawings';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import { startWorker } from '../decode/start-worker';
import type { PixelArray } from '../decode/pixels';
import type { Shared } from '../shared';
import type { EncodedFrames, OverlayAnswer, OverlayJob } from './messages';
import workerAddress from './worker?worker&url';

interface OverlayWorker {
  onmessage: ((event: MessageEvent<OverlayAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(job: OverlayJob, transfer?: Transferable[]): void;
  terminate(): void;
}

/** Milliseconds: a hundred megabytes of contours take some seconds on a slow machine */
const DEADLINE = 45_000;

type Parts = Pick<Shared, 'source' | 'pool'>;

/**
 * Opens what others have drawn: a worker each, which goes with it. Rejects only with the signal's reason.
 * @param start a test's own worker
 */
export async function openDrawing(
  parts: Parts,
  ...[instance, signal]: Parameters<OpenDrawing>
): Promise<Result<Opened>> {
  return openWith(() => startWorker(workerAddress, 'overlay'), parts, instance, signal);
}

export async function openWith(
  start: () => OverlayWorker,
  { source, pool }: Parts,
  ...[instance, signal]: Parameters<OpenDrawing>
): Promise<Result<Opened>> {
  const content = await source.object?.(instance, signal);
  if (!content) return err<Problem>({ kind: 'unsupported', what: 'no-overlay' });
  if (!content.ok) return content;
  signal.throwIfAborted();
  const { uid, study, series } = instance;
  const worker = start();
  const life = new AbortController();
  const end = () => {
    life.abort();
    worker.terminate();
  };
  const bytes = content.value.kind === 'file' ? content.value.bytes : undefined;
  worker.postMessage(
    { kind: 'open', content: content.value, expected: { uid, study, series } },
    // Its own buffer goes along, and is held once.
    bytes?.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
      ? [bytes.buffer]
      : [],
  );
  return new Promise((resolve, reject) => {
    const settle = (result: Result<Opened>) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      if (!result.ok || !result.value.ok) end();
      resolve(result);
    };
    const stop = () => {
      clearTimeout(timer);
      end();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => settle(err({ kind: 'not-decoded', what: 'too-long' })), DEADLINE);
    signal.addEventListener('abort', stop, { once: true });
    worker.onerror = () => settle(err({ kind: 'no-memory' }));
    const decode = (encoded: EncodedFrames, drawing?: { onmore: Drawing['onmore'] }) =>
      void decodeAll(encoded, pool, life.signal, (frame, pixels) => {
        worker.postMessage({ kind: 'frame', frame, pixels });
        if (pixels) drawing?.onmore?.();
      }).catch(() => undefined);
    worker.onmessage = ({ data }) => {
      if (data.kind === 'encoded') return decode(data.encoded);
      if (data.kind === 'refused') return settle(ok({ ok: false, why: data.why }));
      if (data.kind === 'unreadable') return settle(err({ kind: 'undecodable', what: data.what }));
      if (data.kind !== 'opened') return;
      const drawing = drawingOf(worker, data.legend, end);
      if (data.encoded) decode(data.encoded, drawing);
      settle(ok({ ok: true, drawing }));
    };
  });
}

function drawingOf(worker: OverlayWorker, legend: Drawing['legend'], end: () => void): Drawing {
  let last = 0;
  const asked = new Map<number, (answer: OverlayAnswer | undefined) => void>();
  const forget = () => {
    for (const answer of asked.values()) answer(undefined);
    asked.clear();
  };
  worker.onerror = forget;
  worker.onmessage = ({ data }) => {
    if (data.kind !== 'drawn' && data.kind !== 'values') return;
    asked.get(data.id)?.(data);
    asked.delete(data.id);
  };
  const ask = (job: (id: number) => OverlayJob) =>
    new Promise<OverlayAnswer | undefined>((resolve) => {
      const id = ++last;
      asked.set(id, resolve);
      worker.postMessage(job(id));
    });
  return {
    legend,
    onmore: undefined,
    async draw(slice, look) {
      const answer = await ask((id) => ({ kind: 'draw', id, slice, look }));
      return answer?.kind === 'drawn' ? answer.drawn : undefined;
    },
    async valuesAt(slice, point) {
      const answer = await ask((id) => ({ kind: 'values', id, slice, point }));
      return answer?.kind === 'values' ? answer.values : undefined;
    },
    dispose() {
      forget();
      end();
    },
  };
}

/** Frames at a time: pictures that are looked at want the same workers */
const AT_ONCE = 2;
/** Behind every picture */
const LAST = () => Number.MAX_SAFE_INTEGER;

async function decodeAll(
  { frames, transferSyntax, image }: EncodedFrames,
  pool: Parts['pool'],
  signal: AbortSignal,
  told: (frame: number, pixels: PixelArray | undefined) => void,
): Promise<void> {
  const waiting = frames.flatMap((bytes, frame) => (bytes ? [{ bytes, frame }] : []));
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const decoded = await pool.decode({ bytes: next.bytes, transferSyntax, image }, LAST, signal);
      told(next.frame, decoded.ok && decoded.value.kind === 'grey' ? decoded.value.pixels : undefined);
      // What waits comes first.
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
