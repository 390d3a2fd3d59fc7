import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DisplaySet } from '../../../src/domain/study/display-set';
import type { Frame, Vector } from '../../../src/domain/study/study';
import type { OverlayRefusal } from '../../../src/domain/overlay/overlay';
import { sliceOf, type Slice } from '../../../src/domain/overlay/slice';
import { dot, minus } from '../../../src/domain/study/vector';
import { normalOf } from '../../../src/domain/geometry/plane';
import { textOf } from '../../../src/dicom/dataset';
import { readPart10 } from '../../../src/dicom/part10/file';
import * as Tag from '../../../src/dicom/tags';
import { openOverlay, type OpenOverlay } from '../../../src/rendering/overlay/open-overlay';
import { readObject, type OpenObject } from '../../../src/rendering/overlay/read-object';
import { folder, readCase } from '../../domain/volume/volume-cases';

/** Objects that are drawn over the pictures of a case, read as the viewer reads them. */

const bytesOf = (name: string, file: string) =>
  new Uint8Array(readFileSync(join(folder, name, 'dicom', file)));

/** @throws Error with the reason where it is refused or cannot be read */
export async function objectIn(bytes: Uint8Array<ArrayBuffer>): Promise<OpenObject> {
  const read = await readContent(bytes);
  if (read.kind !== 'read') throw new Error(JSON.stringify(read));
  return read.object;
}

export async function readContent(bytes: Uint8Array<ArrayBuffer>) {
  const { dataset } = await readPart10(bytes);
  const uid = (tag: string) => textOf(dataset, tag) ?? '';
  const expected = {
    study: uid(Tag.StudyInstanceUID),
    series: uid(Tag.SeriesInstanceUID),
    uid: uid(Tag.SOPInstanceUID),
  };
  return readObject({ kind: 'file', bytes }, expected);
}

export const overlayObject = (name: string, file: string) => objectIn(bytesOf(name, file));
export const overlayRead = (name: string, file: string) => readContent(bytesOf(name, file));

export interface Pictures {
  readonly frames: readonly Frame[];
  readonly slices: readonly Slice[];
}

/** The pictures that a case's overlays lie over: its only series of plain ones. */
export async function picturesOf(name: string, modality = 'CT'): Promise<Pictures> {
  const { displaySets } = await readCase(name);
  const [stack] = displaySets.filter((one) => one.modality === modality && isPlain(one));
  if (!stack) throw new Error('no pictures');
  return {
    frames: stack.frames,
    slices: stack.frames.flatMap((_, at) => sliceOf(stack.frames, at) ?? []),
  };
}

const PLAIN = /\.(2|4)$/;
const isPlain = ({ frames }: DisplaySet) => PLAIN.test(frames[0]?.instance.sopClass ?? '');

/** The picture whose plane is nearest to a place. */
export function sliceAt({ slices }: Pictures, at: Vector): Slice {
  const away = ({ plane }: Slice) =>
    plane ? Math.abs(dot(minus(at, plane.position), normalOf(plane))) : Infinity;
  const [nearest] = [...slices].sort((a, b) => away(a) - away(b));
  if (!nearest) throw new Error('no pictures');
  return nearest;
}

/** A place as a point of a picture, from its first pixel's outer corner. */
export function pointIn({ plane }: Slice, at: Vector): readonly [number, number] {
  const [down = 1, across = 1] = plane?.spacing ?? [];
  if (!plane) throw new Error('no plane');
  const from = minus(at, plane.position);
  return [dot(from, plane.row) / across + 0.5, dot(from, plane.column) / down + 0.5];
}

export const openIn = async (name: string, file: string): Promise<OpenOverlay> =>
  openOverlay(await overlayObject(name, file));

/** Why nothing of an object is drawn over any of these pictures; `undefined` where some of it is. */
export async function refusalOver(
  name: string,
  file: string,
  { slices }: Pictures,
): Promise<OverlayRefusal | undefined> {
  const read = await overlayRead(name, file);
  if (read.kind === 'refused') return read.why;
  if (read.kind === 'unreadable') throw new Error(read.what);
  const open = openOverlay(read.object);
  const drawn = slices.map((slice) => open.draw(slice, { hidden: [], quantity: 0 }));
  const refused = drawn.flatMap((one) => (one.ok ? [] : [one.why]));
  return refused.length === slices.length ? refused[0] : undefined;
}
