import type { PictureMaker, StoredPicture } from '../../domain/ports/teaching';
import { err } from '../../domain/problem';
import type { DecodedFrame } from '../decode/pixels';
import { decodePool } from '../decode/pool';
import { workerStarter } from '../decode/start-worker';
import { smallPicture } from '../paint/small-picture';

/** Pixels: below it, words would stand in a column */
const NARROWEST = 480;
const LINE = 1.4;

/** A worker of its own, so that the pictures of the screen are not behind hundreds of others. */
export function pictureMaker(): PictureMaker {
  const pool = decodePool({ workers: 1, start: workerStarter() });
  return {
    async decode({ instance: { image } }, { bytes, transferSyntax }, signal) {
      if (!image) return err({ kind: 'unsupported', what: 'pixels' });
      return pool.decode({ bytes: new Uint8Array(bytes), transferSyntax, image }, () => 0, signal);
    },
    // What the pool gave it is what it gets.
    paint: (frame, picture: StoredPicture) => smallPicture(frame, picture as DecodedFrame),
    png: (canvas, caption) => captioned(canvas, caption).convertToBlob({ type: 'image/png' }),
    dispose: () => pool.dispose(),
  };
}

/** The picture with its words below it, which are short: nothing of them is cut. */
function captioned(picture: OffscreenCanvas, lines: readonly string[]): OffscreenCanvas {
  const width = Math.max(picture.width, NARROWEST);
  const size = Math.round(Math.min(26, Math.max(14, width / 50)));
  const canvas = new OffscreenCanvas(width, picture.height + Math.ceil((lines.length * LINE + 1) * size));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, Math.floor((width - picture.width) / 2), 0);
  context.fillStyle = '#fff';
  context.textBaseline = 'top';
  for (const [at, line] of lines.entries()) {
    context.font = `${at === 0 ? 600 : 400} ${size}px sans-serif`;
    context.fillText(line, size / 2, picture.height + (at * LINE + 0.5) * size);
  }
  return canvas;
}
