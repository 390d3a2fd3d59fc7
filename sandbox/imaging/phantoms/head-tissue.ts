import { fractal3, noise3 } from './noise';

/** What a point of the head consists of; shares add up to 1. */
export interface HeadTissue {
  air: number;
  fat: number;
  muscle: number;
  bone: number;
  fluid: number;
  grey: number;
  white: number;
  /** Deep nuclei: between grey and white */
  nucleus: number;
  /** Small bright spots of FLAIR */
  lesion: number;
}

type Kind = keyof HeadTissue;

/**
 * A head, point by point: scalp, skull with its marrow, folded cortex, ventricles, deep nuclei, cerebellum, eyes.
 * Coordinates in mm, x left, y back, z up; 0 is at the height of the ventricles.
 * @returns a function that fills `out` for a point
 */
export function headTissue(seed: string): (x: number, y: number, z: number, out: HeadTissue) => void {
  const fold = fractal3(`${seed} gyri`, 11, 2);
  const warp = noise3(`${seed} warp`, 24);
  const folia = noise3(`${seed} folia`, 5);
  return (x, y, z, out) => {
    for (const kind of kinds) out[kind] = 0;
    const skin = outline(x, y, z, 0);
    if (skin > 0) return put(out, 'air');
    if (eye(x, y, z, out)) return;
    if (sinus(x, y, z)) return put(out, 'air');
    if (skin > -2) return put(out, 'muscle');
    const skull = outline(x, y, z, 8);
    if (skull > 0) return put(out, z < -42 && y < 30 ? 'muscle' : 'fat');
    const inner = outline(x, y, z, 15);
    if (inner > 0)
      return put(out, skull < -2 && inner > 2 ? 'fat' : 'bone', skull < -2 && inner > 2 ? 0.45 : 1, 'bone');
    if (z < -52) return put(out, 'muscle');
    return brain(x, y, z, -inner, out);
  };

  function brain(x: number, y: number, z: number, depth: number, out: HeadTissue): void {
    if (depth < 1.8) return put(out, 'fluid');
    const wx = warp(x, y, z) * 4;
    if (ventricle(x, y, z, wx * 0.3)) return put(out, 'fluid');
    // The falx cleft, open at front, top and back
    const isMidline = Math.abs(x + wx * 0.25) < 1.1 && (z > 24 || y < -34 || y > 42);
    if (isMidline && z > -30) return put(out, 'fluid');
    const hind = Math.hypot(x / 52, (y - 44) / 36, (z + 38) / 30);
    if (hind < 1) return cerebellum(x, y, z, out);
    if (hind < 1.05) return put(out, 'fluid');
    if (z < -18 && Math.hypot(x, y - 12) < 15) return put(out, 'white', 0.8, 'grey');
    if (nuclei(x, y, z, out)) return;
    cortex(x, y, z, depth, wx, out);
  }

  function cortex(x: number, y: number, z: number, depth: number, wx: number, out: HeadTissue): void {
    // A sulcus runs where the folded field crosses zero; its slope turns the value into a distance
    const field = fold(x + wx, y - wx, z + wx * 0.5);
    const distance = Math.abs(field) * 17;
    const toSulcus = Math.min(
      distance,
      insula(Math.abs(x) + wx * 0.4, y, z),
      Math.abs(x) < 5 ? Math.abs(x) : 99,
    );
    const reach = Math.max(0, 1 - (depth - 2) / 22);
    const width = 1.15 * reach;
    if (toSulcus < width) return put(out, 'fluid', Math.min(1, (width - toSulcus) / 0.5), 'grey');
    const ribbon = Math.min(toSulcus - width + (reach > 0 ? 0 : 99), depth - 1.8);
    if (ribbon < 3.4) return put(out, 'grey', Math.min(1, (3.4 - ribbon) / 0.8), 'white');
    const spot =
      Math.hypot(Math.abs(x - 27) - 1, y + 22, z - 24) < 2.2 || Math.hypot(x + 30, y + 8, z - 29) < 1.8;
    put(out, spot ? 'lesion' : 'white');
  }

  function cerebellum(x: number, y: number, z: number, out: HeadTissue): void {
    const stripes = Math.sin((Math.hypot(x * 0.6, y - 30, z + 30) + folia(x, y, z) * 1.6) * 1.5);
    const core = Math.hypot(Math.abs(x) - 16, (y - 44) * 0.8, z + 34);
    if (Math.hypot(x, y - 26, z + 28) < 6) return put(out, 'fluid');
    put(out, 'white', core < 12 ? 1 : Math.max(0, stripes * 0.5 - 0.1), 'grey');
  }
}

const kinds: readonly Kind[] = [
  'air',
  'fat',
  'muscle',
  'bone',
  'fluid',
  'grey',
  'white',
  'nucleus',
  'lesion',
];

function put(out: HeadTissue, kind: Kind, share = 1, rest: Kind = kind): void {
  out[rest] = 1 - share;
  out[kind] += share;
}

/** Distance from the head's surface shrunk by `depth`: an egg, broader behind; a face in front and below. */
function outline(x: number, y: number, z: number, depth: number): number {
  const rx = (y > 0 ? 76 : 76 - y * y * 0.0022) - depth;
  const ry = 94 - depth;
  const rz = (z > 0 ? 84 : 128) - depth;
  const a = x / rx;
  const b = y / ry;
  const c = z / rz;
  const r = Math.sqrt(a * a + b * b + c * c);
  const head = (r - 1) * 72;
  if (depth > 0 || z > -14) return head;
  const nose = Math.hypot(x, (y + 92) * 0.8, (z + 30) * 0.5) - 15;
  return Math.min(head, nose);
}

/** Distance from the Sylvian fissure: in from the side, then along the island's cortex. */
function insula(u: number, y: number, z: number): number {
  if (Math.abs(z - 3) > 14) return 99;
  const entry = u > 39 ? Math.abs(y + 20 - (u - 39) * 0.3) : 99;
  const island = y > -20 && y < 16 ? Math.abs(u - 39 - ((y + 2) / 18) ** 2 * -3) : 99;
  return Math.min(entry, island);
}

function eye(x: number, y: number, z: number, out: HeadTissue): boolean {
  const u = Math.abs(x) - 31;
  const r = Math.hypot(u, y + 69, z + 26);
  const lens = Math.hypot(u / 4.5, (y + 79.5) / 2, (z + 26) / 4.5);
  if (lens < 1) return (put(out, 'muscle'), true);
  if (r < 12) return (put(out, 'fluid'), true);
  if (r < 13.2) return (put(out, 'muscle'), true);
  const back = y + 57;
  const cone = Math.hypot(u + back * 0.28, z + 25);
  if (back < 0 || back > 26 || cone > 15 - back * 0.42) return false;
  const ring = cone - (11 - back * 0.4);
  put(out, cone < 1.8 || Math.abs(ring) < 1.4 ? 'muscle' : 'fat');
  return true;
}

function sinus(x: number, y: number, z: number): boolean {
  const maxillary = Math.hypot((Math.abs(x) - 28) / 13, (y + 60) / 15, (z + 52) / 14) < 1;
  const ethmoid =
    Math.abs(x) > 1.2 &&
    Math.abs(x) < 10 &&
    y > -78 &&
    y < -38 &&
    z > -46 &&
    z < -22 &&
    Math.abs((y + 78) % 9) > 1;
  const frontal = Math.hypot((Math.abs(x) - 9) / 9, (y + 83) / 5, (z + 6) / 11) < 1;
  return maxillary || ethmoid || frontal;
}

function ventricle(x: number, y: number, z: number, warp: number): boolean {
  const u = Math.abs(x) + warp;
  const body =
    Math.hypot((u - 9 - Math.max(0, y) * 0.16) / 5.2, (y + 2) / 34, (z - 12 + (y * y) / 190) / 8) < 1;
  const atrium = Math.hypot((u - 24) / 6, (y - 34) / 13, (z - 2) / 11) < 1;
  const third = Math.abs(x) < 2 && y > -14 && y < 12 && z > -16 && z < 4;
  return body || atrium || third;
}

function nuclei(x: number, y: number, z: number, out: HeadTissue): boolean {
  const u = Math.abs(x);
  const caudate = Math.hypot((u - 15) / 5, (y + 18) / 13, (z - 9) / 11) < 1;
  const lentiform = Math.hypot((u - 25 + y * 0.1) / 6, (y + 3) / 16, (z - 2) / 11) < 1;
  const thalamus = Math.hypot((u - 10) / 8.5, (y - 10) / 14, (z - 1) / 11) < 1;
  if (!caudate && !lentiform && !thalamus) return false;
  put(out, 'nucleus');
  return true;
}
