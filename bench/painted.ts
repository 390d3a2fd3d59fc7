import type { BarePage } from './bare-page';

/**
 * How far what the first canvas of a view shows is from a held picture, fitted and unturned: the mean difference of the
 * greys of 64 × 64 fields, 0 to 255.
 * @param view selector
 */
export function unlikeness(page: BarePage, view: string, png: Uint8Array): Promise<number> {
  const held = Buffer.from(png).toString('base64');
  return page.evaluate<number>(
    `(${compared})(document.querySelector(${JSON.stringify(`${view} canvas`)}), ${JSON.stringify(held)})`,
  );
}

/** Runs in the page, which knows nothing of what is around it here. */
const compared = `async (canvas, base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const held = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const scale = Math.min(canvas.width / held.width, canvas.height / held.height);
  const [width, height] = [held.width * scale, held.height * scale];
  const greys = (picture, x, y, w, h) => {
    const fields = new OffscreenCanvas(64, 64).getContext('2d');
    fields.imageSmoothingQuality = 'high';
    fields.drawImage(picture, x, y, w, h, 0, 0, 64, 64);
    return fields.getImageData(0, 0, 64, 64).data.filter((_, at) => at % 4 === 0);
  };
  const painted = greys(canvas, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  const wanted = greys(held, 0, 0, held.width, held.height);
  return painted.reduce((sum, grey, at) => sum + Math.abs(grey - wanted[at]), 0) / painted.length;
}`;
