import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem';
import { err, ok } from '../../src/domain/problem';
import type { Frame } from '../../src/domain/study/study';
import type { DecodedFrame } from '../../src/rendering/decode/pixels';
import type { DecodePool } from '../../src/rendering/decode/pool';
import { isNoMemory } from '../../src/rendering/decode/no-memory';
import { decodedCache } from '../../src/rendering/frames/decoded-cache';
import { encodedBudget } from '../../src/rendering/frames/encoded-budget';
import { frameStore } from '../../src/rendering/frames/frame-store';
import { loadOrder } from '../../src/rendering/frames/load-order';
import { memoryLimits } from '../../src/rendering/frames/memory';
import { flat, frames, heldSource } from './pictures';

const settled = () => new Promise((resolve) => setTimeout(resolve));

const grey = (side = 64): DecodedFrame => ({
  kind: 'grey',
  rows: side,
  columns: side,
  pixels: new Uint16Array(side * side),
  min: 0,
  max: 0,
  range: [0, 0],
  lossy: false,
});

const deflated = '1.2.840.10008.1.2.5';

function opened(
  count: number,
  start = 0,
  ceilings: {
    encoded?: number;
    decoded?: number;
    decode?: DecodePool['decode'];
  } = {},
) {
  const pile = frames(count);
  const source = heldSource();
  const cache = decodedCache(ceilings.decoded ?? 1e9);
  const decoded: number[] = [];
  const failures: [number, Problem][] = [];
  let rests = 0;
  const pool: DecodePool = {
    warm: () => undefined,
    prepare: () => undefined,
    decode: ceilings.decode ?? (() => Promise.resolve(ok(grey()))),
    dispose: () => undefined,
  };
  const store = frameStore(
    pile,
    start,
    { source, pool, cache, budget: encodedBudget(ceilings.encoded ?? 1e9) },
    {
      arrived: () => undefined,
      decoded: (at) => decoded.push(at),
      failed: (at, problem) => failures.push([at, problem]),
      rested: () => (rests += 1),
    },
  );
  store.lookAt(start);
  const at = (position: number) => pile[position] as Frame;
  const askedAt = (priority: string) =>
    source.asked.filter((one) => one.priority === priority).map(({ frame }) => pile.indexOf(frame));
  const answerAll = async (transferSyntax?: string) => {
    for (let n = 0; n < 50 && source.open().length > 0; n++) {
      for (const one of source.open())
        one.answer(ok({ ...flat(one.frame, 5), ...(transferSyntax && { transferSyntax }) }));
      await settled();
    }
  };
  const here = () => pile.flatMap((_, position) => (store.isHere(position) ? [position] : []));
  return {
    pile,
    source,
    cache,
    store,
    decoded,
    failures,
    at,
    askedAt,
    answerAll,
    here,
    rests: () => rests,
  };
}

describe('the order of loading', () => {
  it('is the neighbours, the ends, the middle, every fourth, then outwards', () => {
    expect(loadOrder(20, 6)).toEqual([7, 5, 8, 4, 0, 19, 10, 12, 16, 9, 3, 2, 11, 1, 13, 14, 15, 17, 18]);
  });

  it('has every other frame once, wherever it begins', () => {
    for (const at of [0, 7, 99]) expect(loadOrder(100, at).toSorted((a, b) => a - b)).toHaveLength(99);
    expect(loadOrder(1, 0)).toEqual([]);
  });
});

describe('a store of frames', () => {
  /** The first frame came and is decoded: the rest of the stack has its turn. */
  async function begun({ source, at }: Pick<ReturnType<typeof opened>, 'source' | 'at'>, position: number) {
    const first = source.open().find(({ frame }) => frame === at(position));
    first?.answer(ok(flat(at(position), 5)));
    await settled();
  }

  it('asks for the wanted frame alone, and once it can be painted for its neighbours next and for the rest within bounds', async () => {
    const { askedAt, source, at } = opened(500, 100);
    expect(askedAt('now')).toEqual([100]);
    expect(source.open()).toHaveLength(1);
    await begun({ source, at }, 100);
    expect(askedAt('next').toSorted()).toEqual([101, 102, 98, 99].toSorted());
    expect(source.open()).toHaveLength(64);
  });

  it('asks for the rest where the wanted frame cannot be had', async () => {
    const { source, at } = opened(500, 100);
    source
      .open()
      .find(({ frame }) => frame === at(100))
      ?.answer(err({ kind: 'not-found', where: 'Salford' }));
    await settled();
    expect(source.open()).toHaveLength(64);
  });

  it('moves a queued frame up when it is wanted, and keeps its one request', async () => {
    const { store, source, at } = opened(50);
    await begun({ source, at }, 0);
    store.lookAt(16);
    const askers = source.asked.filter(({ frame }) => frame === at(16));
    expect(askers.map(({ priority, signal }) => [priority, signal.aborted])).toEqual([
      ['stack', true],
      ['now', false],
    ]);
  });

  it('lets go of what was scrolled past', () => {
    const { store, source, at } = opened(2000);
    for (let position = 500; position < 560; position += 5) store.lookAt(position);
    const passed = source.asked.filter(({ frame, priority }) => frame === at(500) && priority === 'now');
    expect(passed.map(({ signal }) => signal.aborted)).toEqual([true]);
    expect(source.open().some(({ frame }) => frame === at(555))).toBe(true);
  });

  it('fetches everything once and decodes it while there is room', async () => {
    const { answerAll, source, decoded } = opened(100);
    await answerAll(deflated);
    expect(new Set(decoded).size).toBe(100);
    expect(source.asked.filter(({ signal }) => !signal.aborted)).toHaveLength(100);
  });

  it('never holds more decoded than its ceiling, and decodes again what was given up', async () => {
    const one = 64 * 64 * 2;
    const { answerAll, cache, store, at } = opened(100, 0, { decoded: one * 12 });
    await answerAll(deflated);
    expect(cache.bytes()).toBeLessThanOrEqual(one * 12);
    expect(cache.has(at(90))).toBe(false);
    store.lookAt(90);
    await settled();
    expect(store.decoded(90)).toBeDefined();
    expect(cache.bytes()).toBeLessThanOrEqual(one * 12);
  });

  it('never holds more bytes than its ceiling, nor fetches ahead beyond it', async () => {
    const one = 64 * 64 * 2;
    const { answerAll, store, pile, source } = opened(1000, 0, { encoded: one * 100, decoded: 0 });
    await answerAll(deflated);
    expect(pile.filter((_, at) => store.isHere(at)).length).toBeLessThanOrEqual(100);
    expect(source.asked.length).toBeLessThan(200);
    store.lookAt(999);
    await answerAll(deflated);
    expect(store.isHere(999)).toBe(true);
    expect(pile.filter((_, at) => store.isHere(at)).length).toBeLessThanOrEqual(101);
  });

  it('shares the bytes of uncompressed frames instead of doubling them', async () => {
    const { answerAll, cache, store } = opened(10);
    await answerAll();
    expect(store.decoded(9)).toBeUndefined();
    store.lookAt(9);
    expect(store.decoded(9)).toMatchObject({ kind: 'grey', min: 0, max: 1000 });
    expect(cache.bytes()).toBe(0);
  });

  it('tells of a failed frame, goes on, and tries again when it is wanted', async () => {
    const { source, store, failures, at } = opened(3);
    source.asked[0]?.answer(err({ kind: 'timed-out', where: 'Bolton' }));
    await settled();
    expect(failures).toEqual([[0, { kind: 'timed-out', where: 'Bolton' }]]);
    store.lookAt(0);
    expect(store.problem(0)).toBeUndefined();
    expect(source.open().filter(({ frame }) => frame === at(0))).toHaveLength(1);
  });

  it('tries an undecodable frame again when it is wanted, not when a neighbour is', async () => {
    let tries = 0;
    const decode = () => {
      tries++;
      return Promise.resolve(err({ kind: 'undecodable', what: 'cut short' } as const));
    };
    const { answerAll, store, failures } = opened(2, 0, { decode });
    await answerAll(deflated);
    expect([tries, failures.length]).toEqual([2, 2]);
    store.lookAt(1);
    await settled();
    expect(tries).toBe(3);
  });

  it('gives everything back and hears no late answer', async () => {
    const { answerAll, source, store, cache, decoded } = opened(200);
    source.asked[0]?.answer(ok({ ...flat(source.asked[0].frame, 5), transferSyntax: deflated }));
    await settled();
    store.dispose();
    expect(cache.bytes()).toBe(0);
    expect(source.open()).toHaveLength(0);
    const before = decoded.length;
    await answerAll();
    expect(decoded).toHaveLength(before);
  });
});

const bytesOfOne = 64 * 64 * 2;

describe('a stack that is larger than memory', () => {
  const ceilings = { encoded: bytesOfOne * 100, decoded: 0 };

  it('is held around the viewer, and comes to rest', async () => {
    const { answerAll, store, here, rests } = opened(1000, 500, ceilings);
    expect(store.isPartial()).toBe(false);
    await answerAll(deflated);
    expect(store.isPartial()).toBe(true);
    expect(rests()).toBeGreaterThan(0);
    for (let at = 460; at <= 540; at++) expect(here()).toContain(at);
  });

  it('is not fetched where nobody looks, once it is known to be too large', async () => {
    const { answerAll, source, pile } = opened(3000, 0, ceilings);
    await answerAll(deflated);
    const far = source.asked.filter(({ frame }) => pile.indexOf(frame) > 300);
    // Those that were asked for before the sizes were known
    expect(far.length).toBeLessThan(64);
  });

  it('fetches again what it gave up, when the viewer comes back', async () => {
    const { answerAll, store, here, source, at } = opened(1000, 0, ceilings);
    await answerAll(deflated);
    store.lookAt(900);
    await answerAll(deflated);
    expect(here()).not.toContain(0);
    expect(here()).toContain(860);
    store.lookAt(0);
    await answerAll(deflated);
    expect(store.decoded(0)).toBeDefined();
    expect(source.asked.filter(({ frame }) => frame === at(0)).length).toBeGreaterThan(1);
  });

  it('lets go of what it had asked for where the viewer was', async () => {
    const { store, source, pile, answerAll } = opened(3000, 0, ceilings);
    await answerAll(deflated);
    store.lookAt(1000);
    await settled();
    store.lookAt(2500);
    const waiting = source.open().map(({ frame, priority }) => [pile.indexOf(frame), priority] as const);
    expect(waiting.filter(([at, priority]) => at < 2400 && priority === 'stack')).toEqual([]);
    expect(waiting.some(([at]) => at > 2500)).toBe(true);
  });

  it('gives up uncompressed pictures with the bytes that they were read from', async () => {
    const { store, answerAll, cache, at } = opened(1000, 0, ceilings);
    await answerAll();
    expect(cache.has(at(0))).toBe(true);
    for (let position = 0; position <= 600; position += 4) {
      store.lookAt(position);
      await answerAll();
    }
    expect(cache.has(at(0))).toBe(false);
    store.lookAt(0);
    await answerAll();
    expect(store.decoded(0)).toMatchObject({ kind: 'grey', min: 0, max: 1000 });
  });
});

describe('a device without memory left', () => {
  const noMemory = err({ kind: 'no-memory' } as const);

  it('gives up half of what is held and tries the picture once more', async () => {
    const short = new Set([40]);
    let jobs = 0;
    const { answerAll, failures, cache, store } = opened(100, 0, {
      decoded: 100 * bytesOfOne,
      decode: () => {
        jobs += 1;
        return Promise.resolve(short.delete(jobs) ? noMemory : ok(grey()));
      },
    });
    await answerAll(deflated);
    expect(failures).toEqual([]);
    expect(cache.bytes()).toBeLessThan(25 * bytesOfOne);
    store.lookAt(50);
    await answerAll(deflated);
    expect(store.decoded(50)).toBeDefined();
  });

  it('says so of the picture that still cannot be had, and tries again when it is wanted again', async () => {
    let isShort = true;
    const decode = () => Promise.resolve(isShort ? noMemory : ok(grey()));
    const { answerAll, failures, store } = opened(1, 0, { decode });
    await answerAll(deflated);
    await settled();
    expect(failures).toEqual([[0, { kind: 'no-memory' }]]);
    isShort = false;
    store.lookAt(0);
    await answerAll(deflated);
    expect(store.problem(0)).toBeUndefined();
    expect(store.decoded(0)).toBeDefined();
  });

  it('is known by whatever words an engine or a codec has for it', () => {
    for (const words of [
      'Array buffer allocation failed',
      'allocation size overflow',
      'Out of memory',
      'WebAssembly.Memory(): could not allocate memory',
      'Aborted(OOM)',
      'std::bad_alloc',
    ])
      expect(isNoMemory(new RangeError(words)), words).toBe(true);
    expect(isNoMemory(new RangeError('Offset is outside the bounds of the DataView'))).toBe(false);
    expect(isNoMemory(undefined)).toBe(false);
  });
});

describe('memory', () => {
  it('is taken by what the device has, carefully where it does not say', () => {
    expect(memoryLimits(undefined).decoded).toBe(256 * 2 ** 20);
    expect(memoryLimits(8).decoded).toBe(512 * 2 ** 20);
    expect(memoryLimits(0.5).decoded).toBeLessThan(memoryLimits(2).decoded);
  });

  it('lets the longest unused frame go first', () => {
    const cache = decodedCache(20);
    const [a, b, c] = frames(3) as [Frame, Frame, Frame];
    cache.put(a, grey(1), 10);
    cache.put(b, grey(1), 10);
    cache.get(a);
    cache.put(c, grey(1), 10);
    expect([a, b, c].map(cache.has)).toEqual([true, false, true]);
  });
});

describe('pictures so large that few fit', () => {
  it('never lose the one that is looked at to its neighbours', async () => {
    const { answerAll, store, cache } = opened(20, 10, { decoded: bytesOfOne * 2 });
    await answerAll(deflated);
    expect(store.decoded(10)).toBeDefined();
    expect(cache.bytes()).toBeLessThanOrEqual(bytesOfOne * 2);
  });
});
