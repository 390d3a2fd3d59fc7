import type { DisplaySet } from './display-set';

/** How a projection was taken, as far as hanging needs it. Cranio-caudal and medio-lateral oblique are of the breast. */
export type ViewPosition = 'CC' | 'MLO' | 'frontal' | 'lateral';

/**
 * View Position (0018,5101) and the code meanings of the View Code Sequence (PS3.16 CID 4010 and 4014), letters only.
 * A decubitus view (LLD, RLD) is none of these, nor is an exaggerated or rolled one: they hang where a person puts them.
 */
const WORDS: Readonly<Record<ViewPosition, readonly string[]>> = {
  CC: ['CC', 'CRANIOCAUDAL'],
  MLO: ['MLO', 'MEDIOLATERALOBLIQUE'],
  frontal: ['PA', 'AP', 'POSTEROANTERIOR', 'ANTEROPOSTERIOR', 'FRONTAL'],
  lateral: ['LL', 'RL', 'LAT', 'LATERAL', 'LEFTLATERAL', 'RIGHTLATERAL', 'LEFTTORIGHT', 'RIGHTTOLEFT'],
};

/** `undefined` where the object does not say, or says something else. */
export function viewPositionOf({ frames }: Pick<DisplaySet, 'frames'>): ViewPosition | undefined {
  const letters = (frames[0]?.instance.view ?? '').toUpperCase().replace(/[^A-Z]/g, '');
  return (Object.keys(WORDS) as ViewPosition[]).find((view) => WORDS[view].includes(letters));
}

/** Image Laterality (0020,0062) or Laterality (0020,0060) of a projection. */
export const sideOf = ({ frames }: Pick<DisplaySet, 'frames'>): 'L' | 'R' | 'B' | undefined =>
  frames[0]?.instance.laterality;
