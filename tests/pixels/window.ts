import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';

/** How a frame is to be shown by what its object says. */
export interface Windowing {
  /** In words */
  readonly what: 'window' | 'window of the functional groups' | 'VOI LUT' | 'identity' | 'range';
  /** What dcm2pnm is told */
  readonly words: readonly string[];
  /** The window's ends as stored values, where it has ends */
  readonly ends?: Ends;
}

export interface Ends {
  readonly least: number;
  readonly most: number;
}

const itemOf = (dataset: DicomJson | undefined, tag: string, at = 0): DicomJson | undefined =>
  dataset?.[tag]?.Value?.[at] as DicomJson | undefined;

/**
 * The object's own first window, its first VOI LUT, identity where values are stored as they are seen, or its range of
 * values without padding. dcm2pnm reads neither
 * functional groups nor padding, has no window narrower than 1 and no fractions: such windows go to it as stored values.
 *
 * @param range of the frame's stored values without padding
 * @param padded whether there is padding in the frame
 */
export function windowingOf(dataset: DicomJson, number: number, range: Ends, padded: boolean): Windowing {
  const group = (tag: string) =>
    itemOf(itemOf(dataset, '52009230', number - 1), tag) ?? itemOf(itemOf(dataset, '52009229'), tag);
  const voi = group('00289132');
  const transformation = group('00289145');
  const windowed = voi ?? dataset;
  const [center, width] = [numberOf(windowed, '00281050'), numberOf(windowed, '00281051')];
  const slope = numberOf(transformation ?? dataset, '00281053') || 1;
  const intercept = numberOf(transformation ?? dataset, '00281052') ?? 0;
  if (center !== undefined && width !== undefined && width > 0) {
    const shape = textOf(windowed, '00281056') === 'SIGMOID' ? '+Wfs' : '+Wfl';
    const isFraction = ![range.least, range.most].every((end) => Number.isInteger(end * slope + intercept));
    const ends = storedEnds([center, width], [slope, intercept], isFraction);
    // dcm2pnm rounds what comes out of the modality stage, and then windows of fractions are not the object's.
    const whole = Number.isInteger(slope) && Number.isInteger(intercept);
    const own = !voi && !transformation;
    const words = own && (whole || shape === '+Wfs') ? ['+Wi', '1'] : fromEnds(ends);
    return { what: own ? 'window' : 'window of the functional groups', words: [...words, shape], ends };
  }
  if (itemOf(dataset, '00283010')?.['00283006']?.vr !== undefined && hasLut(dataset))
    return { what: 'VOI LUT', words: ['+Wl', '1'] };
  const bits = numberOf(dataset, '00280101') ?? 16;
  if (AS_SEEN.has(textOf(dataset, '00080016') ?? '') && bits === 8 && !isSigned(dataset)) {
    const ends = { least: 0, most: 255 };
    return { what: 'identity', words: fromEnds(ends), ends };
  }
  const narrow = Math.abs((range.most - range.least) * slope) < 1;
  const plain = !padded && !transformation && !narrow;
  return { what: 'range', words: plain ? ['+Wm'] : fromEnds(range), ends: range };
}

/** Ultrasound, secondary captures and ophthalmic photographs: their bytes are P-Values (PS3.3 C.11.2.1.2.1, A.8.3.4). */
const AS_SEEN = new Set([
  '1.2.840.10008.5.1.4.1.1.3.1',
  '1.2.840.10008.5.1.4.1.1.6.1',
  '1.2.840.10008.5.1.4.1.1.7',
  '1.2.840.10008.5.1.4.1.1.7.2',
  '1.2.840.10008.5.1.4.1.1.77.1.5.1',
]);
const isSigned = (dataset: DicomJson) => numberOf(dataset, '00280103') === 1;

const hasLut = (dataset: DicomJson) => numberOf(itemOf(dataset, '00283010') ?? {}, '00283002') !== undefined;

/** PS3.3 C.11.2.1.2.1: the linear window's ends, taken back to stored values. */
function storedEnds(
  [center, width]: readonly [number, number],
  [slope, intercept]: readonly [number, number],
  isFraction: boolean,
): Ends {
  // A width below 1 is no linear window, and 1 knows only black and white: where values are fractions the exact one
  // is meant (C.11.2.1.3.2).
  const [middle, half] =
    width < 1 || (width === 1 && isFraction) ? [center, width / 2] : [center - 0.5, (width - 1) / 2];
  const [a = 0, b = 0] = [middle - half, middle + half].map((end) => (end - intercept) / slope);
  return { least: Math.min(a, b), most: Math.max(a, b) };
}

const fromEnds = ({ least, most }: Ends): readonly string[] => [
  '-M',
  '+Ww',
  String((least + most) / 2 + 0.5),
  String(most - least + 1),
];
