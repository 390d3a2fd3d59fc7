import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Shutter } from '../../domain/study/shutter';
import { attributesOf, type Frame } from '../../domain/study/study';

/** Of a frame: its own, else those of its instance; none where neither has any. */
export const shuttersOf = (frame: Frame): readonly Shutter[] =>
  attributesOf(frame)?.shutters ?? frame.instance.shutters ?? [];

/**
 * Covers a picture as its shutters do, and leaves the context clipped to what they leave open, for drawing through.
 *
 * @param context that has the picture's coordinates
 */
export function clipToShutters(
  context: CanvasRenderingContext2D,
  { shutters, shutterColour }: Pick<SoftcopyPresentation, 'shutters' | 'shutterColour'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  pixel: readonly [number, number],
): void {
  if (shutters.length === 0) return;
  if (shutterColour) {
    context.fillStyle = `rgb(${shutterColour.join(' ')})`;
    context.fillRect(0, 0, columns, rows);
  }
  // Several shapes cover what lies outside any of them (PS3.3 C.7.6.11): one clip after another leaves what is in all.
  for (const shutter of shutters) context.clip(openingOf(shutter, pixel));
}

/** Pixels are counted from 1; the named edges are open themselves, and points lie in the middle of their pixels. */
function openingOf(shutter: Shutter, [width, height]: readonly [number, number]): Path2D {
  const path = new Path2D();
  switch (shutter.shape) {
    case 'rectangle': {
      const { left, right, top, bottom } = shutter;
      path.rect(left - 1, top - 1, right - left + 1, bottom - top + 1);
      return path;
    }
    case 'circle': {
      const [row, column] = shutter.center;
      // The radius is counted along a row; on the screen it is a circle whatever the shape of a pixel.
      const down = (shutter.radius * width) / height;
      path.ellipse(column - 0.5, row - 0.5, shutter.radius, down, 0, 0, 2 * Math.PI);
      return path;
    }
    case 'polygon': {
      for (const [row, column] of shutter.vertices) path.lineTo(column - 0.5, row - 0.5);
      path.closePath();
      return path;
    }
  }
}
