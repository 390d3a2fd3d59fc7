import type { Presentation } from '../../domain/presentation/view-state';
import { greyScale, type GreyScale } from './grey';
import { attributesOfPicture, describedOf, paddingOf } from './attributes';
import type { Picture } from './painter';

/** The grey pipeline of a picture, or of a range of 8 bits for colour, which has none. */
export function scaleOf(picture: Picture, presentation: Presentation): GreyScale {
  const { decoded, ownRange } = picture;
  const { range, pixels } =
    decoded.kind === 'grey' ? decoded : { range: [0, 255] as const, pixels: undefined };
  return greyScale(
    { range, ownRange, ...(pixels && { pixels }) },
    attributesOfPicture(picture),
    paddingOf(picture),
    presentation,
  );
}

/** The ends of a window as stored values, because the graphics memory holds those. */
export function storedRange(
  { frame }: Picture,
  { center, width }: GreyScale['window'],
  voi: GreyScale['voi'],
) {
  const { modalityLut } = describedOf(frame);
  const { slope, intercept } = modalityLut.kind === 'rescale' ? modalityLut : { slope: 1, intercept: 0 };
  const [middle, half] = voi === 'LINEAR' ? [center - 0.5, (width - 1) / 2] : [center, width / 2];
  const ends = [(middle - half - intercept) / slope, (middle + half - intercept) / slope] as const;
  return { lower: Math.min(...ends), upper: Math.max(...ends), isFalling: slope < 0 };
}
