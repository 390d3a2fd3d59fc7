import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../src/dicom/image/instance';
import { readPart10 } from '../../src/dicom/part10/file';
import { displaySetsOf, type DisplaySet } from '../../src/domain/study/display-set';
import { hangByProtocol } from '../../src/domain/hanging/hang-by-protocol';
import { archiveId } from '../../src/domain/ids';
import { mammogramPlacings } from '../../src/domain/hanging/mammogram-hanging';
import { edgeLetters } from '../../src/domain/presentation/orientation';
import { asStored } from '../../src/domain/presentation/view-state';
import { attributesOf } from '../../src/domain/study/study';
import { filesAbsent, readReal, realFiles } from '../dicomweb/real-files';
import { aSeries } from '../fakes';

/** As an archive's metadata would have the file. */
async function real(path: string): Promise<DisplaySet> {
  const file = realFiles().find((one) => one.path === `dicom/${path}`);
  if (!file) throw new Error(`${path} is not in the manifest`);
  const { dataset } = await readPart10(readReal(file), file.transferSyntax);
  const instance = instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
  const [one] = displaySetsOf(aSeries({ uid: path, modality: instance.modality }), [instance]);
  if (!one) throw new Error(`${path} holds nothing`);
  return one;
}

describe.skipIf(filesAbsent())('real projections', () => {
  it.each([
    // Stored as readers know it
    ['mg/GH133.dcm', 'right', {}],
    // Stored on its side: rows run to the patient's right, columns to the back
    ['mg/MG-Im-GE_Seno_1_ForPresentation.dcm', 'left', { rotation: 90 }],
    ['mg/MG-Im-GE_Seno_1_ForProcessing.dcm', 'left', { rotation: 90 }],
  ] as const)('%s hangs with its chest wall at the %s', async (path, wall, lie) => {
    const mammogram = await real(path);
    const [placing] = mammogramPlacings([mammogram, undefined]);
    expect(placing?.placing?.towards).toBe(wall);
    expect(placing?.placing?.size).toBeDefined();
    expect(placing).toMatchObject(lie);
    const attributes = mammogram.frames[0] && attributesOf(mammogram.frames[0]);
    const edges = attributes && edgeLetters(attributes, { ...asStored, ...placing });
    expect(edges?.[wall]).toBe('P');
  });

  it('of two makers hang right and left, at one scale', async () => {
    const pair = [await real('mg/GH133.dcm'), await real('mg/MG-Im-GE_Seno_1_ForPresentation.dcm')];
    const sizes = mammogramPlacings(pair).map(({ placing }) => placing?.size);
    const pitches = pair.map(({ frames: [frame] }) => {
      const size = frame && attributesOf(frame)?.pixelSize;
      return Math.min(...(size?.imagerPixelSpacing ?? []));
    });
    const millimetres = sizes.map((size, at) => size?.map((part) => part * (pitches[at] ?? 0)));
    expect(millimetres[0]?.[0]).toBeCloseTo(millimetres[1]?.[0] ?? 0, 6);
    expect(millimetres[0]?.[1]).toBeCloseTo(millimetres[1]?.[1] ?? 0, 6);
    // 3062 rows of 94.09 µm are the taller.
    expect(millimetres[0]?.[1]).toBeCloseTo(3062 * 0.09409090909091, 3);
  });

  it('hang the frontal view before the lateral one', async () => {
    const [lateral, frontal] = [
      await real('dicomdir/77654033/CR1/6154'),
      await real('dicomdir/77654033/CR2/6247'),
    ];
    const hung = hangByProtocol({ current: [lateral, frontal] });
    expect(hung?.layout).toBe('1x2');
    expect(hung?.hanging).toEqual([frontal.id, lateral.id]);
  });

  it('that do not say their view hang in their order', async () => {
    const films = [await real('cr-dx/RG2_JPLY.dcm'), await real('cr-dx/RG2_JPLY_fixed.dcm')];
    expect(hangByProtocol({ current: films })).toBeUndefined();
  });

  it('stand beside the earlier film of the same view', async () => {
    const [now, lateral, frontal] = [
      await real('cr-dx/gdcm-CR-MONO1-10-chest.dcm'),
      await real('dicomdir/77654033/CR1/6154'),
      await real('dicomdir/77654033/CR3/6278'),
    ];
    const hung = hangByProtocol({ current: [now], prior: [lateral, frontal] });
    expect(hung?.hanging).toEqual([now.id, frontal.id]);
  });
});
