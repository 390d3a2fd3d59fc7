import { curveAt, fixed, signature, type Curve } from './curve';
import { lutAToBAt, lutAt, multiplied, type ToConnection, type Triple } from './table';

/** From a device's colours, 0 to 1, to CIE XYZ under D50, white at 1. */
export interface Profile {
  readonly toXyz: (colour: Triple) => Triple;
  /** Where black is agreed on; absent where it is what the profile makes of no light */
  readonly black?: Triple;
  /** Curves and one matrix, row after row: no grid is needed to work it out */
  readonly shaper?: { readonly curves: readonly [Curve, Curve, Curve]; readonly matrix: readonly number[] };
}

/** White of the connection space (ICC.1 7.2.16) */
export const WHITE: Triple = [0.9642, 1, 0.8249];

/** Black of perceptual rendering by a table, since version 4 (ICC.1 6.3.3) */
const PERCEPTUAL_BLACK: Triple = [0.00336, 0.0034731, 0.00287];

/** What a camera, a scanner, a display or a colour space may be; C.11.15.1.1 wants the first, writers take any */
const CLASSES = new Set(['scnr', 'mntr', 'prtr', 'spac']);
const HEADER = 128;
const MOST_TAGS = 200;
/** The greatest number of the u1.15 that XYZ is encoded in */
const XYZ_MOST = 1 + 32_767 / 32_768;

/**
 * Reads an ICC profile of RGB (ICC.1): by its table to the connection space for perceptual rendering where it has one,
 * else by its curves and matrix. `undefined` for anything that is not sound: sizes that lie, another colour space.
 */
export function profileFrom(bytes: Uint8Array): Profile | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return read(view);
  } catch (error) {
    // What it points to is not there.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(view: DataView): Profile | undefined {
  const size = view.getUint32(0);
  if (size > view.byteLength || size < HEADER + 4) return undefined;
  const isSound =
    signature(view, 36) === 'acsp' && CLASSES.has(signature(view, 12)) && signature(view, 16) === 'RGB ';
  const connection = signature(view, 20);
  const tags = tagsOf(view, size);
  if (!isSound || !tags || (connection !== 'XYZ ' && connection !== 'Lab ')) return undefined;
  const table = tags.get('A2B0');
  if (table !== undefined) {
    const found = byTable(view, table, connection === 'Lab ');
    return found && view.getUint8(8) >= 4 ? { ...found, black: PERCEPTUAL_BLACK } : found;
  }
  return connection === 'XYZ ' ? byMatrix(view, tags) : undefined;
}

function tagsOf(view: DataView, size: number): ReadonlyMap<string, number> | undefined {
  const count = view.getUint32(HEADER);
  if (count > MOST_TAGS) return undefined;
  const tags = new Map<string, number>();
  for (let at = HEADER + 4; at < HEADER + 4 + count * 12; at += 12) {
    const [offset, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (offset < HEADER || offset + length > size) return undefined;
    tags.set(signature(view, at), offset);
  }
  return tags;
}

function byMatrix(view: DataView, tags: ReadonlyMap<string, number>): Profile | undefined {
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => {
    const at = tags.get(tag);
    return at === undefined || signature(view, at) !== 'XYZ '
      ? undefined
      : ([fixed(view, at + 8), fixed(view, at + 12), fixed(view, at + 16)] as const);
  });
  const [red, green, blue] = ['rTRC', 'gTRC', 'bTRC'].map((tag) => {
    const at = tags.get(tag);
    return at === undefined ? undefined : curveAt(view, at)?.curve;
  });
  if (!red || !green || !blue || columns.some((column) => column === undefined)) return undefined;
  const matrix = [0, 1, 2].flatMap((row) => columns.map((column) => column?.[row] ?? 0));
  return {
    toXyz: ([r, g, b]) => multiplied(matrix, [red(r), green(g), blue(b)]),
    shaper: { curves: [red, green, blue], matrix },
  };
}

function byTable(view: DataView, at: number, isLab: boolean): Profile | undefined {
  const type = signature(view, at);
  const isWide = type === 'mft2';
  const table: ToConnection | undefined =
    type === 'mAB ' ? lutAToBAt(view, at) : isWide || type === 'mft1' ? lutAt(view, at, isWide) : undefined;
  if (!table) return undefined;
  if (!isLab)
    return {
      toXyz: (colour) => {
        const [x, y, z] = table(colour);
        return [x * XYZ_MOST, y * XYZ_MOST, z * XYZ_MOST];
      },
    };
  // In 16 bits, L of 100 is 0xFF00 and a of 0 is 0x8000, in every version of lut16Type (ICC.1 10.10).
  const wide = isWide ? 65_535 / 65_280 : 1;
  return {
    toXyz: (colour) => {
      const [l, a, b] = table(colour);
      return xyzOf([l * 100 * wide, a * 255 * wide - 128, b * 255 * wide - 128]);
    },
  };
}

/** CIELab under D50 to XYZ. */
export function xyzOf([l, a, b]: Triple): Triple {
  const y = (l + 16) / 116;
  const cube = (part: number) => (part > 24 / 116 ? part ** 3 : (108 / 841) * (part - 16 / 116));
  return [WHITE[0] * cube(y + a / 500), WHITE[1] * cube(y), WHITE[2] * cube(y - b / 200)];
}

/** L* of a luminance. */
export const lightnessOf = (y: number): number =>
  116 * (y > (24 / 116) ** 3 ? Math.cbrt(y) : (841 / 108) * y + 16 / 116) - 16;
