/*
 * Pictures of nobody, drawn by formulas. A word that says so is drawn into each: it goes wherever the picture goes.
 */

/** What is drawn: stored values, 16 bit little endian */
export interface Drawn {
  readonly rows: number;
  readonly columns: number;
  readonly values: Uint16Array<ArrayBuffer>;
}

export const SLICES = 12;
const [CT_SIZE, WIDE, HIGH] = [192, 224, 256];
/** Stored values of CT are these many above Hounsfield units */
export const CT_INTERCEPT = -1024;

/** Within an ellipse: below 1 */
const within = (x: number, y: number, [cx, cy, rx, ry]: readonly [number, number, number, number]) =>
  ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2;

/** The same grain in the same picture each time it is drawn: -1 to 1 */
const grain = (at: number, seed: number) => {
  const wave = Math.sin(at * 12.9898 + seed * 78.233) * 43758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
};

function drawn(
  rows: number,
  columns: number,
  burnt: string,
  white: number,
  valueAt: (x: number, y: number, at: number) => number,
): Drawn {
  const values = new Uint16Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      values[at] = Math.max(0, Math.round(valueAt((column / columns) * 2 - 1, (row / rows) * 2 - 1, at)));
    }
  burn(values, columns, burnt, white);
  return { rows, columns, values };
}

/**
 * A slice of a chest, from the top.
 *
 * @param nodule radius of the one in the right upper lobe, as a share of half the picture
 */
export function chestSlice(slice: number, nodule: number, burnt: string): Drawn {
  const size = 0.62 + 0.38 * Math.sin((Math.PI * (slice + 2)) / (SLICES + 3));
  const hounsfield = (x: number, y: number, at: number): number => {
    const noise = grain(at, slice) * 18;
    if (within(x, y, [0, 0, 0.94, 0.7]) > 1) return y > 0.76 && y < 0.79 ? -300 : -1000;
    if (within(x, y, [0, 0, 0.91, 0.67]) > 1) return 30;
    if (within(x, y, [0, 0, 0.84, 0.6]) > 1) return -100 + noise;
    if (within(x, y, [0, 0.47, 0.12, 0.1]) < 1) return 320 + noise * 3;
    if (within(x, y, [0, 0.58, 0.045, 0.05]) < 1) return 20 + noise;
    for (let rib = 0; rib < 12; rib++) {
      const turn = (rib * Math.PI) / 6 + slice * 0.11;
      if (within(x, y, [Math.cos(turn) * 0.79, Math.sin(turn) * 0.55, 0.05, 0.035]) < 1) return 480 + noise;
    }
    if (slice > 4 && within(x, y, [0.13, 0.04, 0.32, 0.27]) < 1) return 60 + noise;
    if (within(x, y, [0.13, 0.33, 0.07, 0.07]) < 1) return 170 + noise;
    if (slice < 6 && within(x, y, [0, 0.02, 0.05, 0.05]) < 1) return -980;
    for (const side of [-1, 1]) {
      if (within(x, y, [side * 0.43, 0, 0.32 * size, 0.47 * size]) > 1) continue;
      const isNodule = side < 0 && Math.abs(slice - 4) < 2;
      if (isNodule && within(x, y, [-0.47, -0.12, nodule, nodule]) < 1) return 35 + noise;
      for (let vessel = 1; vessel < 9; vessel++) {
        const [turn, far] = [vessel * 2.4 + slice * 0.35, 0.05 + vessel * 0.027];
        const place = [side * 0.36 + Math.cos(turn) * far, Math.sin(turn) * far * 1.5] as const;
        const wide = 0.03 - vessel * 0.002;
        if (within(x, y, [...place, wide, wide]) < 1) return 20 + noise;
      }
      return -870 + noise;
    }
    return 45 + noise;
  };
  return drawn(CT_SIZE, CT_SIZE, burnt, 3000, (...place) => hounsfield(...place) - CT_INTERCEPT);
}

/** A chest from the front, bone bright. */
export function chestFrontal(burnt: string): Drawn {
  return drawn(HIGH, WIDE, burnt, 4095, (x, y, at) => {
    const noise = grain(at, 1) * 50;
    if (within(x, y, [0, 0.35, 0.92, 1.05]) > 1) return 150 + noise;
    const rib = Math.abs((((y + 1 - x * x * 0.28) * 5.5) % 1) - 0.5) < 0.12 && Math.abs(x) < 0.8 ? 420 : 0;
    if (y > 0.52 + x * 0.06 + x * x * 0.35) return 2700 + noise;
    if (Math.abs(x) < 0.13) return 2500 + (Math.abs(((y * 9) % 1) - 0.5) < 0.1 ? 300 : 0) + noise;
    if (within(x, y, [0.2, 0.32, 0.33, 0.3]) < 1) return 2350 + noise;
    for (const side of [-1, 1])
      if (within(x, y, [side * 0.43, -0.08, 0.34, 0.66]) < 1)
        return 750 + rib + Math.max(0, 500 - Math.abs(x) * 1100) + noise;
    return 1700 + rib + noise;
  });
}

/** Five rows of three, the first in the highest bits; wide letters take five columns */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  A: ['010', '101', '111', '101', '101'],
  C: ['111', '100', '100', '100', '111'],
  E: ['111', '100', '110', '100', '111'],
  F: ['111', '100', '110', '100', '100'],
  I: ['111', '010', '010', '010', '111'],
  M: ['10001', '11011', '10101', '10001', '10001'],
  P: ['111', '101', '111', '100', '100'],
  R: ['110', '101', '110', '101', '101'],
  T: ['111', '010', '010', '010', '010'],
  Y: ['101', '101', '010', '010', '010'],
};

/** Screen pixels of a letter's dot */
const DOT = 2;

/** Writes a word into the upper left corner. */
function burn(values: Uint16Array, columns: number, word: string, white: number): void {
  let left = 6;
  for (const letter of word) {
    const glyph = GLYPHS[letter] ?? [];
    glyph.forEach((dots, row) =>
      [...dots].forEach((dot, column) => {
        if (dot !== '1') return;
        for (let part = 0; part < DOT * DOT; part++) {
          const [across, down] = [part % DOT, Math.floor(part / DOT)];
          values[(6 + row * DOT + down) * columns + left + column * DOT + across] = white;
        }
      }),
    );
    left += ((glyph[0]?.length ?? 2) + 1) * DOT;
  }
}
