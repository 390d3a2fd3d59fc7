import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../src/dicom/image/instance';
import { readPart10 } from '../../src/dicom/part10/file';
import { archiveId } from '../../src/domain/ids';
import { calibrationOf } from '../../src/domain/measure/calibration';
import { basisWords } from '../../src/texts/en/measured';
import { suvFactor } from '../../src/domain/measure/suv';
import type { Instance } from '../../src/domain/study/study';
import { filesAbsent, readReal, realFiles } from './real-files';
import { anInstanceAnswer, INSTANCE, type Elements } from './wire';

const context = { archive: archiveId('salford'), bulk: new Map<string, Uint8Array>() };
const read = (change: Elements) => instanceFrom(anInstanceAnswer(INSTANCE, change), context);
const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });

describe('an instance', () => {
  it('says all that it knows of the size of its pixels', () => {
    const instance = read({
      '00080060': element('CS', 'DX'),
      '00280030': element('DS', '0.13', '0.14'),
      '00280A02': element('CS', 'GEOMETRY'),
      '00280A04': element('LO', 'table top 5 cm'),
      '00181164': element('DS', 0.143, 0.154),
      '00181114': element('DS', 1.1),
      '00181110': element('DS', 1100),
      '00181111': element('DS', 1000),
    });
    expect(instance.frames[0]?.pixelSize).toEqual({
      geometry: 'projection',
      pixelSpacing: [0.13, 0.14],
      calibrationType: 'GEOMETRY',
      calibrationDescription: 'table top 5 cm',
      imagerPixelSpacing: [0.143, 0.154],
      magnification: 1.1,
      sourceToDetector: 1100,
      sourceToPatient: 1000,
    });
  });

  it('says nothing of it where it knows nothing', () => {
    expect(read({}).frames[0]?.pixelSize).toBeUndefined();
    expect(read({ '00280030': element('DS', 0, 0) }).frames[0]?.pixelSize).toBeUndefined();
  });

  it('of several frames has the pixel size of each', () => {
    const measures = (mm: number) => ({ '00289110': sequence({ '00280030': element('DS', mm, mm) }) });
    const { frames } = read({
      '00280008': element('IS', 2),
      '52009230': sequence(measures(0.5), measures(0.7)),
    });
    expect(frames.map(({ pixelSize }) => pixelSize?.pixelSpacing)).toEqual([
      [0.5, 0.5],
      [0.7, 0.7],
    ]);
  });

  // PS3.3 C.8.19.6: pixels at the detector, and of an object in the middle of the beam
  it.each<[string, Elements, string]>([
    ['at the detector alone', {}, 'at the detector'],
    [
      'of an object in the beam',
      { '00189401': sequence({ '00189404': element('FL', 0.22, 0.22) }) },
      'in the patient, estimated from geometry',
    ],
    [
      'of an object that would be larger at the detector than it is',
      { '00189401': sequence({ '00189404': element('FL', 0.4, 0.4) }) },
      'no mm: the pixels are said to be larger in the patient than at the detector',
    ],
  ])('of an enhanced angiogram has the size of its pixels %s', (_, own, words) => {
    const { frames } = read({
      '00080060': element('CS', 'XA'),
      '52009229': sequence({ '00289443': sequence({ '00181164': element('DS', 0.3, 0.3) }) }),
      '52009230': sequence(own),
    });
    const pixelSize = frames[0]?.pixelSize;
    const calibration = pixelSize && calibrationOf({ pixelSize });
    const said =
      calibration?.kind === 'millimetres'
        ? calibration.basis
        : calibration?.kind === 'pixels' && { kind: 'pixels' as const, why: calibration.contradiction };
    expect(said && basisWords(said)).toBe(words);
  });

  it('passes over an ultrasound region without a place', () => {
    const place = {
      '00186018': element('UL', 10),
      '0018601A': element('UL', 20),
      '0018601C': element('UL', 109),
      '0018601E': element('UL', 119),
    };
    const axes = {
      '00186012': element('US', 3),
      '00186016': element('UL', 3),
      '00186020': element('SL', 0),
      '00186022': element('SL', 60),
      '00186024': element('US', 4),
      '00186026': element('US', 7),
      '00186028': element('FD', 0),
      '0018602A': element('FD', 0),
      '0018602C': element('FD', 0.004),
      '0018602E': element('FD', -1.5),
    };
    expect(read({ '00186011': sequence(axes) }).ultrasoundRegions).toBeUndefined();
    expect(read({ '00186011': sequence(axes, { ...place, ...axes }) }).ultrasoundRegions).toEqual([
      {
        left: 10,
        top: 20,
        right: 109,
        bottom: 119,
        format: 3,
        isLowPriority: true,
        across: { unit: 's', perPixel: 0.004, reference: { pixel: 0, value: 0 } },
        down: { unit: 'cm/s', perPixel: -1.5, reference: { pixel: 60, value: 0 } },
      },
    ]);
  });

  it('has the private factors of PET from the block of their creator alone', () => {
    const pet = { '00080060': element('CS', 'PT'), '00541001': element('CS', 'CNTS') };
    const own = {
      '00700010': element('LO', 'somebody'),
      '70530010': element('LO', 'another creator'),
      '70530011': element('LO', 'Philips PET Private Group'),
      '70531000': element('DS', 99),
      '70531100': element('DS', '0.000422'),
      '70531109': element('DS', '1.25'),
      '00090012': element('LO', 'GEMS_PETD_01'),
      '0009120D': element('DT', '20261118120000.50'),
    };
    expect(read({ ...pet, ...own }).pet).toMatchObject({
      philipsSuvFactor: 0.000422,
      philipsActivityFactor: 1.25,
      geScan: Date.UTC(2026, 10, 18, 12) / 1000 + 0.5,
    });
    expect(read(pet).pet?.philipsSuvFactor).toBeUndefined();
    expect(read({ ...own }).pet).toBeUndefined();
  });
});

async function real(path: string): Promise<Instance> {
  const file = realFiles().find((one) => one.path === `dicom/${path}`);
  if (!file) throw new Error(`${path} is not in the manifest`);
  return instanceFrom((await readPart10(readReal(file), file.transferSyntax)).dataset, context);
}

const calibrationIn = ({ frames: [frame], ultrasoundRegions: regions, image }: Instance) =>
  calibrationOf({
    pixelSize: frame?.pixelSize,
    regions,
    aspect: image?.aspect && [image.aspect.vertical, image.aspect.horizontal],
  });

describe.skipIf(filesAbsent())('a real file', () => {
  it.each([
    [
      'ct-transfer-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm',
      'in the patient',
    ],
    ['cr-dx/dx_image.dcm', 'at the detector'],
    ['cr-dx/RG2_JPLY.dcm', 'not said where this is true'],
    ['mg/GH133.dcm', 'in the patient, estimated with a stated magnification of 1'],
    ['nm-pt/1.dcm', 'in the patient'],
  ])('%s is measured %s', async (path, words) => {
    const found = calibrationIn(await real(path));
    expect(found.kind === 'millimetres' ? basisWords(found.basis) : found).toBe(words);
  });

  // Pixel Spacing of 200 mm and more, beside 0.2 mm at the detector
  it.each([
    'cr-dx/DX-Im-Carestream_DR7500-1.dcm',
    'cr-dx/DX-Im-GE_XR220-1.dcm',
    'mg/MG-Im-GE_Seno_1_ForPresentation.dcm',
  ])('%s contradicts itself, and has no millimetres', async (path) => {
    expect(calibrationIn(await real(path))).toMatchObject({
      kind: 'pixels',
      contradiction: 'wider-than-detector',
    });
  });

  it.each([
    ['us/I_000009.dcm', 2, 0.0362811809342981],
    ['us/gdcm-US-ALOKA-16.dcm', 3, 0.03826530650258064],
    ['us/no-pixel-spacing.dcm', 3, 0.03305420890260027],
  ])('%s has %d ultrasound regions', async (path, count, perPixel) => {
    const { ultrasoundRegions = [] } = await real(path);
    expect(ultrasoundRegions).toHaveLength(count);
    const flat = ultrasoundRegions.find(({ across, down }) => across.unit === 'cm' && down.unit === 'cm');
    expect(flat?.down.perPixel).toBeCloseTo(perPixel, 15);
  });

  // Weight, dose, half-life and times as dcmdump prints them, put through the formula by hand
  it.each([
    // 14:17:00 to 15:23:16.921 is 3976.921 s; 178,340,011.6 Bq × 2^(−3976.921 ÷ 6586.2) = 117,346,700 Bq
    ['nm-pt/1.dcm', (69.7344 * 1000) / (178340011.59668 * 2 ** (-3976.921 / 6586.2))],
    // 11:39:00 to 13:02:44.678 is 5024.678 s
    ['nm-pt/sample.dcm', (66.2 * 1000) / (381470000 * 2 ** (-5024.678 / 6586.2))],
  ])('%s has standardised uptake values', async (path, factor) => {
    const { pet } = await real(path);
    const found = pet && suvFactor(pet);
    expect(found?.ok).toBe(true);
    if (found?.ok) expect(found.factor / factor).toBeCloseTo(1, 9);
  });

  it('nm-pt/GH610.dcm has none, because its units are counts per second', async () => {
    const { pet } = await real('nm-pt/GH610.dcm');
    expect(pet && suvFactor(pet)).toEqual({ ok: false, why: { kind: 'units', units: 'PROPCPS' } });
  });
});
