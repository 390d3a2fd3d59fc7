import { instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { KeyObject } from '../../src/domain/objects/key-object';
import type { Annotation, SoftcopyPresentation } from '../../src/domain/presentation/presentation-state';

/** Key images of the chest CT in these fixtures, and how somebody left them. */

const NODULE = { instance: instanceUid('2.25.2.1.152') };
const NODE = { instance: instanceUid('2.25.2.1.120') };

const arrow: readonly Annotation[] = [
  {
    images: [],
    layer: 'MARKS',
    units: 'pixel',
    shape: { kind: 'circle', center: [158, 198], onCircle: [158, 222], filled: false },
  },
  {
    images: [],
    layer: 'MARKS',
    units: 'pixel',
    shape: { kind: 'text', text: 'Nodule 14 mm', anchor: [190, 190] },
  },
];

const base: SoftcopyPresentation = {
  id: instanceUid('2.25.2.9.1'),
  study: studyUid('2.25.2'),
  label: 'NODULE',
  description: 'Nodule marked, lung window',
  creator: 'Dr Ines Fairbrook',
  made: '2026-03-12T18:02:00',
  applies: [NODULE],
  modalityLut: { kind: 'rescale', slope: 1, intercept: -1024, type: 'HU' },
  voi: [{ images: [], window: { center: -600, width: 1500 } }],
  rotation: 0,
  flipHorizontal: false,
  areas: [],
  shutters: [],
  annotations: arrow,
  notApplied: [],
};

export const noduleMarked = base;

/** Says nothing of the modality LUT, so that its values are no HU, and asks for parts that are not applied. */
export const asPrinted: SoftcopyPresentation = {
  ...base,
  id: instanceUid('2.25.2.9.2'),
  label: 'PRINT',
  description: 'As sent to the MDT',
  creator: undefined,
  made: '2026-03-14T08:40:00',
  modalityLut: undefined,
  voi: [{ images: [], window: { center: 1080, width: 700 } }],
  annotations: [],
  notApplied: ['overlays', 'presentation LUT'],
};

export const keyObject: KeyObject = {
  id: '2.25.2.8.1',
  study: studyUid('2.25.2'),
  series: seriesUid('2.25.2.8'),
  title: 'For Referring Provider',
  author: 'Dr Ines Fairbrook',
  images: [{ reference: NODULE, presentationState: '2.25.2.9.1' }, { reference: NODE }],
};
