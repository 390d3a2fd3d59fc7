import type { Frame } from '../../domain/study';
import type { DecodedFrame } from '../decode/pixels';

/** Bytes that may be held. */
export interface MemoryLimits {
  /** Decoded frames, all viewports together */
  readonly decoded: number;
  /** Frames as the archive stores them, one viewport's stack */
  readonly encoded: number;
}

const MIB = 2 ** 20;

/** By the device's memory in GiB as far as the browser tells it; unknown is taken as little. */
export function memoryLimits(deviceMemory: number | undefined): MemoryLimits {
  if (deviceMemory === undefined) return { decoded: 256 * MIB, encoded: 384 * MIB };
  const share = Math.min(8, Math.max(1, deviceMemory));
  return { decoded: share * 64 * MIB, encoded: share * 96 * MIB };
}

export interface DecodedCache {
  /** Marks it as used now. */
  get(frame: Frame): DecodedFrame | undefined;
  has(frame: Frame): boolean;
  /** Gives up the longest unused ones beyond the ceiling, never the one just put. `bytes`: what it takes of its own */
  put(frame: Frame, decoded: DecodedFrame, bytes: number): void;
  drop(frame: Frame): void;
  /** The same picture is held under another name, as when its series was read again. */
  rename(frame: Frame, to: Frame): void;
  /** Whether so many bytes fit without giving anything up. */
  hasRoomFor(bytes: number): boolean;
  bytes(): number;
}

/** Least recently used goes first, up to a ceiling in bytes. */
export function decodedCache(ceiling: number): DecodedCache {
  const held = new Map<Frame, { readonly decoded: DecodedFrame; readonly bytes: number }>();
  let total = 0;
  const drop = (frame: Frame) => {
    total -= held.get(frame)?.bytes ?? 0;
    held.delete(frame);
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
    put(frame, decoded, bytes) {
      drop(frame);
      held.set(frame, { decoded, bytes });
      total += bytes;
      for (const oldest of held.keys()) {
        if (total <= ceiling || oldest === frame) break;
        drop(oldest);
      }
    },
    drop,
    rename(frame, to) {
      const entry = held.get(frame);
      if (entry === undefined || frame === to) return;
      held.delete(frame);
      held.set(to, entry);
    },
    hasRoomFor: (bytes) => total + bytes <= ceiling,
    bytes: () => total,
  };
}
