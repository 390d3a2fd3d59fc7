import type { DisplaySet } from '../../domain/study/display-set';
import { CT_WINDOWS, type Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import { realWorldOf, valueMeaning } from '../../domain/measure/value-meaning';
import { attributesOf, type FrameAttributes } from '../../domain/study/study';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import { commandNames, commandTexts } from '../../texts/en/commands';

export interface WindowChoice {
  readonly id: string;
  readonly words: string;
  /** Without the key that does the same */
  readonly name?: string;
  /** `undefined` is the object's own first window */
  readonly window: Presentation['window'];
  /** One of the object's own tables, from 0 */
  readonly voiLut?: number;
}

/** Which of the choices is in force; `undefined` for a window that none of them is. */
export const chosenWindow = (
  choices: readonly WindowChoice[],
  now: Pick<Presentation, 'window' | 'voiLut'> | undefined,
): WindowChoice | undefined =>
  choices.find(({ window, voiLut }) =>
    now?.window
      ? window?.center === now.window.center && window.width === now.window.width
      : window === undefined && voiLut === now?.voiLut,
  );

/** What the window in force is called; one that was set by hand has no other name. */
export function windowName({
  displaySet,
  shown,
  at,
  state,
}: Pick<ViewportContext, 'displaySet' | 'shown' | 'at' | 'state'>): string {
  const chosen = chosenWindow(
    windowChoices(displaySet, shown?.at ?? at, state?.softcopyInForce, state?.subtraction !== undefined),
    state?.presentation,
  );
  return commandTexts.windowCalled(chosen?.name ?? chosen?.words);
}

/**
 * Whether a presentation state leaves a picture's values on the scale of the picture's own windows: one that says nothing
 * of the modality LUT shows stored values (PS3.4 N.2.1), to which neither those nor HU mean anything.
 */
const keepsScale = (softcopy: SoftcopyPresentation | undefined): boolean =>
  softcopy === undefined ||
  softcopy.modalityLut?.kind === 'rescale' ||
  softcopy.notApplied.includes('modality LUT');

/** By what the object says its values are, whatever its modality. @param at the frame, from 0 */
export const inHounsfieldUnits = (
  displaySet: DisplaySet | undefined,
  softcopy: SoftcopyPresentation | undefined,
  at = 0,
): boolean => {
  const frame = displaySet?.frames[at];
  const attributes = frame && attributesOf(frame);
  if (!attributes || frame.instance.image?.samplesPerPixel !== 1 || !keepsScale(softcopy)) return false;
  return valueMeaning(frame.instance, attributes).of === 'attenuation' && isOnRescale(attributes);
};

/** Windows are of modality values: a unit that only a mapping beside them gives is not theirs. */
const isOnRescale = (attributes: FrameAttributes) => realWorldOf(attributes) === undefined;

/**
 * The object's own windows and tables by their explanations, and where its values are HU the windows that clinicians know
 * by name. Where a presentation state is in force its own comes first. Differences have none but their own range.
 * @param subtracted whether the picture is shown subtracted
 */
export function windowChoices(
  displaySet: DisplaySet | undefined,
  at: number,
  softcopy?: SoftcopyPresentation,
  subtracted = false,
): readonly WindowChoice[] {
  if (subtracted) return [{ id: 'own', words: commandTexts.windowOwnRange, window: undefined }];
  const frame = displaySet?.frames[at];
  const attributes = frame && attributesOf(frame);
  const windows = keepsScale(softcopy) ? (attributes?.windows ?? []) : [];
  // A state that is in force says its own table, or none.
  const tables = softcopy ? [] : (attributes?.voiLuts ?? []);
  const others = softcopy ? windows : windows.slice(1);
  const own: WindowChoice = {
    id: 'own',
    words: softcopy ? commandTexts.windowAsSaved : ownWords(attributes),
    name: softcopy ? undefined : explained(attributes?.windows[0] ?? attributes?.voiLuts[0]),
    window: undefined,
  };
  const further = others.map((one, index): WindowChoice => {
    const name = explained(one);
    return {
      id: `own-${index + 2}`,
      words:
        softcopy && name !== undefined
          ? commandTexts.windowStored(name)
          : (name ?? commandTexts.windowNumbered(index + 2)),
      window: { center: one.center, width: one.width },
    };
  });
  // The first of them is what is shown as stored where there is no window.
  const byTable = tables
    .map((one, index): WindowChoice => ({
      id: `table-${index + 1}`,
      words: explained(one) ?? commandTexts.tableNumbered(index + 1),
      window: undefined,
      voiLut: index,
    }))
    .slice(windows.length > 0 ? 0 : 1);
  const named = inHounsfieldUnits(displaySet, softcopy, at)
    ? CT_WINDOWS.map(({ id, center, width }, index): WindowChoice => ({
        id,
        words: commandTexts.windowNamed(index + 1, commandNames[id]),
        name: commandNames[id],
        window: { center, width },
      }))
    : [];
  return [own, ...further, ...byTable, ...named];
}

/** What the file calls a window or a table, in a person's words. */
const explained = (one: { readonly explanation?: string } | undefined): string | undefined =>
  one?.explanation === undefined ? undefined : commandTexts.windowExplained(one.explanation);

/** What is shown as long as nothing is chosen: by its explanation, or that it is the run's own range of values. */
function ownWords(attributes: FrameAttributes | undefined): string {
  const first = attributes?.windows[0] ?? attributes?.voiLuts[0];
  const name = explained(first);
  if (name !== undefined) return commandTexts.windowStored(name);
  return attributes && !first && !attributes.pValues
    ? commandTexts.windowOwnRange
    : commandTexts.windowAsStored;
}
