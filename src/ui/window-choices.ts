import type { DisplaySet } from '../domain/display-set';
import { CT_WINDOWS, type Presentation } from '../domain/presentation';
import { ownWindows } from './picture-words';

export interface WindowChoice {
  readonly id: string;
  readonly words: string;
  /** `undefined` is the object's own first window */
  readonly window: Presentation['window'];
}

/** The object's own windows by their explanations, and on CT the ones that clinicians know by name. */
export function windowChoices(displaySet: DisplaySet | undefined, at: number): readonly WindowChoice[] {
  const [first, ...others] = displaySet ? ownWindows(displaySet, at) : [];
  const own: WindowChoice = {
    id: 'own',
    words: first?.explanation ? `Stored: ${first.explanation}` : 'As stored',
    window: undefined,
  };
  const further = others.map(({ center, width, explanation }, index): WindowChoice => ({
    id: `own-${index + 2}`,
    words: explanation ?? `Stored window ${index + 2}`,
    window: { center, width },
  }));
  if (displaySet?.modality !== 'CT') return [own, ...further];
  const named = CT_WINDOWS.map(({ name, center, width }, index): WindowChoice => ({
    id: name,
    words: `${index + 1}  ${name}`,
    window: { center, width },
  }));
  return [own, ...further, ...named];
}
