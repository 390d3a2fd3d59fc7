import type { Picture } from './image';

const letters: Record<'R' | 'L', readonly string[]> = {
  R: ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'],
  L: ['#....', '#....', '#....', '#....', '#....', '#....', '#####'],
};

/** Burns the radiographer's lead letter into a picture: `size` pixels tall, its top left at (column, row). */
export function burnMarker(
  picture: Picture,
  letter: 'R' | 'L',
  column: number,
  row: number,
  size: number,
  value: number,
): void {
  const cell = size / 7;
  const glyph = letters[letter];
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < cell * 5; x += 1) {
      if (glyph[Math.floor(y / cell)]?.[Math.floor(x / cell)] !== '#') continue;
      const at = (row + y) * picture.columns + column + x;
      if (at < picture.samples.length) picture.samples[at] = value;
    }
}
