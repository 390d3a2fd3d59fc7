import type { Frame } from '../../domain/study/study';
import type { DecodedFrame } from '../decode/pixels';

export interface DecodedCache {
  /** Marks it as used now. */
  get(frame: Frame): DecodedFrame | undefined;
  has(frame: Frame): boolean;
  /**
   * Gives up the longest unused ones beyond the ceiling, never the one just put.
   * @param bytes what it takes of its own
   * @param but another that is not given up: the one that is looked at
   */
  put(frame: Frame, decoded: DecodedFrame, bytes: number, but?: Frame): void;
  drop(frame: Frame): void;
  /** The same picture is held under another name, as when its series was read again. */
  rename(frame: Frame, to: Frame): void;
  /** Whether so many bytes fit without giving anything up. */
  hasRoomFor(bytes: number): boolean;
  bytes(): number;
  /** The device had no memory left: from now on about half of what is held. */
  shrink(): void;
}

/** Share of the ceiling that is allowed however short memory is: pictures are to go on being shown. */
const LEAST = 1 / 16;

/** Least recently used goes first, up to a ceiling in bytes. */
export function decodedCache(ceiling: number): DecodedCache {
  const held = new Map<Frame, { readonly decoded: DecodedFrame; readonly bytes: number }>();
  let most = ceiling;
  let total = 0;
  const drop = (frame: Frame) => {
    total -= held.get(frame)?.bytes ?? 0;
    held.delete(frame);
  };
  const makeRoom = (...but: readonly (Frame | undefined)[]) => {
    for (const oldest of held.keys()) {
      if (total <= most) break;
      if (!but.includes(oldest)) drop(oldest);
    }
  };
  return {
    get(frame) {
      const entry = held.get(frame);
      if (entry === undefined) return undefined;
      held.delete(frame);
      held.set(frame, entry);
      return entry.decoded;
    },
    has: (frame) => held.has(frame),
    put(frame, decoded, bytes, but) {
      drop(frame);
      held.set(frame, { decoded, bytes });
      total += bytes;
      makeRoom(frame, but);
    },
    drop,
    rename(frame, to) {
      const entry = held.get(frame);
      if (entry === undefined || frame === to) return;
      held.delete(frame);
      held.set(to, entry);
    },
    hasRoomFor: (bytes) => total + bytes <= most,
    bytes: () => total,
    shrink() {
      most = Math.max(ceiling * LEAST, total / 2);
      makeRoom();
    },
  };
}
