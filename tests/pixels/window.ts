import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';

/** How dcm2pnm is told to show a frame the way its object says, and in words what that is. */
export interface Windowing {
  readonly words: readonly string[];
  readonly what: string;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

const itemOf = (dataset: DicomJson | undefined, tag: string): DicomJson | undefined =>
  dataset?.[tag]?.Value?.[0] as DicomJson | undefined;

const itemAt = (dataset: DicomJson, tag: string, at: number): DicomJson | undefined =>
  dataset[tag]?.Value?.[at] as DicomJson | undefined;

/**
 * The object's own first window, its first VOI LUT, or its range of values without padding. dcm2pnm reads neither
 * functional groups nor padding, so that their windows are given to it as stored values.
 *
 * @param range of the frame's stored values without padding
 * @param padded whether there is padding in the frame
 */
export function windowingOf(dataset: DicomJson, number: number, range: Range, padded: boolean): Windowing {
  const group = (tag: string) =>
    itemOf(itemAt(dataset, '52009230', number - 1), tag) ?? itemOf(itemOf(dataset, '52009229'), tag);
  const voi = group('00289132');
  const transformation = group('00289145');
  const windowed = voi ?? dataset;
  const [center, width] = [numberOf(windowed, '00281050'), numberOf(windowed, '00281051')];
  const hasWindow = center !== undefined && width !== undefined && width > 0;
  const shape = textOf(windowed, '00281056') === 'SIGMOID' ? ['+Wfs'] : ['+Wfl'];
  if (hasWindow && !voi && !transformation) return { words: ['+Wi', '1', ...shape], what: 'window' };
  const slope = numberOf(transformation ?? dataset, '00281053') || 1;
  const intercept = numberOf(transformation ?? dataset, '00281052') ?? 0;
  if (hasWindow) {
    // PS3.3 C.11.2.1.2.1: the window's ends, taken back to stored values
    const ends = [center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2].map(
      (end) => (end - intercept) / slope,
    );
    return { words: ['-M', ...ofEnds(ends), ...shape], what: 'window of the functional groups' };
  }
  if (itemOf(dataset, '00283010')) return { words: ['+Wl', '1'], what: 'VOI LUT' };
  if (!padded && !transformation) return { words: ['+Wm'], what: 'range' };
  return { words: ['-M', ...ofEnds([range.least, range.most])], what: 'range' };
}

function ofEnds(ends: readonly number[]): readonly string[] {
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  return ['+Ww', String((least + most) / 2 + 0.5), String(most - least + 1)];
}
