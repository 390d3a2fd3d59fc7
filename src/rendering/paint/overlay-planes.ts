import type { Frame, OverlayPlane } from '../../domain/study/study';
import type { DecodedFrame } from '../decode/pixels';

/**
 * A frame's overlays as white on nothing, as large as the picture; `undefined` where it has none. What reaches beyond
 * the picture is left out.
 */
export function overlayCanvas(
  { instance, number }: Frame,
  decoded: DecodedFrame,
): OffscreenCanvas | undefined {
  const planes = (instance.overlays ?? []).flatMap(
    (overlay) => planeOf(overlay, number, instance.image, decoded) ?? [],
  );
  if (planes.length === 0) return undefined;
  const { rows, columns } = decoded;
  const picture = new ImageData(columns, rows);
  const rgba = new Uint32Array(picture.data.buffer);
  for (const { overlay, isSet } of planes) {
    const [top, left] = [overlay.origin[0] - 1, overlay.origin[1] - 1];
    const [firstRow, lastRow] = [Math.max(0, top), Math.min(rows, top + overlay.rows)];
    const [firstColumn, lastColumn] = [Math.max(0, left), Math.min(columns, left + overlay.columns)];
    for (let row = firstRow; row < lastRow; row++)
      for (let column = firstColumn; column < lastColumn; column++)
        if (isSet((row - top) * overlay.columns + column - left)) rgba[row * columns + column] = WHITE;
  }
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext('2d')?.putImageData(picture, 0, 0);
  return canvas;
}

const WHITE = 0xffff_ffff;

interface Plane {
  readonly overlay: OverlayPlane;
  readonly isSet: (at: number) => boolean;
}

function planeOf(
  overlay: OverlayPlane,
  number: number,
  image: Frame['instance']['image'],
  decoded: DecodedFrame,
): Plane | undefined {
  const { bits, frames } = overlay;
  if (typeof bits === 'number') {
    const plane = decoded.overlays?.[image?.overlayBits?.indexOf(bits) ?? -1];
    return plane && { overlay, isSet: (at) => plane[at] === 1 };
  }
  const index = frames ? number - frames.first : 0;
  if (index < 0 || index >= (frames?.count ?? 1)) return undefined;
  const start = index * overlay.rows * overlay.columns;
  return {
    overlay,
    isSet: (at) => (((bits[(start + at) >> 3] ?? 0) >> ((start + at) & 7)) & 1) === 1,
  };
}
