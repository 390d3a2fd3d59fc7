import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import dicomParser from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { segmentsOn } from '../../../src/domain/overlay/segments';
import type { DoseGrid, Segmentation, StructureSet, ValueMap } from '../../../src/domain/overlay/overlay';
import type { Slice } from '../../../src/domain/overlay/slice';
import { instanceUid } from '../../../src/domain/ids';
import { objectIn, readContent } from './overlay-cases';

/** Real objects, read where they lie, against what another reader finds in the same bytes. */

const folder = fileURLToPath(new URL('../../../../shared/data/dicom', import.meta.url));
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/data is not beside this checkout.');
const bytesOf = (file: string) => new Uint8Array(readFileSync(`${folder}/${file}`));

/** Set bits of each frame, by another reader and by the bit. */
function bitsOf(bytes: Uint8Array): readonly number[] {
  const data = dicomParser.parseDicom(bytes);
  const pixels = data.elements['x7fe00010'];
  const size = (data.uint16('x00280010') ?? 0) * (data.uint16('x00280011') ?? 0);
  const count = Number(data.string('x00280008') ?? 1);
  return Array.from({ length: count }, (_, frame) => {
    let set = 0;
    for (let at = frame * size; at < (frame + 1) * size; at++)
      set += ((bytes[(pixels?.dataOffset ?? 0) + (at >> 3)] ?? 0) >> (at & 7)) & 1;
    return set;
  });
}

/** The picture that lies exactly where a frame does. */
function pictureOf({ frames, rows, columns, frameOfReference }: Segmentation, at: number): Slice {
  const place = frames[at]?.place;
  if (!place || !('position' in place)) throw new Error('no place');
  return {
    instance: instanceUid('1.2.3'),
    frame: 1,
    rows,
    columns,
    plane: { ...place, frameOfReference },
    reach: [0.5, 0.5],
  };
}

describe.skipIf(!isHere)('real objects that are drawn over pictures', () => {
  it.each([
    'seg/liver.dcm',
    'seg/liver_1frame.dcm',
    'seg/seg_image_ct_binary.dcm',
    'seg/tumor_User1_Manual_Trial1.dcm',
  ])('%s: as many voxels in each frame as its bits', async (file) => {
    const object = await objectIn(bytesOf(file));
    const overlay = object.overlay as Segmentation;
    const bits = bitsOf(bytesOf(file));
    expect(overlay.frames).toHaveLength(bits.length);
    overlay.frames.forEach((frame, at) => {
      const on = segmentsOn(overlay, pictureOf(overlay, at), object.values);
      const mask = on.ok ? on.masks.find(({ segment }) => segment === frame?.segment) : undefined;
      expect(mask?.values.reduce((sum, one) => sum + one, 0) ?? 0).toBe(bits[at]);
      expect(on.ok && on.isSameGrid).toBe(true);
    });
  });

  it('seg_image_ct_true_fractional: shares of its own maximum', async () => {
    const { overlay } = await objectIn(bytesOf('seg/seg_image_ct_true_fractional.dcm'));
    expect(overlay).toMatchObject({ kind: 'segmentation', values: 'fractional' });
  });

  it('a structure set of a clinic has its structures and contours', async () => {
    const set = (await objectIn(bytesOf('rt-contours/rtstruct.dcm'))).overlay as StructureSet;
    expect(set.structures.length).toBeGreaterThan(0);
    expect(set.structures.some(({ contours }) => contours.length > 10)).toBe(true);
    expect(set.leftOut).toEqual([]);
  });

  it('one without file meta information is read, or says why not', async () => {
    const read = await readContent(bytesOf('rt/rtstruct.dcm')).catch((error: unknown) => String(error));
    expect(typeof read === 'string' ? read : read.kind).toMatch(
      /no DICOM file|transfer syntax|read|refused|unreadable/,
    );
  });

  it('a dose grid says its unit, and compressed it is the same grid', async () => {
    const [plain, packed] = [
      await objectIn(bytesOf('rt/rtdose.dcm')),
      await objectIn(bytesOf('rt/rtdose_rle.dcm')),
    ];
    const [one, other] = [plain.overlay as DoseGrid, packed.overlay as DoseGrid];
    expect(one.unit).toBe('relative');
    expect(one.offsets).toHaveLength(15);
    expect(one.most).toBeGreaterThan(0);
    expect({ ...other, most: 0, id: '', leftOut: [] }).toMatchObject({
      offsets: one.offsets,
      scaling: one.scaling,
    });
    expect(packed.encoded?.frames).toHaveLength(15);
  });

  it('a parametric map has values in a unit, or says that it has none', async () => {
    const read = await readContent(bytesOf('parametric/parametric_map_float.dcm'));
    if (read.kind === 'read') expect((read.object.overlay as ValueMap).quantities.length).toBeGreaterThan(0);
    else expect(read).toEqual({ kind: 'refused', why: { kind: 'no-unit' } });
  });
});
