import type { Resliced } from '../../domain/volume/reslice';
import { COMING, HERE, MISSING } from '../../domain/volume/voxels';
import { windowed } from '../paint/grey';

/** Pixels from one stroke of the hatching to the next */
const STROKES = 8;
/** Grey of hatching, of what lies between its strokes, and of dots where slices are on their way */
const STROKE = 130;
const GROUND = 28;
const DOT = 90;

const greyOf = (value: number) => 0xff000000 | (value * 0x010101);

/** What a plane looks like: grey by a window, hatched where a slice is missing, dotted where one is on its way, empty outside. */
export function paintPlane(
  { values, states }: Resliced,
  columns: number,
  window: { readonly center: number; readonly width: number },
  invert: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const share = windowed(window.width > 1 ? 'LINEAR' : 'LINEAR_EXACT', window);
  const pixels = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const state = states[at];
    if (state === HERE) {
      const grey = Math.round(share(values[at] as number) * 255);
      pixels[at] = greyOf(invert ? 255 - grey : grey);
    } else if (state === MISSING || state === COMING) {
      const column = at % columns;
      const row = (at - column) / columns;
      const isStroke =
        state === MISSING ? (column + row) % STROKES < 2 : column % STROKES < 2 && row % STROKES < 2;
      pixels[at] = greyOf(isStroke ? (state === MISSING ? STROKE : DOT) : GROUND);
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}
