import type { ArchiveId } from '../../domain/ids';
import { ok, type Result } from '../../domain/problem';
import type { Part10 } from '../../dicom/part10/file';
import { Failure } from '../../http/failure';
import { requestObjects, tooLarge, type Place } from './object-request';
import { offers, type Offers } from './capabilities';
import type { Requests } from '../requests/request';
import { retrieval, type Part, type Received, type Retrieval } from './retrieval';

/** What archives that offer nothing smaller sent whole, kept in memory for a while; shared by all archives. */
export interface WholeStudies {
  /** What this archive was found to offer in this session */
  offersOf(archive: ArchiveId): Offers;
  /** What is here or under way of a place, `undefined` where it was not asked for or had to go */
  known(archive: ArchiveId, place: Place): Retrieval | undefined;
  /**
   * All objects of a place, or as many as are enough: one request, however many ask. Rejects with the signal's reason;
   * the request goes on for a moment, for those who ask for something else of it.
   */
  retrieve(
    requests: Requests,
    place: Place,
    signal: AbortSignal,
    isEnough?: (received: Received) => boolean,
  ): Promise<Result<Received>>;
  /** Keeps an object that came in another way, the place being the object's own. */
  keep(archive: ArchiveId, place: Place, uid: string, object: Part10): void;
  /** Lets everything go that was received: the patient's pictures leave the memory. What archives offer stays known. */
  forget(): void;
}

export interface WholeStudiesLimits {
  /** Bytes that may be kept, of all archives; 512 MB */
  readonly ceiling?: number;
  /** Milliseconds for which a request goes on that nobody waits for; 1,000 */
  readonly linger?: number;
}

export function wholeStudies({
  ceiling = 512 * 1024 * 1024,
  linger = 1000,
}: WholeStudiesLimits = {}): WholeStudies {
  const offered = new Map<ArchiveId, Offers>();
  /** The least recently used first */
  const kept = new Map<string, Retrieval>();

  function known(archive: ArchiveId, place: Place): Retrieval | undefined {
    const key = keyOf(archive, place);
    const one = kept.get(key);
    if (!one) return undefined;
    kept.delete(key);
    kept.set(key, one);
    return one;
  }

  /** Lets go what was least recently used; what is still arriving stays. Throws a Failure where that is not enough. */
  function makeRoom(own: string) {
    let total = [...kept.values()].reduce((sum, one) => sum + one.size(), 0);
    for (const [key, one] of kept) {
      if (total <= ceiling) return;
      if (key === own || one.running()) continue;
      total -= one.size();
      kept.delete(key);
    }
    if (total > ceiling) throw new Failure(tooLarge(ceiling));
  }

  function begin(requests: Requests, place: Place): Retrieval {
    const key = keyOf(requests.archive.id, place);
    const one: Retrieval = retrieval({
      linger,
      read: (receive, signal) =>
        requestObjects(
          requests,
          {
            place,
            limit: ceiling,
            receive: (part) => {
              receive(part);
              makeRoom(key);
            },
          },
          signal,
        ),
      onLost: () => {
        if (kept.get(key) === one) kept.delete(key);
      },
    });
    kept.set(key, one);
    return one;
  }

  function keep(archive: ArchiveId, place: Place, uid: string, object: Part10) {
    const key = keyOf(archive, place);
    if (object.size > ceiling || kept.get(key)?.received.objects.has(uid)) return;
    const read = async (receive: (part: Part) => void) => {
      receive({ uid, object });
      return ok(undefined);
    };
    kept.set(key, retrieval({ linger, read, onLost: () => undefined }));
    try {
      makeRoom(key);
    } catch (error) {
      // What is still arriving leaves no room: it was given out, and is asked for again when it is wanted.
      if (!(error instanceof Failure)) throw error;
      kept.delete(key);
    }
  }

  return {
    known,
    keep,
    offersOf(archive) {
      const one = offered.get(archive) ?? offers();
      offered.set(archive, one);
      return one;
    },
    async retrieve(requests, place, signal, isEnough) {
      signal.throwIfAborted();
      return (known(requests.archive.id, place) ?? begin(requests, place)).wait(signal, isEnough);
    },
    forget() {
      kept.forEach((one) => one.release());
      kept.clear();
    },
  };
}

const keyOf = (archive: ArchiveId, place: Place) => [archive, ...place].join(' ');
