import { instanceUid, studyUid } from '../../../src/domain/ids';
import type { SoftcopyPresentation } from '../../../src/domain/presentation/presentation-state';

/** A presentation state of the test pictures that changes nothing: every stage of it an identity. */
export const aState = (change: Partial<SoftcopyPresentation> = {}): SoftcopyPresentation => ({
  id: instanceUid('2.25.100'),
  study: studyUid('2.25.2'),
  label: 'TEST',
  applies: [{ instance: instanceUid('2.25.1') }],
  voi: [],
  presentationLut: { shape: 'IDENTITY' },
  rotation: 0,
  flipHorizontal: false,
  areas: [],
  shutters: [],
  annotations: [],
  notApplied: [],
  ...change,
});
