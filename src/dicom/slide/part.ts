import type { Concatenated, OpticalPath, Pair, SlideOrientation, SlidePart } from '../../domain/slide/slide';
import type { Instance } from '../../domain/study/study';
import {
  bytesOf,
  itemOf,
  itemsOf,
  numberOf,
  placesOf,
  textOf,
  vectorOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { paletteFrom } from '../image/palette';
import { concatenationFrom } from '../image/concatenation';
import * as Tag from '../tags';
import { sparsePlaces } from './places';

/**
 * What an object holds of a slide (PS3.3 C.8.12.4, C.8.12.5, C.7.6.17.3), in its metadata's own figures: what contradicts
 * itself is told where levels are made of them. `undefined` for an object that is of no slide.
 */
export function slidePartFrom(instance: Instance): SlidePart | undefined {
  const { slide, image } = instance;
  if (!slide || !image) return undefined;
  const { data, bulk } = slide;
  const shared = itemOf(data, Tag.SharedFunctionalGroupsSequence) ?? {};
  const perFrame = placesOf(data, Tag.PerFrameFunctionalGroupsSequence);
  const frames = instance.frames.length;
  const isColour = image.samplesPerPixel > 1 || image.photometric === 'PALETTE COLOR';
  const paths = pathsFrom(data, bulk, { isColour, signed: image.signed });
  const organised = textOf(data, Tag.DimensionOrganizationType);
  const hasPlaces = perFrame.some((item) => itemOf(item, Tag.PlanePositionSlideSequence) !== undefined);
  const isSparse = organised === 'TILED_SPARSE' || (organised !== 'TILED_FULL' && hasPlaces);
  const sparse = isSparse ? sparsePlaces(perFrame, shared, paths, frames) : undefined;
  const [origin, orientation] = [originOf(data), orientationOf(data)];
  const [pitch, extent] = [pitchOf(data, shared, perFrame[0]), extentOf(data)];
  const concatenated = concatenatedOf(data);
  return {
    instance,
    matrix: [numberOf(data, Tag.TotalPixelMatrixColumns) ?? 0, numberOf(data, Tag.TotalPixelMatrixRows) ?? 0],
    tile: [image.columns, image.rows],
    frames,
    ...(pitch && { pitch }),
    ...(extent && { extent }),
    ...(origin && { origin }),
    ...(orientation && { orientation }),
    planes:
      sparse?.depths.length ?? Math.max(1, Math.trunc(numberOf(data, Tag.TotalPixelMatrixFocalPlanes) ?? 1)),
    paths,
    ...sparse,
    ...(concatenated && { concatenated }),
  };
}

/** mm as DICOM has them, µm as microscopes do */
const MICRONS = 1000;

const positive = (pair: Pair): Pair | undefined =>
  pair.every((length) => Number.isFinite(length) && length > 0) ? pair : undefined;

/** Pixel Spacing is the distance of rows, then of columns (PS3.3 10.7.1.3). */
function pitchOf(data: Dataset, shared: Dataset, first: Dataset | undefined): Pair | undefined {
  const measures =
    itemOf(shared, Tag.PixelMeasuresSequence) ?? (first && itemOf(first, Tag.PixelMeasuresSequence));
  const [down = 0, across = 0] =
    (measures && vectorOf(measures, Tag.PixelSpacing, 2)) ?? vectorOf(data, Tag.PixelSpacing, 2) ?? [];
  return positive([across * MICRONS, down * MICRONS]);
}

const extentOf = (data: Dataset): Pair | undefined =>
  positive([
    (numberOf(data, Tag.ImagedVolumeWidth) ?? 0) * MICRONS,
    (numberOf(data, Tag.ImagedVolumeHeight) ?? 0) * MICRONS,
  ]);

function originOf(data: Dataset): Pair | undefined {
  const item = itemOf(data, Tag.TotalPixelMatrixOriginSequence);
  const x = item && numberOf(item, Tag.XOffsetInSlideCoordinateSystem);
  const y = item && numberOf(item, Tag.YOffsetInSlideCoordinateSystem);
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** Directions in the plane of the glass; one that leaves it, or two that are no right angle, are not believed. */
function orientationOf(data: Dataset): SlideOrientation | undefined {
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = vectorOf(data, Tag.ImageOrientationSlide, 6) ?? [];
  const isUnit = (...parts: readonly number[]) => Math.abs(Math.hypot(...parts) - 1) < 0.01;
  const isFlat = Math.abs(rz) < 0.01 && Math.abs(cz) < 0.01 && Math.abs(rx * cx + ry * cy) < 0.01;
  return isFlat && isUnit(rx, ry) && isUnit(cx, cy) ? { row: [rx, ry], column: [cx, cy] } : undefined;
}

/** Its tiles are told apart by their numbers in the whole: a part that does not say where it begins has none. */
function concatenatedOf(data: Dataset): Concatenated | undefined {
  const { uid, offset, number, of } = concatenationFrom(data) ?? {};
  if (uid === undefined || offset === undefined) return undefined;
  return { uid, offset, ...(number !== undefined && { number }), ...(of !== undefined && { of }) };
}

/** One that has no name cannot be told from others; an object that names none has one. */
function pathsFrom(
  data: Dataset,
  bulk: BulkData,
  { isColour, signed }: { readonly isColour: boolean; readonly signed: boolean },
): readonly OpticalPath[] {
  const paths = new Map<string, OpticalPath>();
  for (const [at, item] of itemsOf(data, Tag.OpticalPathSequence).entries()) {
    const id = textOf(item, Tag.OpticalPathIdentifier) ?? String(at + 1);
    const words = textOf(item, Tag.OpticalPathDescription);
    const wavelength = numberOf(item, Tag.IlluminationWaveLength);
    const profile = isColour ? bytesOf(item, Tag.ICCProfile, bulk) : undefined;
    const palette = isColour ? undefined : paletteOf(item, signed, bulk);
    if (paths.has(id)) continue;
    paths.set(id, {
      id,
      isColour,
      ...(words !== undefined && { words }),
      ...(wavelength !== undefined && wavelength > 0 && { wavelength }),
      ...(profile && profile.byteLength > 0 && { profile }),
      ...(palette && { palette }),
    });
  }
  return paths.size > 0 ? [...paths.values()] : [{ id: '', isColour }];
}

/** Tables that cannot be read leave its values to a colour of ours. */
function paletteOf(item: Dataset, signed: boolean, bulk: BulkData): OpticalPath['palette'] {
  const tables = itemOf(item, Tag.PaletteColorLookupTableSequence);
  try {
    return tables && paletteFrom(tables, signed, bulk);
  } catch {
    return undefined;
  }
}
