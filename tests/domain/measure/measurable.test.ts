import { describe, expect, it } from 'vitest';
import { instanceUid, studyUid } from '../../../src/domain/ids';
import { measurableOf } from '../../../src/domain/measure/measurable';
import { figureKindOf, measureTool } from '../../../src/domain/measure/measure-tool';
import type { PixelSize } from '../../../src/domain/study/pixel-size';
import type {
  DisplayedArea,
  SoftcopyPresentation,
} from '../../../src/domain/presentation/presentation-state';
import { anInstance, frameAttributes } from '../../fakes';
import { aRegion } from './regions';

const DETECTOR: PixelSize = { geometry: 'projection', imagerPixelSpacing: [0.143, 0.143] };
const frame = (pixelSize: PixelSize = DETECTOR, given: Parameters<typeof anInstance>[0] = {}) => ({
  instance: anInstance({ frames: [frameAttributes({ pixelSize })], ...given }),
  number: 1,
});

const area = (given: Partial<DisplayedArea>): DisplayedArea => ({
  images: [],
  topLeft: [1, 1],
  bottomRight: [2048, 2500],
  size: 'SCALE TO FIT',
  ...given,
});
const state = (...areas: readonly DisplayedArea[]): SoftcopyPresentation => ({
  id: instanceUid('2.25.5'),
  study: studyUid('2.25.1'),
  label: 'HIP_25MM',
  applies: [],
  voi: [],
  rotation: 0,
  flipHorizontal: false,
  areas,
  shutters: [],
  annotations: [],
  notApplied: [],
});
const calibration = (...given: Parameters<typeof measurableOf>) => measurableOf(...given).calibration;

describe('a frame as it is on the screen', () => {
  it('is measured by what the image says of its pixels', () => {
    expect(calibration(frame(), undefined, undefined)).toMatchObject({
      kind: 'millimetres',
      basis: { kind: 'detector' },
    });
  });

  it('is measured by a presentation state that calibrates it, with what that stands on', () => {
    const calibrated = area({
      spacing: [0.12, 0.12],
      calibration: { type: 'FIDUCIAL', description: 'ball 25 mm' },
    });
    expect(calibration(frame(), state(calibrated), undefined)).toEqual({
      kind: 'millimetres',
      spacing: [0.12, 0.12],
      basis: {
        kind: 'presentation-state',
        label: 'HIP_25MM',
        by: 'FIDUCIAL',
        description: 'ball 25 mm',
      },
    });
  });

  it('takes the area that names the frame before one for all', () => {
    const { instance } = frame();
    const own = area({ images: [{ instance: instance.uid }], spacing: [0.11, 0.11] });
    const all = area({ spacing: [0.12, 0.12] });
    expect(calibration(frame(), state(all, own), undefined)).toMatchObject({ spacing: [0.11, 0.11] });
    const other = area({ images: [{ instance: instanceUid('2.25.77') }], spacing: [0.11, 0.11] });
    expect(calibration(frame(), state(other), undefined)).toMatchObject({ basis: { kind: 'detector' } });
  });

  it('is measured by its ultrasound regions', () => {
    const regions = [aRegion()];
    expect(
      calibration(frame({ geometry: 'unknown' }, { ultrasoundRegions: regions }), undefined, undefined),
    ).toEqual({
      kind: 'regions',
      regions,
      aspect: expect.any(Array) as unknown,
    });
  });

  it('is measured in pixels where nobody says their size, by their shape', () => {
    const { image } = anInstance();
    const oblong = image && { ...image, aspect: { vertical: 2, horizontal: 1 } };
    expect(
      calibration(frame({ geometry: 'unknown' }, { ...(oblong && { image: oblong }) }), undefined, undefined),
    ).toEqual({
      kind: 'pixels',
      aspect: [2, 1],
    });
  });

  it('is pointed at as coarsely as the screen shows it', () => {
    expect(measurableOf(frame(), undefined, undefined, 0.25).coarseness).toBe(4);
  });
});

it('a measuring tool draws the figure it names, the others none', () => {
  expect(figureKindOf(measureTool('cobb'))).toBe('cobb');
  expect(figureKindOf('window')).toBeUndefined();
  expect(figureKindOf('measure everything')).toBeUndefined();
});
