import { afterEach, describe, expect, test } from 'vitest';
import { watchFirstPicture } from '../../bench/peers/first-picture';

const MARK = 'bench:first-picture';
const isMarked = () => performance.getEntriesByName(MARK).length > 0;

function canvasOf(side: number, draw: (context: CanvasRenderingContext2D) => void): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  canvas.style.width = canvas.style.height = `${side}px`;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  draw(context);
  document.body.replaceChildren(canvas);
}

const picture = (context: CanvasRenderingContext2D) => {
  for (let x = 0; x < 300; x += 1) {
    context.fillStyle = `rgb(${x % 256} ${x % 256} ${x % 256})`;
    context.fillRect(x, 0, 1, 300);
  }
};

const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** Ends a watch that is still looking. */
afterEach(async () => {
  canvasOf(300, picture);
  await frames(3);
  document.body.replaceChildren();
  performance.clearMarks(MARK);
});

describe('the first picture', () => {
  test('is noticed within two frames of its being drawn', async () => {
    watchFirstPicture(MARK);
    canvasOf(300, picture);
    await frames(2);
    expect(isMarked()).toBe(true);
  });

  test.each([
    ['an empty canvas', () => undefined],
    [
      'a background',
      (context: CanvasRenderingContext2D) => {
        context.fillStyle = '#0a1020';
        context.fillRect(0, 0, 300, 300);
      },
    ],
    [
      'a frame and a line of text',
      (context: CanvasRenderingContext2D) => {
        context.fillStyle = '#000';
        context.fillRect(0, 0, 300, 300);
        context.strokeStyle = '#6cf';
        context.strokeRect(4, 4, 292, 292);
        context.fillStyle = '#fff';
        context.font = '16px sans-serif';
        context.fillText('Loading 12 of 300 …', 40, 150);
      },
    ],
  ])('is not %s', async (_, draw) => {
    watchFirstPicture(MARK);
    canvasOf(300, draw);
    await frames(5);
    expect(isMarked()).toBe(false);
  });

  test('is not a thumbnail', async () => {
    watchFirstPicture(MARK);
    canvasOf(128, picture);
    await frames(5);
    expect(isMarked()).toBe(false);
  });
});
