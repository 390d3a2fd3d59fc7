import { describe, expect, it } from 'vitest';
import { paintPattern, PATCHES, SIDE } from '../../../src/ui/display-check/pattern';

/** What would be painted, dot by dot */
function painted(side: number): (x: number, y: number) => number {
  const greys = new Uint8Array(side * side);
  let fillStyle = '';
  const context = {
    set fillStyle(style: string) {
      fillStyle = style;
    },
    fillRect(x: number, y: number, width: number, height: number) {
      const grey = Number(/^rgb\((\d+) /.exec(fillStyle)?.[1]);
      for (let row = y; row < Math.min(side, y + height); row += 1)
        greys.fill(grey, row * side + x, row * side + Math.min(side, x + width));
    },
  };
  paintPattern(context as unknown as CanvasRenderingContext2D, side);
  return (x, y) => greys[y * side + x] ?? -1;
}

describe('the test pattern', () => {
  it('has eleven steps of grey, evenly from black to white', () => {
    const at = painted(SIDE);
    const steps = Array.from({ length: 11 }, (_, step) => at(Math.round(((step + 0.5) * SIDE) / 11), 40));
    expect(steps).toEqual([0, 26, 51, 77, 102, 128, 153, 179, 204, 230, 255]);
  });

  it('has 5 % in black and 95 % in white', () => {
    const at = painted(SIDE);
    expect([at(30, 140), at(134, 211), at(275, 140), at(378, 211)]).toEqual([0, 13, 255, 242]);
  });

  it('has faint squares three values from what is around them', () => {
    const at = painted(SIDE);
    expect([96, 256, 416].map((x) => at(x, 355) - at(x - 60, 315))).toEqual([3, 3, 3]);
  });

  it.each([400, 512, 900])('has lines of one dot and of two, at %i dots too', (side) => {
    const at = painted(side);
    const [row, one, two] = [440, 30, 268].map((place) => Math.round((place * side) / SIDE));
    if (row === undefined || one === undefined || two === undefined) throw new Error('no place');
    const run = (from: number) => Array.from({ length: 12 }, (_, step) => at(from + step, row)).join(' ');
    expect(run(one)).toMatch(/^(?:0 )?(?:255 0 ?){5}/);
    expect(run(two)).toMatch(/(?:255 255 0 0 ?){2}/);
  });

  it('lies within its square', () => {
    for (const { x, y, width, height } of PATCHES) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(SIDE + 2);
      expect(y + height).toBeLessThanOrEqual(SIDE);
    }
  });
});
