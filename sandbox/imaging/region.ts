import type { ByteStore } from './byte-store';
import type { Codecs, RawFrame } from './codecs/codecs';

/** What the studies are made with. */
export interface Region {
  readonly seed: string;
  readonly scale: 'full' | 'small';
  /** `2026-11-21`: studies are dated back from here */
  readonly today: string;
  readonly codecs: Codecs;
  readonly store: ByteStore;
  /** Makes a thing once and keeps it for a while: blocks of voxels are slow to make and large */
  shared<T extends object>(key: string, make: () => T): T;
}

/** Full size in the demonstration, a fraction in tests. */
export function sized(region: Region, full: number, small: number): number {
  return region.scale === 'full' ? full : small;
}

/** One frame, encoded, from the store or made now. @param key names the picture and everything that it depends on */
export function encodedFrame(
  region: Region,
  key: string,
  transferSyntaxUid: string,
  picture: () => RawFrame | Promise<RawFrame>,
): Promise<Uint8Array> {
  return region.store.get(`${key} ${transferSyntaxUid}`, async () => {
    const raw = await picture();
    return region.codecs.encode(raw, transferSyntaxUid);
  });
}

/**
 * See `Region.shared`. The last few things stay: an examination asks for its slices one after another, and a block of
 * voxels takes ten seconds to make and 150 MB to keep.
 */
export function sharing(kept = 4): Region['shared'] {
  const held = new Map<string, object>();
  return <T extends object>(key: string, make: () => T): T => {
    const known = held.get(key);
    const thing = known ?? make();
    held.delete(key);
    held.set(key, thing);
    const [oldest] = held.keys();
    if (held.size > kept && oldest !== undefined) held.delete(oldest);
    // Only `make` of the same key has put it there
    return thing as T;
  };
}
