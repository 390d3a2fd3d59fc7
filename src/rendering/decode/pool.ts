import { err, type Fault, type Result } from '../../domain/problem';
import { isNoMemory } from './no-memory';
import { deadlineFor } from './limits';
import type { DecodeAnswer, DecodeJob, PrepareJob } from './messages';
import type { DecodedFrame, EncodedPixels } from './pixels';
import { wasmCodecOf, type WasmCodec } from './wasm-codec';

/** How urgent a decode is at the moment it is asked: the smallest goes first. Asked each time a worker is free. */
export type Urgency = () => number;

/** A Worker, as far as the pool uses one. */
export interface DecodeWorker {
  onmessage: ((event: MessageEvent<DecodeAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(job: DecodeJob | PrepareJob, transfer?: Transferable[]): void;
  terminate(): void;
}

export interface DecodePool {
  /**
   * Decodes one frame in a worker. A decode past its deadline loses its worker and is `not-decoded`; the others go on.
   * Aborting rejects with the signal's reason; a decode that runs already is left to end, its picture dropped.
   */
  decode(encoded: EncodedPixels, urgency: Urgency, signal: AbortSignal): Promise<Result<DecodedFrame>>;
  /** Starts a worker, so that the first frame finds one, and has it load these codecs where they are cached. */
  warm(codecs: readonly WasmCodec[]): void;
  /** A frame of this syntax is on its way: the worker that it will find loads its codec, once, where it needs one. */
  prepare(transferSyntax: string): void;
  dispose(): void;
}

export interface PoolOptions {
  readonly workers: number;
  readonly start: () => DecodeWorker;
  /** Milliseconds before a decode of usual size is given up */
  readonly deadline?: number;
}

interface Queued {
  readonly encoded: EncodedPixels;
  readonly urgency: Urgency;
  readonly settle: (result: Result<DecodedFrame>) => void;
}

interface Running extends Queued {
  readonly id: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Seat {
  worker: DecodeWorker | undefined;
  running: Running | undefined;
  /** What its worker was told to load */
  readonly prepared: Set<WasmCodec>;
}

/** Half the cores, because the page and the browser's own compositor want the others. */
export const usualWorkers = (cores: number) => Math.max(1, Math.min(4, Math.floor(cores / 2)));

/** A pool whose workers start with their first job and which a watchdog replaces (CharLS can loop for ever on bad input). */
export function decodePool({ workers, start, deadline }: PoolOptions): DecodePool {
  const seats: Seat[] = Array.from({ length: workers }, () => ({
    worker: undefined,
    running: undefined,
    prepared: new Set(),
  }));
  const queue = new Set<Queued>();
  let lastId = 0;

  const next = (): Queued | undefined => {
    let first: Queued | undefined;
    let least = Infinity;
    for (const job of queue) {
      const urgency = job.urgency();
      if (first !== undefined && urgency >= least) continue;
      first = job;
      least = urgency;
    }
    return first;
  };

  const fill = () => {
    for (const seat of seats) {
      if (seat.running) continue;
      const job = next();
      if (job === undefined) return;
      queue.delete(job);
      run(seat, job);
    }
  };

  const run = (seat: Seat, job: Queued) => {
    const id = ++lastId;
    try {
      const worker = (seat.worker ??= hired(seat));
      const timer = setTimeout(
        () => replace(seat, 'decoder-endless'),
        deadlineFor(job.encoded.image, deadline),
      );
      seat.running = { ...job, id, timer };
      // One copy, of these bytes alone: posting a view would copy all of the buffer it looks into.
      const bytes = job.encoded.bytes.slice();
      worker.postMessage({ id, encoded: { ...job.encoded, bytes } }, [bytes.buffer]);
    } catch (error) {
      clearTimeout(seat.running?.timer);
      seat.running = undefined;
      job.settle(
        err(
          isNoMemory(error)
            ? { kind: 'no-memory' }
            : { kind: 'not-decoded', what: 'no-decoder' satisfies Fault },
        ),
      );
    }
  };

  const hired = (seat: Seat): DecodeWorker => {
    const worker = start();
    worker.onmessage = ({ data }) => {
      if (seat.running?.id === data.id) finish(seat, data.result);
    };
    worker.onerror = () => replace(seat, 'decoder-stopped');
    return worker;
  };

  const finish = (seat: Seat, result: Result<DecodedFrame>) => {
    const { running } = seat;
    if (running === undefined) return;
    clearTimeout(running.timer);
    seat.running = undefined;
    running.settle(result);
    fill();
  };

  const replace = (seat: Seat, what: Fault) => {
    seat.worker?.terminate();
    seat.worker = undefined;
    seat.prepared.clear();
    finish(seat, err({ kind: 'not-decoded', what }));
  };

  /** With the worker that the first frame will find */
  const firstWorker = (act: (worker: DecodeWorker, prepared: Set<WasmCodec>) => void) => {
    const [seat] = seats;
    if (seat === undefined) return;
    try {
      act((seat.worker ??= hired(seat)), seat.prepared);
    } catch {
      // The first decode will say that no worker can be started.
    }
  };

  return {
    decode(encoded, urgency, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const job: Queued = {
          encoded,
          urgency,
          settle: (result) => {
            signal.removeEventListener('abort', stop);
            resolve(result);
          },
        };
        const stop = () => {
          queue.delete(job);
          reject(signal.reason);
        };
        signal.addEventListener('abort', stop, { once: true });
        queue.add(job);
        fill();
      });
    },
    warm: (codecs) =>
      firstWorker((worker) => {
        for (const codec of codecs) worker.postMessage({ prepare: codec, ifCached: true });
      }),
    prepare(transferSyntax) {
      const codec = wasmCodecOf(transferSyntax);
      if (codec === undefined) return;
      firstWorker((worker, prepared) => {
        if (prepared.has(codec)) return;
        prepared.add(codec);
        worker.postMessage({ prepare: codec, ifCached: false });
      });
    },
    dispose() {
      queue.clear();
      for (const seat of seats) {
        clearTimeout(seat.running?.timer);
        seat.worker?.terminate();
        seat.worker = undefined;
        seat.running = undefined;
      }
    },
  };
}
