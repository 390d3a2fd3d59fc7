import { readFileSync } from 'node:fs';
import { netpbmFrom } from './netpbm';
import type { Reference } from './raw';
import { tool } from './tools';
import type { Ends, Windowing } from './window';

/** A frame in colour, 8 bits a channel. */
export function colourPicture(reference: Reference, number: number): ArrayLike<number> {
  const { allocated, photometric } = reference.cells;
  // dcm2pnm refuses 32 bits a sample; what is shown of them is their most significant byte.
  if (allocated === 32 && photometric === 'RGB')
    return reference.values(number).map((value) => Math.floor(value / 2 ** 24));
  return drawn(reference, number, []);
}

/**
 * A grey frame on the screen. Where dcm2pnm does not serve, by the standard's own words: a frame of one value has no
 * contrast (nothing is black, anything else is white), and floating point goes linearly from end to end.
 */
export function greyPicture(
  reference: Reference,
  number: number,
  { what, words, ends }: Windowing,
  values: Float64Array,
  range: Ends,
): ArrayLike<number> {
  const inverse = reference.cells.photometric === 'MONOCHROME1';
  const polar = (grey: number) => (inverse ? 255 - grey : grey);
  if (what === 'range' && range.least === range.most)
    return values.map((value) => polar(value > 0 ? 255 : 0));
  if (reference.path !== undefined) return drawn(reference, number, words);
  if (!ends) throw new Error('no window for floating point');
  const share = (value: number) => (value - ends.least) / (ends.most - ends.least);
  return values.map((value) => polar(Math.round(255 * Math.min(1, Math.max(0, share(value))))));
}

function drawn({ path = '' }: Reference, number: number, words: readonly string[]) {
  const to = `${path}.pnm`;
  const run = tool('dcm2pnm', '-q', '+F', String(number), ...words, '+op', path, to);
  if (!run.ok) throw new Error(run.why);
  return netpbmFrom(readFileSync(to)).values;
}
