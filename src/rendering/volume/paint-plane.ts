import type { Resliced } from '../../domain/volume/reslice';
import { COMING, HERE, MISSING } from '../../domain/volume/voxels';
import { perceivedThrough, shareThrough, windowed } from '../paint/grey';
import type { PlaneGreys } from './plane-greys';

/** Pixels from one stroke of the hatching to the next */
const STROKES = 8;
/** Grey of hatching, of what lies between its strokes, and of dots where slices are on their way */
const STROKE = 130;
const GROUND = 28;
const DOT = 90;
const OPAQUE = 0xff000000;
/** Of what lies over another picture, the lowest part of the window within which it fades away: what is cold hides nothing. */
const FADED = 0.25;

const greyOf = (value: number) => OPAQUE | (value * 0x010101);

/**
 * What a plane looks like: grey, hatched where a slice is missing, dotted where one is on its way, empty outside.
 * @param over it lies over another picture, which is seen through all that has no value and through the lowest of them
 */
export function paintPlane(
  { values, states }: Resliced,
  columns: number,
  greys: PlaneGreys,
  over = false,
): Uint8ClampedArray<ArrayBuffer> {
  const share = shareOfValue(greys);
  const table = tableOf(greys, over);
  const pixels = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const state = states[at];
    if (state === HERE) {
      pixels[at] = table[Math.round(share(values[at] as number) * 255)] as number;
    } else if (state === MISSING || state === COMING) {
      const column = at % columns;
      const row = (at - column) / columns;
      const isStroke =
        state === MISSING ? (column + row) % STROKES < 2 : column % STROKES < 2 && row % STROKES < 2;
      if (isStroke) pixels[at] = greyOf(state === MISSING ? STROKE : DOT);
      else if (!over) pixels[at] = greyOf(GROUND);
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** Share of white, 0 to 1, of a volume's value; before it is inverted. */
function shareOfValue({
  window,
  voi,
  voiLut,
  presentationLut,
  rescale,
}: PlaneGreys): (value: number) => number {
  const own = voiLut ? shareThrough(voiLut) : windowed(voi, window);
  const [slope, intercept] = rescale ?? [1, 0];
  const share = rescale ? (value: number) => own(value * slope + intercept) : own;
  if (!presentationLut) return share;
  const perceived = perceivedThrough(presentationLut);
  return (value) => perceived(share(value));
}

/** Red, green, blue and how much of it, in the order of a canvas' bytes, for each 256th of the window */
function tableOf({ invert, colours }: Pick<PlaneGreys, 'invert' | 'colours'>, over: boolean): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, share) => {
    const entry = invert ? 255 - share : share;
    const colour = colours?.[entry] ?? entry * 0x010101;
    const turned = ((colour & 0xff) << 16) | (colour & 0xff00) | (colour >> 16);
    const alpha = over ? Math.round(Math.min(1, share / (FADED * 255)) * 255) : 255;
    return (alpha << 24) | turned;
  });
}
