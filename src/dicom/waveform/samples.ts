import type { Samples } from '../../domain/waveform/waveform';

interface Coding {
  readonly bits: 8 | 16 | 32;
  readonly of: (bytes: Uint8Array<ArrayBuffer>, count: number) => Samples;
}

/** Waveform Sample Interpretation (PS3.3 C.10.9.1.5): a copy, little endian, which starts where its type needs it to. */
const CODINGS: Readonly<Record<string, Coding>> = {
  SB: { bits: 8, of: ({ buffer }, count) => new Int8Array(buffer, 0, count) },
  UB: { bits: 8, of: ({ buffer }, count) => new Uint8Array(buffer, 0, count) },
  SS: { bits: 16, of: ({ buffer }, count) => new Int16Array(buffer, 0, count) },
  US: { bits: 16, of: ({ buffer }, count) => new Uint16Array(buffer, 0, count) },
  SL: { bits: 32, of: ({ buffer }, count) => new Int32Array(buffer, 0, count) },
  UL: { bits: 32, of: ({ buffer }, count) => new Uint32Array(buffer, 0, count) },
};

/** The only coding of so many bits where an object does not say which: 8 bits are signed as often as not, and are not guessed. */
const codingOf = (interpretation: string, bits: number): Coding | undefined => {
  const coding = CODINGS[interpretation];
  return coding?.bits === bits ? coding : undefined;
};

export const isKnown = (interpretation: string, bits: number) => codingOf(interpretation, bits) !== undefined;

/** As many whole samples as are here of `count`; `undefined` for another coding. */
export function samplesFrom(
  bytes: Uint8Array,
  interpretation: string,
  bits: number,
  count: number,
): Samples | undefined {
  const coding = codingOf(interpretation, bits);
  const here = Math.min(count, Math.floor(bytes.byteLength / (bits / 8)));
  return coding?.of(bytes.slice(0, (here * bits) / 8), here);
}
