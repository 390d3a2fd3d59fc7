import type { DisplaySet } from '../../domain/study/display-set';
import { CT_WINDOWS, type Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import { attributesOf, type VoiWindow } from '../../domain/study/study';
import { commandNames, commandTexts } from '../../texts/en/commands';

/** The windows an object offers, with what it calls them. */
function ownWindows(displaySet: DisplaySet, at: number): readonly VoiWindow[] {
  const frame = displaySet.frames[at];
  return (frame && attributesOf(frame)?.windows) ?? [];
}

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
    words: softcopy
      ? commandTexts.windowAsSaved
      : first?.explanation
        ? commandTexts.windowStored(first.explanation)
        : commandTexts.windowAsStored,
    window: undefined,
  };
  const further = others.map(({ center, width, explanation }, index): WindowChoice => ({
    id: `own-${index + 2}`,
    words:
      softcopy && explanation
        ? commandTexts.windowStored(explanation)
        : (explanation ?? commandTexts.windowNumbered(index + 2)),
    window: { center, width },
  }));
  if (!inHounsfieldUnits(displaySet, softcopy)) return [own, ...further];
  const named = CT_WINDOWS.map(({ id, center, width }, index): WindowChoice => ({
    id,
    words: commandTexts.windowNamed(index + 1, commandNames[id]),
    window: { center, width },
  }));
  return [own, ...further, ...named];
}
