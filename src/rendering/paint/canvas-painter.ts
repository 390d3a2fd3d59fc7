import type { DataPresentation, Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { DecodedFrame } from '../decode/pixels';
import { greyScale, type Window } from './grey';
import { drawAnnotations } from '../softcopy/annotations';
import { displayMatrix } from '../softcopy/display-places';
import { softcopyAttributes } from '../softcopy/grey-attributes';
import { clipToShutters, shuttersOf } from '../softcopy/shutter';
import { viewOf, type View } from '../softcopy/view';
import type { Frame } from '../../domain/study/study';
import { overlayCanvas } from './overlay-planes';
import { attributesOfPicture, paddingOf, supplementOf } from './attributes';
import { areaOfCells, areaSeen, cellsFor, holds, stepOf, type Cells, type Step } from './cells';
import { colourRows } from './colour-raster';
import { greyRows } from './grey-raster';
import type { PaintTarget, Painted, Painter, Picture } from './painter';
import type { Size } from '../viewport/placement';
import { rasterised, type WriteRow } from './raster';
import { supplementRows } from './supplement-raster';

/** From this many device pixels a picture pixel on, pixels are shown as squares: what is seen is then what was stored. */
const SQUARES_FROM = 4;

/** Below so many device pixels a picture pixel, sampling between four neighbours would leave pixels out. */
const LEAST_BILINEAR = 0.5;

/** What was drawn last of a picture, kept while neither its pixels nor the window change. */
interface Raster {
  readonly of: DecodedFrame;
  readonly key: string;
  readonly softcopy: SoftcopyPresentation | undefined;
  readonly cells: Cells;
  /** No pixel of what the cells cover was left out */
  readonly isFine: boolean;
  readonly canvas: OffscreenCanvas;
  readonly window: Window | undefined;
  readonly isOwnRange?: boolean | undefined;
}

/**
 * Draws on a 2D canvas, without graphics hardware: the first picture, and every picture where there is none. Of a picture
 * that is larger than the screen it makes as many cells as the screen can show, and none that is far from what is seen:
 * however large the picture, there is no copy of it in memory, and the thread is held by a reading of it at most.
 */
export function canvasPainter({ context }: PaintTarget): Painter {
  let size: Size = { width: 1, height: 1 };
  let ratio = 1;
  let raster: Raster | undefined;
  let marks: { readonly of: DecodedFrame; readonly canvas: OffscreenCanvas | undefined } | undefined;

  const rasterOf = (
    picture: Picture,
    presentation: Presentation,
    { softcopy, place: { matrix } }: View,
    moving: boolean,
  ): Raster => {
    const { decoded, frame, ownRange } = picture;
    const key = keyOf(presentation);
    const step = stepOf(matrix, ratio, decoded);
    const seen = areaSeen(matrix, size, decoded);
    const isSame = raster?.of === decoded && raster.key === key && raster.softcopy === softcopy;
    if (isSame && raster && holds(raster.cells, decoded, seen) && serves(raster, step, moving)) return raster;
    const cells = cellsFor(seen, step, decoded);
    const isFine = !moving || (step.across === 1 && step.down === 1);
    const known = { of: decoded, key, softcopy, cells, isFine };
    if (decoded.kind === 'colour') {
      const write = colourRows(decoded, presentation.invert, cells, !isFine);
      return { ...known, canvas: rasterised(cells, write, raster?.canvas), window: undefined };
    }
    const described = attributesOfPicture(picture);
    const attributes = softcopy
      ? softcopyAttributes(described, softcopy, frame, picture.subtraction !== undefined)
      : described;
    const ranged = { range: decoded.range, pixels: decoded.pixels, ownRange };
    const scale = greyScale(ranged, attributes, paddingOf(picture), presentation);
    const supplement = softcopy ? undefined : supplementOf(picture);
    const write = supplement
      ? supplementRows(decoded, scale, supplement, cells, !isFine)
      : greyRows(decoded, scale, cells, !isFine);
    const canvas = rasterised(cells, coloured(write, presentation.palette, cells), raster?.canvas);
    return { ...known, canvas, window: scale.window, isOwnRange: scale.isOwnRange };
  };

  return {
    paint(picture, presentation, moving): Painted {
      const view = viewOf(picture, presentation, size, ratio);
      const { place, softcopy, orientation } = view;
      raster = rasterOf(picture, presentation, view, moving);
      // A presentation state says for itself what is covered and what is laid over (PS3.4 N.2).
      if (!softcopy && marks?.of !== picture.decoded)
        marks = { of: picture.decoded, canvas: overlayCanvas(picture.frame, picture.decoded) };
      draw(context, raster, view, ratio, {
        shutters: softcopy ?? { shutters: shuttersOf(picture.frame) },
        overlays: softcopy || presentation.annotations === false ? undefined : marks?.canvas,
      });
      if (softcopy && presentation.annotations !== false) annotate(context, picture.frame, view, ratio);
      return {
        scale: place.scale,
        matrix: place.matrix,
        fit: place.fit,
        orientation,
        ...(raster.window && { windowInForce: raster.window }),
        ...(raster.isOwnRange && { isOwnRange: true }),
        ...(picture.subtraction && { subtraction: picture.subtraction }),
        ...(softcopy && { softcopy }),
      };
    },
    preview(bitmap, frame, presentation) {
      const { rows = 1, columns = 1 } = frame.instance.image ?? {};
      const { matrix } = viewOf({ frame, decoded: { rows, columns } }, presentation, size, ratio).place;
      const [a, b, c, d, e, f] = matrix;
      blacken(context);
      context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
      context.imageSmoothingEnabled = true;
      context.drawImage(bitmap, 0, 0, columns, rows);
    },
    resize(wanted, pixelRatio) {
      size = wanted;
      ratio = pixelRatio;
    },
    clear() {
      raster = undefined;
      marks = undefined;
    },
    dispose() {
      raster = undefined;
      marks = undefined;
    },
  };
}

/** A finer raster serves a hand that moves the picture; at rest, it is as fine as the screen and no pixel is left out. */
const serves = ({ cells, isFine }: Raster, { across, down }: Step, moving: boolean): boolean =>
  moving
    ? cells.across <= across && cells.down <= down
    : isFine && cells.across === across && cells.down === down;

const keyOf = ({ window, voiLut, invert, palette }: DataPresentation) =>
  `${window?.center}/${window?.width}/${voiLut}/${invert}/${palette?.name}`;

/** Colours in place of the greys that a row is written with. */
function coloured(write: WriteRow, palette: DataPresentation['palette'], { columns }: Cells): WriteRow {
  const table = palette?.colours.map(
    (colour) => 0xff000000 | ((colour & 255) << 16) | (colour & 0xff00) | (colour >> 16),
  );
  if (!table) return write;
  return (row, rgba, at) => {
    write(row, rgba, at);
    for (let to = at; to < at + columns; to++) rgba[to] = table[(rgba[to] ?? 0) & 255] ?? 0;
  };
}

function blacken(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** What is laid over a picture: shutters, and the bits of overlays. */
interface Cover {
  readonly shutters: Pick<SoftcopyPresentation, 'shutters' | 'shutterColour'>;
  readonly overlays: OffscreenCanvas | undefined;
}

function draw(
  context: CanvasRenderingContext2D,
  raster: Raster,
  { place: { matrix, scale }, shape }: View,
  ratio: number,
  { shutters, overlays }: Cover,
): void {
  blacken(context);
  const [a, b, c, d, e, f] = matrix;
  context.save();
  context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  if (shutters.shutters.length > 0) clipToShutters(context, shutters, raster.of, shape.pixel);
  context.imageSmoothingEnabled = scale * ratio < SQUARES_FROM;
  // The cells are as many as the screen can show, so that four neighbours leave none of them out.
  context.imageSmoothingQuality = 'low';
  const { canvas, cells } = raster;
  // The last cells may reach beyond the picture: only what is picture is drawn.
  const { left, top, right, bottom } = areaOfCells(cells, raster.of);
  const [width, height] = [right - left, bottom - top];
  context.drawImage(canvas, 0, 0, width / cells.across, height / cells.down, left, top, width, height);
  if (overlays) {
    context.imageSmoothingQuality = scale * ratio < LEAST_BILINEAR ? 'medium' : 'low';
    context.drawImage(overlays, 0, 0);
  }
  context.restore();
}

function annotate(context: CanvasRenderingContext2D, frame: Frame, view: View, ratio: number): void {
  const { softcopy, shape, area, base, place } = view;
  if (!softcopy || softcopy.annotations.length === 0) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const places = { pixel: place.matrix, display: displayMatrix(shape, area, base, place) };
  drawAnnotations(context, softcopy.annotations, frame, places);
}
