import { describe, expect, it, vi } from 'vitest';
import { lazyCodecs, prepare } from '../../src/rendering/decode/codecs';
import { nodeCodecs } from './node-codecs';

describe('a codec made ready ahead', () => {
  const cached = (is: boolean) => () => Promise.resolve(is);

  it('is loaded wherever it has to come from where a frame of it is on its way', async () => {
    const codecs = nodeCodecs();
    const jpegLs = vi.spyOn(codecs, 'jpegLs');
    await prepare({ prepare: 'jpegLs', ifCached: false }, codecs, cached(false));
    expect(jpegLs).toHaveBeenCalledOnce();
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('is loaded as a guess only where it is cached: %s', async (isCached, times) => {
    const codecs = nodeCodecs();
    const jpegLs = vi.spyOn(codecs, 'jpegLs');
    await prepare({ prepare: 'jpegLs', ifCached: true }, codecs, cached(isCached));
    expect(jpegLs).toHaveBeenCalledTimes(times);
  });

  it('is compiled once, however often it is made ready and used', async () => {
    const compile = vi.fn(() => Promise.reject(new TypeError('no network')));
    const codecs = lazyCodecs(compile);
    const both = [
      prepare({ prepare: 'jpegLs', ifCached: false }, codecs, cached(false)),
      codecs.jpegLs(),
    ] as const;
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(compile).toHaveBeenCalledOnce();
    // One that could not be loaded is tried again by the first picture.
    await expect(codecs.jpegLs()).rejects.toThrow('no network');
    expect(compile).toHaveBeenCalledTimes(2);
  });
});
