import type { DisplaySet } from '../../domain/study/display-set';
import { CT_WINDOWS, type Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import { ownWindows } from '../texts/picture-words';

export interface WindowChoice {
  readonly id: string;
  readonly words: string;
  /** `undefined` is the object's own first window */
  readonly window: Presentation['window'];
}

/**
 * Whether a presentation state leaves a picture's values on the scale of the picture's own windows: one that says nothing
 * of the modality LUT shows stored values (PS3.4 N.2.1), to which neither those nor HU mean anything.
 */
const keepsScale = (softcopy: SoftcopyPresentation | undefined): boolean =>
  softcopy === undefined ||
  softcopy.modalityLut?.kind === 'rescale' ||
  softcopy.notApplied.includes('modality LUT');

export const inHounsfieldUnits = (
  displaySet: DisplaySet | undefined,
  softcopy: SoftcopyPresentation | undefined,
): boolean => displaySet?.modality === 'CT' && keepsScale(softcopy);

/**
 * The object's own windows by their explanations, and on CT the ones that clinicians know by name. Where a presentation
 * state is in force its own comes first.
 */
export function windowChoices(
  displaySet: DisplaySet | undefined,
  at: number,
  softcopy?: SoftcopyPresentation,
): readonly WindowChoice[] {
  const windows = displaySet && keepsScale(softcopy) ? ownWindows(displaySet, at) : [];
  const first = softcopy ? undefined : windows[0];
  const others = softcopy ? windows : windows.slice(1);
  const own: WindowChoice = {
    id: 'own',
    words: softcopy ? 'As saved' : first?.explanation ? `Stored: ${first.explanation}` : 'As stored',
    window: undefined,
  };
  const further = others.map(({ center, width, explanation }, index): WindowChoice => ({
    id: `own-${index + 2}`,
    words: softcopy && explanation ? `Stored: ${explanation}` : (explanation ?? `Stored window ${index + 2}`),
    window: { center, width },
  }));
  if (!inHounsfieldUnits(displaySet, softcopy)) return [own, ...further];
  const named = CT_WINDOWS.map(({ name, center, width }, index): WindowChoice => ({
    id: name,
    words: `${index + 1}  ${name}`,
    window: { center, width },
  }));
  return [own, ...further, ...named];
}
