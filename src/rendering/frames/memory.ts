import { clamp } from '../../domain/presentation/limits';

/** Bytes that may be held, by all viewports together. */
export interface MemoryLimits {
  /** Decoded frames */
  readonly decoded: number;
  /** Frames as the archive stores them */
  readonly encoded: number;
}

const MIB = 2 ** 20;
/** GiB: what a browser says of a device's memory at least and at most */
const BROWSERS_SAY = [0.25, 8] as const;

/** By the device's memory in GiB as far as the browser tells it; unknown is taken as little. */
export function memoryLimits(deviceMemory: number | undefined): MemoryLimits {
  if (deviceMemory === undefined) return { decoded: 256 * MIB, encoded: 384 * MIB };
  const share = clamp(deviceMemory, BROWSERS_SAY);
  return { decoded: share * 64 * MIB, encoded: share * 96 * MIB };
}
