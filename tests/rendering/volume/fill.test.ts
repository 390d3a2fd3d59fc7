import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../../src/domain/problem';
import type { Frame } from '../../../src/domain/study/study';
import type { DecodedFrame } from '../../../src/rendering/decode/pixels';
import type { FrameStore } from '../../../src/rendering/frames/frame-store';
import { openStores } from '../../../src/rendering/frames/open-stores';
import { fill, fillOrder } from '../../../src/rendering/volume/fill';
import type { VolumeJob } from '../../../src/rendering/volume/messages';
import { aVolume, slices } from '../../domain/volume/a-volume';

const grey = (): DecodedFrame => ({
  kind: 'grey',
  rows: 4,
  columns: 4,
  pixels: new Uint16Array(16),
  min: 0,
  max: 0,
  range: [0, 0],
  lossy: false,
});
const NATIVE = '1.2.840.10008.1.2.1';
const JPEG_2000 = '1.2.840.10008.1.2.4.90';

type Held = 'decoded' | 'native' | 'compressed' | 'failed' | undefined;

/** A viewport's store that holds so much of a stack, and what is handed over of it. */
function filling(heights: readonly number[], held: (at: number) => Held, isPartial = false) {
  const frames = slices(heights);
  const volume = aVolume(heights);
  const decodedAgain = grey();
  const store = {
    decoded: (at: number) => (held(at) === 'decoded' ? decodedAgain : undefined),
    encoded: (at: number) => {
      const own = held(at);
      const syntax = own === 'native' ? NATIVE : own === 'compressed' ? JPEG_2000 : undefined;
      return syntax && { bytes: new Uint8Array(32), transferSyntax: syntax };
    },
    problem: (at: number) => (held(at) === 'failed' ? { kind: 'malformed' } : undefined),
    isPartial: () => isPartial,
  } as unknown as FrameStore;
  const stores = openStores();
  stores.add(frames, store);
  const source = {
    frame: vi.fn((_: Frame) => Promise.resolve(ok({ bytes: new Uint8Array(32), transferSyntax: NATIVE }))),
  };
  const pool = { decode: vi.fn(() => Promise.resolve(ok(grey()))) };
  const jobs: VolumeJob[] = [];
  const stop = fill(
    { volume, frames },
    { stores, source, pool } as unknown as Parameters<typeof fill>[1],
    (job) => jobs.push(job),
    () => undefined,
  );
  const handed = () => jobs.flatMap((job) => (job.kind === 'slice' ? [job.at] : []));
  const failed = () => jobs.flatMap((job) => (job.kind === 'failed' ? [job.at] : []));
  return { jobs, handed, failed, source, pool, stop, decodedAgain };
}

const five = [0, 1, 2, 3, 4];

describe('a volume is filled', () => {
  it('by its ends and every fourth slice first', () => {
    expect(fillOrder(10)).toEqual([0, 9, 4, 8, 1, 2, 3, 5, 6, 7]);
  });

  it('with copies of what the viewport has, and asks nobody for anything', () => {
    const { handed, source, pool, decodedAgain, jobs, stop } = filling(five, (at) =>
      at % 2 ? 'native' : 'decoded',
    );
    expect(handed()).toEqual([0, 4, 1, 2, 3]);
    expect(source.frame).not.toHaveBeenCalled();
    expect(pool.decode).not.toHaveBeenCalled();
    for (const job of jobs) if ('pixels' in job) expect(job.pixels).not.toBe(decodedAgain.pixels);
    stop();
  });

  it('with what arrives later', async () => {
    const here = new Set([0]);
    const { handed, stop } = filling(five, (at) => (here.has(at) ? 'native' : undefined));
    expect(handed()).toEqual([0]);
    here.add(3);
    await expect.poll(handed).toEqual([0, 3]);
    stop();
  });

  it('with what is compressed when it is decoded, and says what cannot be', async () => {
    const { handed, failed, pool, stop } = filling(five, (at) => (at === 2 ? 'failed' : 'compressed'));
    await expect.poll(() => handed().length).toBe(4);
    expect(failed()).toEqual([2]);
    pool.decode.mockResolvedValue(err({ kind: 'no-memory' }) as never);
    stop();
  });

  it('with what the viewport cannot keep, asked for anew', async () => {
    const { handed, source, stop } = filling(five, (at) => (at < 2 ? 'native' : undefined), true);
    await expect.poll(() => handed().length).toBe(5);
    expect(source.frame).toHaveBeenCalledTimes(3);
    stop();
  });

  it('no longer when it is left', async () => {
    let isHere = false;
    const { handed, stop } = filling(five, () => (isHere ? 'native' : undefined));
    stop();
    isHere = true;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(handed()).toEqual([]);
  });
});
