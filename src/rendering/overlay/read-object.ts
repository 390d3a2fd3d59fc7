import { textOf, type Dataset } from '../../dicom/dataset';
import { DRAWN_TAGS } from '../../dicom/drawn-tags';
import { pixelFrom } from '../../dicom/image/image-pixel';
import { parametricMapFrom } from '../../dicom/parametric-map/parametric-map';
import { Part10Error } from '../../dicom/part10/failure';
import { readPart10 } from '../../dicom/part10/file';
import { doseGridFrom } from '../../dicom/rt/dose-grid';
import { structureSetFrom } from '../../dicom/rt/structure-set';
import { segmentationFrom } from '../../dicom/segmentation/segmentation';
import * as Tag from '../../dicom/tags';
import { isNative } from '../../dicom/transfer-syntax';
import { overlayKindOf } from '../../domain/overlay/classes';
import { withExtremes } from '../../domain/overlay/dose';
import type { Overlay, OverlayRefusal, ReadOverlay } from '../../domain/overlay/overlay';
import type { ObjectContent } from '../../domain/ports/frames';
import type { ImagePixel } from '../../domain/study/study';
import { decodeNative } from '../decode/native';
import { DecodeError } from '../decode/pixels';
import { storedValues } from '../decode/stored-values';
import type { EncodedFrames, Expected } from './messages';

/** An object that is open: what it is, and the values of its frames, which may come later. */
export interface OpenObject {
  readonly overlay: Overlay;
  /** By frame from 0; plain ones are unpacked as they are wanted */
  readonly values: (frame: number) => ArrayLike<number> | undefined;
  readonly encoded?: EncodedFrames;
}

export type ObjectRead =
  | { readonly kind: 'read'; readonly object: OpenObject }
  | { readonly kind: 'refused'; readonly why: OverlayRefusal }
  | { readonly kind: 'unreadable'; readonly what: string };

interface Source {
  readonly dataset: Dataset;
  readonly transferSyntax: string;
  readonly count: number;
  /** From 1. Throws a Part10Error where it is not there */
  readonly frame: (number: number) => Uint8Array;
}

/** Reads an object that draws over others' pictures. Never throws: what cannot be read says why, in a few words. */
export async function readObject(content: ObjectContent, expected: Expected): Promise<ObjectRead> {
  try {
    const source = await sourceOf(content);
    const isExpected = [
      [Tag.SOPInstanceUID, expected.uid],
      [Tag.SeriesInstanceUID, expected.series],
      [Tag.StudyInstanceUID, expected.study],
    ].every(([tag = '', uid]) => textOf(source.dataset, tag) === uid);
    if (!isExpected) return { kind: 'unreadable', what: 'another object' };
    return readSource(source);
  } catch (error) {
    if (error instanceof Part10Error || error instanceof DecodeError || error instanceof RangeError)
      return { kind: 'unreadable', what: error.message };
    return { kind: 'unreadable', what: error instanceof Error ? error.message : 'unreadable' };
  }
}

async function sourceOf(content: ObjectContent): Promise<Source> {
  if (content.kind === 'file') {
    const file = await readPart10(content.bytes, content.transferSyntax, DRAWN_TAGS);
    return { ...file, count: file.frameCount };
  }
  const { elements, frames, transferSyntax } = content;
  return {
    dataset: elements,
    transferSyntax,
    count: frames.length,
    frame: (number) => {
      const frame = frames[number - 1];
      if (!frame) throw new Part10Error('no such frame');
      return frame;
    },
  };
}

function readSource(source: Source): ObjectRead {
  const { dataset } = source;
  const kind = overlayKindOf({ sopClass: textOf(dataset, Tag.SOPClassUID) ?? '' });
  if (kind === 'structures') {
    const read = structureSetFrom(dataset);
    return read.ok
      ? { kind: 'read', object: { overlay: read.overlay, values: () => undefined } }
      : { kind: 'refused', why: read.why };
  }
  // Pixels of a segmentation are numbers of segments, whatever colours they are to have.
  const image = pixelFrom(kind === 'segmentation' ? { ...dataset, ...GREY } : dataset, new Map());
  if (!image || kind === undefined) return { kind: 'refused', why: { kind: 'no-frames' } };
  if (source.count === 0) return { kind: 'refused', why: { kind: 'no-frames' } };
  const frames = Array.from({ length: source.count }, (_, at) => frameOf(source, at + 1));
  const whole = frames.filter((frame) => frame !== undefined).length;
  if (whole === 0) return { kind: 'refused', why: { kind: 'no-frames' } };
  const encoded = isNative(source.transferSyntax)
    ? undefined
    : { frames, transferSyntax: source.transferSyntax, image };
  const values = encoded ? () => undefined : plainValues(frames, image);
  const read =
    kind === 'dose'
      ? doseFrom(dataset, extremesOf(values, frames.length))
      : kind === 'map'
        ? parametricMapFrom(dataset, image)
        : segmentationFrom(dataset);
  if (!read.ok) return { kind: 'refused', why: read.why };
  const cut = { kind: 'frames-cut', whole, all: frames.length } as const;
  const overlay =
    whole < frames.length ? { ...read.overlay, leftOut: [...read.overlay.leftOut, cut] } : read.overlay;
  return { kind: 'read', object: { overlay, values, ...(encoded && { encoded }) } };
}

function doseFrom(dataset: Dataset, extremes: Parameters<typeof withExtremes>[1]): ReadOverlay {
  const read = doseGridFrom(dataset);
  return read.ok ? { ok: true, overlay: withExtremes(read.overlay, extremes) } : read;
}

const GREY: Dataset = { [Tag.PhotometricInterpretation]: { vr: 'CS', Value: ['MONOCHROME2'] } };

/** One that ends early, or cannot be told from others, costs itself. */
function frameOf({ frame }: Source, number: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return frame(number) as Uint8Array<ArrayBuffer>;
  } catch (error) {
    if (error instanceof Part10Error) return undefined;
    throw error;
  }
}

/** Frames unpacked at a time: a scan's segments of one slice, and of the next few */
const MOST_UNPACKED = 64;

function plainValues(
  frames: readonly (Uint8Array<ArrayBuffer> | undefined)[],
  image: ImagePixel,
): OpenObject['values'] {
  const kept = new Map<number, ArrayLike<number>>();
  return (at) => {
    const bytes = frames[at];
    const known = kept.get(at);
    if (!bytes || known) return known;
    const values = storedValues(decodeNative(bytes, image).pixels, image);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_UNPACKED && oldest !== undefined) kept.delete(oldest);
    kept.set(at, values);
    return values;
  };
}

/** The least and the largest stored value of all frames that are here, and of none, which is 0. */
export function extremesOf(
  values: OpenObject['values'],
  count: number,
): readonly [least: number, most: number] {
  let [least, most] = [0, 0];
  for (let frame = 0; frame < count; frame++) {
    const own = values(frame);
    for (let at = 0; own && at < own.length; at++) {
      const value = own[at] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return [least, most];
}
