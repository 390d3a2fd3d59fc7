import { archiveId, instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { Frame, FrameAttributes, ImagePixel, ImagePlane, Instance } from '../../src/domain/study/study';

/** A 16-bit CT-like picture of 4 × 4. */
export const aPixel = (parts: Partial<ImagePixel> = {}): ImagePixel => ({
  rows: 4,
  columns: 4,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  samplesPerPixel: 1,
  planarConfiguration: 0,
  photometric: 'MONOCHROME2',
  sample: 'integer',
  transferSyntax: '1.2.840.10008.1.2.1',
  ...parts,
});

export const aPlane = (parts: Partial<ImagePlane> = {}): ImagePlane => ({
  position: [0, 0, 0],
  row: [1, 0, 0],
  column: [0, 1, 0],
  spacing: [1, 1],
  ...parts,
});

export const attributes = (parts: Partial<FrameAttributes> = {}): FrameAttributes => ({
  modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
  windows: [],
  voiLuts: [],
  voiFunction: 'LINEAR',
  inverse: false,
  ...parts,
});

interface InstanceParts extends Partial<Omit<Instance, 'uid' | 'frames'>> {
  readonly uid?: string;
  readonly frame?: Partial<FrameAttributes>;
  readonly numberOfFrames?: number;
}

export function anInstance({
  uid = '1.2.3',
  frame,
  numberOfFrames = 1,
  ...parts
}: InstanceParts = {}): Instance {
  return {
    uid: instanceUid(uid),
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    study: studyUid('1.2'),
    series: seriesUid('1.2.1'),
    archive: archiveId('salford'),
    person: { otherIds: [] },
    modality: 'CT',
    image: aPixel(),
    frames: Array.from({ length: numberOfFrames }, () => attributes(frame)),
    ...parts,
  };
}

export const aFrame = (instance: Instance, number = 1): Frame => ({ instance, number });
