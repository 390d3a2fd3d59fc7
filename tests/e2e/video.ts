import type { Locator } from '@playwright/test';

/** A picture of a video as its element shows it: RGB, interleaved by pixel. */
export async function videoPicture(view: Locator, columns: number, rows: number): Promise<Uint8Array> {
  const values = await view.locator('video').evaluate(
    (element, [width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (!(element instanceof HTMLVideoElement) || !context) throw new Error('no video to look at');
      context.drawImage(element, 0, 0, width, height);
      return [...context.getImageData(0, 0, width, height).data];
    },
    [columns, rows] as const,
  );
  return Uint8Array.from(values.filter((_, at) => at % 4 !== 3));
}

/** Mean difference of all samples, 0 to 255. */
export const meanDifference = (one: Uint8Array, other: Uint8Array) =>
  one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / Math.max(1, one.length);
