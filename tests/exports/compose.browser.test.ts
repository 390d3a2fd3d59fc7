import { describe, expect, it } from 'vitest';
import { composed, repainted } from '../../src/ui/exporting/compose';

const [WIDTH, HEIGHT] = [720, 200];

function source(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  return canvas;
}

const given = (lines: readonly string[]) => ({
  ...{ source: source(), width: WIDTH, height: HEIGHT, whose: 'SMITH, Aria (Ms) · Born 14-Jul-1985' },
  lines,
});

/** Rows of the caption with white in them, one below the other, as runs */
function rowsOfWords(canvas: HTMLCanvasElement): number {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const { data } = context.getImageData(0, HEIGHT, canvas.width, canvas.height - HEIGHT);
  const isInk = Array.from({ length: canvas.height - HEIGHT }, (_, row) =>
    data
      .subarray(row * canvas.width * 4, (row + 1) * canvas.width * 4)
      .some((value, at) => at % 4 === 0 && value > 140),
  );
  return isInk.filter((ink, row) => ink && !isInk[row - 1]).length;
}

// Full blocks, so that each line is one run of rows and none hangs below another.
const BLOCK = '▀'.repeat(3);

describe('the words below an image of a film', () => {
  it.each([1, 2, 3, 4])('are all there where they are %i lines more than the first image’s', (more) => {
    const canvas = composed(given([BLOCK, BLOCK]));
    const { width, height } = canvas;
    const first = rowsOfWords(canvas);
    repainted(canvas, given([BLOCK, BLOCK, ...Array.from({ length: more }, () => BLOCK)]));
    expect([canvas.width, canvas.height]).toEqual([width, height]);
    expect(rowsOfWords(canvas)).toBe(first + more);
  });
});
