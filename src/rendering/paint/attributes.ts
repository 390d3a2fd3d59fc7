import { attributesOf, type Frame, type FrameAttributes, type ImagePixel } from '../../domain/study/study';
import type { Picture } from './painter';

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

/**
 * The attributes of a picture's values. Differences are rescaled without the intercept, which fell out; a window or table of the
 * object is for its values as they were stored (PS3.3 C.7.6.10), and none for them.
 */
export function attributesOfPicture({
  frame,
  subtraction,
}: Pick<Picture, 'frame' | 'subtraction'>): FrameAttributes {
  const described = describedOf(frame);
  if (!subtraction) return described;
  const { modalityLut } = described;
  const slope = modalityLut.kind === 'rescale' && !described.subtractionLut ? modalityLut.slope : 1;
  return {
    ...described,
    modalityLut: { kind: 'rescale', slope, intercept: 0 },
    windows: [],
    voiLuts: [],
    voiFunction: 'LINEAR',
    pValues: undefined,
    realWorld: undefined,
  };
}

/** What is no value among a picture's pixels. Differences have none: what was padding is padding in both. */
export const paddingOf = ({
  frame,
  subtraction,
}: Pick<Picture, 'frame' | 'subtraction'>): Pick<ImagePixel, 'padding'> =>
  subtraction ? {} : { padding: frame.instance.image?.padding };

/** The colours of a picture's upper values; none of differences, and none of a frame that says it has none. */
export const supplementOf = ({ frame, subtraction }: Pick<Picture, 'frame' | 'subtraction'>) =>
  subtraction || attributesOf(frame)?.isMonochrome ? undefined : frame.instance.image?.supplement;
