import { Enums, utilities, type Types } from '@cornerstonejs/core';
import type { GreyFrame } from '../decode/pixels';
import type { Picture } from './painter';
import { shapeOf, type PictureShape } from '../viewport/placement';

/** A decoded frame as Cornerstone takes one: stored values, no rescaling, no window of its own. */
export function imageOf(
  imageId: string,
  decoded: GreyFrame,
  { rows, columns, pixel }: PictureShape,
): Types.IImage {
  const { pixels } = decoded;
  const scalarData = pixels as Types.PixelDataTypedArray;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width: columns,
    height: rows,
    scalarData,
    numberOfComponents: 1,
  });
  return {
    imageId,
    rows,
    columns,
    height: rows,
    width: columns,
    minPixelValue: decoded.min,
    maxPixelValue: decoded.max,
    slope: 1,
    intercept: 0,
    windowCenter: (decoded.min + decoded.max) / 2,
    windowWidth: decoded.max - decoded.min + 2,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    color: false,
    rgba: false,
    numberOfComponents: 1,
    columnPixelSpacing: pixel[0],
    rowPixelSpacing: pixel[1],
    invert: false,
    sizeInBytes: pixels.byteLength,
    dataType: pixels.constructor.name as Types.PixelDataTypedArrayString,
    voxelManager,
    getPixelData: () => scalarData,
    getCanvas: () => document.createElement('canvas'),
  } as unknown as Types.IImage;
}

/** The picture lies in a world of its own, a pixel's smaller pitch being 1: where the patient lies is not drawn here. */
export function moduleOf(type: string, picture: Picture | undefined): object | undefined {
  if (!picture) return undefined;
  const { frame, decoded } = picture;
  const { image } = frame.instance;
  if (type === Enums.MetadataModules.IMAGE_PLANE) {
    const [columnPixelSpacing, rowPixelSpacing] = shapeOf(frame, decoded.rows, decoded.columns).pixel;
    return {
      columnPixelSpacing,
      rowPixelSpacing,
      rowCosines: [1, 0, 0],
      columnCosines: [0, 1, 0],
      imagePositionPatient: [0, 0, 0],
      imageOrientationPatient: [1, 0, 0, 0, 1, 0],
    };
  }
  if (type === Enums.MetadataModules.IMAGE_PIXEL)
    return {
      bitsAllocated: image?.bitsAllocated,
      bitsStored: image?.bitsStored,
      highBit: image?.highBit,
      pixelRepresentation: image?.signed ? 1 : 0,
      samplesPerPixel: 1,
      photometricInterpretation: 'MONOCHROME2',
    };
  // Another modality than the frame's own is named, because Cornerstone scales PET in a way of its own.
  if (type === Enums.MetadataModules.GENERAL_SERIES) return { modality: 'OT' };
  return undefined;
}
