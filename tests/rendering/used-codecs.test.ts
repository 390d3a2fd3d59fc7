import { describe, expect, it } from 'vitest';
import { err, ok, type Problem } from '../../src/domain/problem';
import type { DecodePool } from '../../src/rendering/decode/pool';
import { notingPool, usedCodecs } from '../../src/rendering/decode/used-codecs';
import { aDot, anImage, NATIVE } from './pictures';

const JPEG_LS = '1.2.840.10008.1.2.4.80';
const JPEG_LS_LOSSY = '1.2.840.10008.1.2.4.81';
const JPEG_2000 = '1.2.840.10008.1.2.4.90';
const HTJ2K = '1.2.840.10008.1.2.4.201';
const KEY = 'plainfilm:codecs';

/** A device's storage, and how often something was written. */
function aDevice(written?: string) {
  const kept = new Map(written === undefined ? [] : [[KEY, written]]);
  const writes: string[] = [];
  return {
    kept,
    writes,
    notes: () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        kept.set(key, value);
        writes.push(value);
      },
    }),
  };
}

describe('what is remembered of the codecs', () => {
  it('is the two that were used last, the last first, until the next launch', () => {
    const { notes } = aDevice();
    for (const syntax of [HTJ2K, JPEG_LS, JPEG_2000]) usedCodecs(notes).used(syntax);
    expect(usedCodecs(notes).last()).toEqual(['jpeg2000', 'jpegLs']);
  });

  it('is nothing but names of transfer syntaxes, one for each codec', () => {
    const { notes, kept } = aDevice();
    const codecs = usedCodecs(notes);
    for (const syntax of [NATIVE, JPEG_2000, JPEG_LS_LOSSY, JPEG_LS]) codecs.used(syntax);
    expect([...kept]).toEqual([[KEY, `${JPEG_LS_LOSSY} ${JPEG_2000}`]]);
  });

  it('is written once for each codec of a page, and not at all where it is known', () => {
    const { notes, writes } = aDevice(JPEG_LS);
    const codecs = usedCodecs(notes);
    for (let n = 0; n < 300; n++) codecs.used(JPEG_LS);
    expect(writes).toEqual([]);
    for (let n = 0; n < 300; n++) codecs.used(n % 2 === 0 ? HTJ2K : JPEG_LS);
    expect(writes).toEqual([`${HTJ2K} ${JPEG_LS}`]);
  });

  it.each([
    ['names of nothing', `https://example.org 1.2.3 __proto__ ${JPEG_LS} constructor`, ['jpegLs']],
    ['syntaxes without a codec', `${NATIVE} 1.2.840.10008.1.2.5`, []],
    ['more than two', `${HTJ2K} ${JPEG_LS} ${JPEG_2000}`, ['htj2k', 'jpegLs']],
    ['one twice', `${JPEG_LS} ${JPEG_LS_LOSSY} ${HTJ2K}`, ['jpegLs', 'htj2k']],
    ['no words', '\0{"a":[]}', []],
    ['a great deal', `${'x'.repeat(100_000)} ${JPEG_LS}`, ['jpegLs']],
  ])('leaves out what somebody else may have written: %s', (_, written, expected) => {
    expect(usedCodecs(aDevice(written).notes).last()).toEqual(expected);
  });

  const blocked = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  it.each([
    ['is none', () => undefined],
    ['is forbidden', blocked],
    ['cannot be read', () => ({ getItem: blocked, setItem: blocked })],
  ])('is nothing where the storage %s, and nothing else is changed', (_, notes) => {
    const codecs = usedCodecs(notes);
    codecs.used(JPEG_LS);
    expect(codecs.last()).toEqual([]);
  });

  it('stays as it was where the storage is full', () => {
    const { notes } = aDevice(JPEG_LS);
    const codecs = usedCodecs(() => ({ ...notes(), setItem: blocked }));
    codecs.used(HTJ2K);
    expect(codecs.last()).toEqual(['jpegLs']);
  });
});

describe('a pool that notes its codecs', () => {
  const encoded = (transferSyntax: string) => ({
    bytes: Uint8Array.of(0),
    transferSyntax,
    image: anImage(),
  });
  const never = new AbortController().signal;
  const poolOf = (decode: DecodePool['decode']): DecodePool => ({
    decode,
    warm: () => undefined,
    prepare: () => undefined,
    dispose: () => undefined,
  });

  it('remembers those that a picture came of, and gives every result as it is', async () => {
    const { notes, kept } = aDevice();
    const bad = err<Problem>({ kind: 'undecodable', what: 'no bytes' });
    const pool = notingPool(
      poolOf(({ transferSyntax }) => Promise.resolve(transferSyntax === HTJ2K ? bad : ok(aDot))),
      usedCodecs(notes),
    );
    expect(await pool.decode(encoded(JPEG_LS), () => 0, never)).toEqual(ok(aDot));
    expect(await pool.decode(encoded(HTJ2K), () => 0, never)).toBe(bad);
    expect(kept.get(KEY)).toBe(JPEG_LS);
  });

  it('remembers none of a decode that was stopped', async () => {
    const { notes, kept } = aDevice();
    const pool = notingPool(
      poolOf(() => Promise.reject(new DOMException('left', 'AbortError'))),
      usedCodecs(notes),
    );
    await expect(pool.decode(encoded(JPEG_LS), () => 0, never)).rejects.toThrow('left');
    expect(kept.size).toBe(0);
  });
});
