import type { DataPresentation, Presentation } from '../../domain/presentation';
import type { SoftcopyPresentation } from '../../domain/presentation-state';
import type { ColourFrame, DecodedFrame } from '../decode/pixels';
import { greyScale, type Window } from '../grey';
import { drawAnnotations } from '../softcopy/annotations';
import { displayMatrix } from '../softcopy/display-places';
import { softcopyAttributes } from '../softcopy/grey-attributes';
import { clipToShutters } from '../softcopy/shutter';
import { viewOf, type View } from '../softcopy/view';
import type { Frame } from '../../domain/study';
import { overlayCanvas } from '../overlay-planes';
import { describedOf } from './attributes';
import { rasterise, reduced, type Reduced } from './grey-raster';
import type { PaintTarget, Painted, Painter, Picture } from './painter';
import type { Size } from './placement';

/** From this many device pixels a picture pixel on, pixels are shown as squares: what is seen is then what was stored. */
const SQUARES_FROM = 4;

/** Below so many device pixels a picture pixel, sampling between four neighbours would leave pixels out. */
const LEAST_BILINEAR = 0.5;

/** The picture as drawn last, kept while neither pixels nor window change. */
interface Raster {
  readonly of: DecodedFrame;
  readonly key: string;
  readonly softcopy: SoftcopyPresentation | undefined;
  readonly factor: number;
  readonly canvas: OffscreenCanvas;
  readonly window: Window | undefined;
}

/** Draws on a 2D canvas, without graphics hardware: the first picture, and every picture where there is none. */
export function canvasPainter({ context }: PaintTarget): Painter {
  let size: Size = { width: 1, height: 1 };
  let ratio = 1;
  let raster: Raster | undefined;
  let marks: { readonly of: DecodedFrame; readonly canvas: OffscreenCanvas | undefined } | undefined;
  let coarse: { readonly of: DecodedFrame; readonly factor: number; readonly grid: Reduced } | undefined;

  const rasterOf = (
    picture: Picture,
    presentation: Presentation,
    softcopy: SoftcopyPresentation | undefined,
    factor: number,
  ): Raster => {
    const { decoded, frame } = picture;
    const key = keyOf(presentation);
    // A finer raster of the same picture serves a coarser wish.
    const isSame = raster?.of === decoded && raster.key === key && raster.softcopy === softcopy;
    if (isSame && raster && raster.factor <= factor) return raster;
    if (decoded.kind === 'colour')
      return { of: decoded, key, softcopy, factor: 1, ...colourCanvas(decoded, presentation.invert) };
    if (coarse?.of !== decoded || coarse.factor !== factor)
      coarse = { of: decoded, factor, grid: reduced(decoded, factor) };
    const { image } = frame.instance;
    const described = describedOf(frame);
    const attributes = softcopy ? softcopyAttributes(described, softcopy, frame) : described;
    const scale = greyScale(decoded, attributes, image ?? {}, presentation);
    const canvas = surface(raster?.canvas, coarse.grid);
    const context = canvas.getContext('2d', { alpha: false });
    if (context) rasterise(coarse.grid, decoded, scale, context);
    return { of: decoded, key, softcopy, factor, canvas, window: scale.window };
  };

  return {
    paint(picture, presentation, moving): Painted {
      const view = viewOf(picture, presentation, size, ratio);
      const { place, softcopy, lie } = view;
      raster = rasterOf(picture, presentation, softcopy, moving ? coarseness(place.scale * ratio) : 1);
      // A presentation state says for itself what is covered and what is laid over (PS3.4 N.2).
      if (!softcopy && marks?.of !== picture.decoded)
        marks = { of: picture.decoded, canvas: overlayCanvas(picture.frame, picture.decoded) };
      draw(context, raster, view, ratio, {
        shutters: softcopy ?? { shutters: picture.frame.instance.shutters ?? [] },
        overlays: softcopy || presentation.annotations === false ? undefined : marks?.canvas,
      });
      if (softcopy && presentation.annotations !== false) annotate(context, picture.frame, view, ratio);
      return {
        scale: place.scale,
        matrix: place.matrix,
        fit: place.fit,
        lie,
        ...(raster.window && { windowInForce: raster.window }),
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
      coarse = undefined;
    },
    dispose() {
      raster = undefined;
      marks = undefined;
      coarse = undefined;
    },
  };
}

/** The canvas before, where it is of the same size: a new one for each turn of the wheel would be much to clean up. */
const surface = (before: OffscreenCanvas | undefined, { rows, columns }: Reduced): OffscreenCanvas =>
  before?.width === columns && before.height === rows ? before : new OffscreenCanvas(columns, rows);

const keyOf = ({ window, invert }: DataPresentation) => `${window?.center}/${window?.width}/${invert}`;

/** How many picture pixels share a device pixel: that many are left out while moving. */
const coarseness = (devicePixelsAPixel: number) => Math.max(1, Math.floor(1 / devicePixelsAPixel));

function colourCanvas({ pixels, rows, columns }: ColourFrame, invert: boolean) {
  const canvas = new OffscreenCanvas(columns, rows);
  const shown = invert ? pixels.map((sample, at) => ((at & 3) === 3 ? sample : 255 - sample)) : pixels;
  canvas.getContext('2d', { alpha: false })?.putImageData(new ImageData(shown, columns, rows), 0, 0);
  return { canvas, window: undefined };
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
  const { rows, columns } = raster.of;
  context.save();
  context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  if (shutters.shutters.length > 0) clipToShutters(context, shutters, raster.of, shape.pixel);
  context.imageSmoothingEnabled = scale * ratio < SQUARES_FROM;
  // Four neighbours leave no pixel out down to half size; anything finer is made anew for each picture, which costs most
  // of a painting where there is no graphics hardware.
  context.imageSmoothingQuality = scale * ratio < LEAST_BILINEAR ? 'medium' : 'low';
  const { canvas, factor } = raster;
  // A reduced raster's last cells may reach beyond the picture: only what is picture is drawn.
  context.drawImage(canvas, 0, 0, columns / factor, rows / factor, 0, 0, columns, rows);
  if (overlays) context.drawImage(overlays, 0, 0);
  context.restore();
}

function annotate(context: CanvasRenderingContext2D, frame: Frame, view: View, ratio: number): void {
  const { softcopy, shape, area, base, place } = view;
  if (!softcopy || softcopy.annotations.length === 0) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const places = { pixel: place.matrix, display: displayMatrix(shape, area, base, place) };
  drawAnnotations(context, softcopy.annotations, frame, places);
}
