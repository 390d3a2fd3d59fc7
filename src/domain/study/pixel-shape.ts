import type { PixelSize, Spacing } from './pixel-size';
import { attributesOf, type Frame } from './study';
import type { UltrasoundRegion } from './ultrasound-region';

/** What an object says that tells of the shape of its pixels. */
export interface ShapeSources {
  readonly pixelSize?: PixelSize | undefined;
  readonly regions?: readonly UltrasoundRegion[] | undefined;
  /** Pixel Aspect Ratio (0028,0034), vertical and horizontal */
  readonly aspect?: Spacing | undefined;
}

/** Two ratios are the same when they differ by less than writers round. */
const SAME = 0.01;

/**
 * Height and width of a pixel, of which only the ratio means anything: one answer for what is painted and what is
 * measured. A spacing in the patient, at the detector or on the film tells it, and so do the axes of ultrasound regions
 * that agree; Pixel Aspect Ratio is there for objects that say none of these (PS3.3 C.7.6.3.1.7). Square where nobody
 * says anything.
 *
 * @param given by a presentation state, which goes before the object
 */
export function pixelShape({ pixelSize, regions = [], aspect }: ShapeSources, given?: Spacing): Spacing {
  return (
    usable(given) ??
    usable(pixelSize?.pixelSpacing) ??
    usable(pixelSize?.imagerPixelSpacing) ??
    usable(pixelSize?.nominalScannedPixelSpacing) ??
    regionShape(regions) ??
    usable(aspect) ?? [1, 1]
  );
}

/** That of a frame, from all that its object says. */
export function framePixelShape(frame: Frame, given?: Spacing): Spacing {
  const { image, ultrasoundRegions: regions } = frame.instance;
  const { plane, pixelSize } = attributesOf(frame) ?? {};
  const aspect = image?.aspect && ([image.aspect.vertical, image.aspect.horizontal] as const);
  return pixelShape({ pixelSize, regions, aspect }, usable(given) ?? plane?.spacing);
}

/** The one ratio of all regions of tissue; where they differ no ratio is right for the whole picture. */
function regionShape(regions: readonly UltrasoundRegion[]): Spacing | undefined {
  const shapes = regions
    .filter(isTissue)
    .map(({ across, down }) => usable([Math.abs(down.perPixel), Math.abs(across.perPixel)]))
    .filter((shape) => shape !== undefined);
  const [first] = shapes;
  const isLikeFirst = ([down, across]: Spacing) =>
    first !== undefined && Math.abs(down / across / (first[0] / first[1]) - 1) <= SAME;
  return shapes.every(isLikeFirst) ? first : undefined;
}

/** Whether frames that all fill the view would show a millimetre larger or smaller from one to the next. */
export function scaleDiffers(frames: readonly Frame[]): boolean {
  const first = frames[0] && widthOf(frames[0]);
  return frames.some((frame) => {
    const width = widthOf(frame);
    return (
      width !== first && (width === undefined || first === undefined || Math.abs(width / first - 1) > SAME)
    );
  });
}

/** Millimetres across the whole picture; `undefined` where nothing says them, which is a scale of its own. */
function widthOf(frame: Frame): number | undefined {
  const { image, ultrasoundRegions = [] } = frame.instance;
  const size = attributesOf(frame)?.pixelSize;
  const pitch = size?.pixelSpacing ?? size?.imagerPixelSpacing ?? size?.nominalScannedPixelSpacing;
  const tissue = ultrasoundRegions.find(isTissue);
  const across = pitch?.[1] ?? (tissue && Math.abs(tissue.across.perPixel) * 10);
  return image && across && across * image.columns;
}

const isTissue = ({ across, down }: UltrasoundRegion) => across.unit === 'cm' && down.unit === 'cm';

/** Zeros and negatives are what writers put where they know nothing. */
const usable = (pair: Spacing | undefined): Spacing | undefined =>
  pair?.every((part) => Number.isFinite(part) && part > 0) ? pair : undefined;
