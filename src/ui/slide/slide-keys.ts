import type { Pair } from '../../domain/slide/slide';

export type SlideAct =
  /** Shares of the view */
  | { readonly kind: 'pan'; readonly by: Pair }
  | { readonly kind: 'zoom'; readonly by: number }
  | { readonly kind: 'whole' | 'point' | 'leave' };

const STEP = 0.15;
const NEARER = Math.SQRT2;

const KEYS: Readonly<Record<string, SlideAct>> = {
  ArrowLeft: { kind: 'pan', by: [STEP, 0] },
  ArrowRight: { kind: 'pan', by: [-STEP, 0] },
  ArrowUp: { kind: 'pan', by: [0, STEP] },
  ArrowDown: { kind: 'pan', by: [0, -STEP] },
  '+': { kind: 'zoom', by: NEARER },
  '=': { kind: 'zoom', by: NEARER },
  '-': { kind: 'zoom', by: 1 / NEARER },
  PageUp: { kind: 'zoom', by: 2 },
  PageDown: { kind: 'zoom', by: 0.5 },
  Home: { kind: 'whole' },
  '0': { kind: 'whole' },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'target'>;

/** What a key does with a slide; `undefined` where it is another's: what is typed, and what presses a button. */
export function slideKey(
  { key, ctrlKey, altKey, metaKey, target }: Pressed,
  measuring: boolean,
): SlideAct | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  if (target instanceof HTMLElement && target.closest('input, select, textarea')) return undefined;
  const onButton = target instanceof HTMLElement && target.closest('button') !== null;
  if (measuring && key === 'Enter' && !onButton) return { kind: 'point' };
  if (measuring && key === 'Escape') return { kind: 'leave' };
  return KEYS[key];
}
