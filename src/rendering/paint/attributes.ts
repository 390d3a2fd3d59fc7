import { attributesOf, type Frame, type FrameAttributes } from '../../domain/study/study';

/** For a frame that its object does not describe: as stored, over its range of values. */
const UNDESCRIBED: FrameAttributes = {
  modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
  windows: [],
  voiLuts: [],
  voiFunction: 'LINEAR',
  inverse: false,
};

/** The frame's attributes, or plain ones. */
export const describedOf = (frame: Frame): FrameAttributes => attributesOf(frame) ?? UNDESCRIBED;
