import { describe, expect, it } from 'vitest';
import { webm, type Film } from '../../src/ui/exporting/webm';

const picture = (byte: number, isKey = false) => ({ bytes: new Uint8Array([byte, byte, byte]), isKey });
const filmOf = (count: number, keyEvery: number): Film => ({
  ...{ codec: 'V_VP9', width: 720, height: 811, rate: 12.5 },
  pictures: Array.from({ length: count }, (_, at) => picture(at, at % keyEvery === 0)),
});

interface Element {
  readonly id: string;
  /** Where it begins in the file */
  readonly at: number;
  readonly content: Uint8Array;
}

const MASTERS = new Set([
  '1a45dfa3',
  '18538067',
  '1549a966',
  '1654ae6b',
  'ae',
  'e0',
  '1c53bb6b',
  'bb',
  'b7',
  '1f43b675',
]);

/** By RFC 8794 alone: identifiers and lengths of any size. */
function* elementsOf(bytes: Uint8Array, from = 0): Generator<Element> {
  let at = 0;
  const zeros = (byte: number) => Math.clz32(byte) - 24;
  while (at < bytes.length) {
    const start = at;
    const idLength = zeros(bytes[at] ?? 0) + 1;
    const id = Buffer.from(bytes.subarray(at, at + idLength)).toString('hex');
    at += idLength;
    const lengthLength = zeros(bytes[at] ?? 0) + 1;
    let length = (bytes[at] ?? 0) & (0xff >> lengthLength);
    for (let one = 1; one < lengthLength; one += 1) length = length * 256 + (bytes[at + one] ?? 0);
    at += lengthLength;
    const content = bytes.subarray(at, at + length);
    yield { id, at: from + start, content };
    if (MASTERS.has(id)) yield* elementsOf(content, from + at);
    at += length;
  }
}

const numberIn = ({ content }: Element) => content.reduce((sum, byte) => sum * 256 + byte, 0);

async function read(film: Film) {
  const bytes = new Uint8Array(await webm(film).arrayBuffer());
  return [...elementsOf(bytes)];
}

describe('a film as WebM', () => {
  it.each([
    [1, 15],
    [12, 15],
    [15, 15],
    [46, 15],
    [600, 15],
  ])('of %i pictures holds each once, at its time', async (count, keyEvery) => {
    const elements = await read(filmOf(count, keyEvery));
    let cluster = 0;
    const blocks = elements.flatMap((one) => {
      if (one.id === 'e7') cluster = numberIn(one);
      if (one.id !== 'a3') return [];
      const view = new DataView(one.content.buffer, one.content.byteOffset);
      return [
        { time: cluster + view.getInt16(1), isKey: view.getUint8(3) === 0x80, byte: one.content.at(-1) },
      ];
    });
    expect(blocks).toEqual(
      Array.from({ length: count }, (_, at) => ({
        time: at * 80,
        isKey: at % keyEvery === 0,
        byte: at % 256,
      })),
    );
    const length = elements.find(({ id }) => id === '4489')?.content ?? new Uint8Array(8);
    expect(new DataView(length.buffer, length.byteOffset).getFloat64(0)).toBe(count * 80);
  });

  it('says where its clusters begin, by where they are', async () => {
    const elements = await read(filmOf(46, 15));
    const segment = elements.find(({ id }) => id === '18538067');
    const clusters = elements.filter(({ id }) => id === '1f43b675').map(({ at }) => at);
    // Places are counted from where the segment's content begins: after its identifier and length.
    const begin = (segment?.at ?? 0) + 12;
    expect(elements.filter(({ id }) => id === 'f1').map((one) => numberIn(one) + begin)).toEqual(clusters);
    expect(clusters).toHaveLength(4);
  });

  it('tells its size and its codec, and nothing of whose it is or when', async () => {
    const elements = await read({ ...filmOf(2, 15), codec: 'V_VP8' });
    const textOf = (id: string) =>
      Buffer.from(elements.find((one) => one.id === id)?.content ?? []).toString();
    expect([textOf('86'), textOf('4d80'), textOf('5741')]).toEqual(['V_VP8', 'Plainfilm', 'Plainfilm']);
    const [width, height] = ['b0', 'ba'].map((id) => elements.find((one) => one.id === id));
    expect([width, height].map((one) => one && numberIn(one))).toEqual([720, 811]);
    // DateUTC, Title, Tags
    expect(elements.filter(({ id }) => ['4461', '7ba9', '1254c367'].includes(id))).toEqual([]);
  });
});
