import CPU_COLORMAPS from '@cornerstonejs/core/constants/cpuColormaps';
import { describe, expect, it } from 'vitest';
import { coloursOf, PALETTES } from '../../../src/domain/presentation/palettes';

const published = (name: string): readonly number[] =>
  (CPU_COLORMAPS[name]?.colors ?? []).map(
    ([red = 0, green = 0, blue = 0]) => (red << 16) | (green << 8) | blue,
  );

describe('the palettes of PS3.6 Annex B', () => {
  it.each([
    ['hot-iron', 'hotIron'],
    ['pet', 'pet'],
    ['hot-metal-blue', 'hotMetalBlue'],
    ['pet-20-step', 'pet20Step'],
  ] as const)('%s is entry by entry what another viewer publishes of it', (name, other) => {
    expect(coloursOf(name)).toEqual(published(other));
  });

  it.each([
    ['spring', 0xff00ff, 0xffff00],
    ['summer', 0x00ff00, 0x0080fe],
    ['fall', 0xffff00, 0xff0000],
    ['winter', 0x0000ff, 0x7fff80],
  ] as const)('%s goes from one colour to another', (name, first, last) => {
    const colours = coloursOf(name);
    expect([colours[0], colours[255]]).toEqual([first, last]);
  });

  it('has 256 entries in each', () => {
    for (const name of PALETTES) expect(coloursOf(name)).toHaveLength(256);
  });
});
