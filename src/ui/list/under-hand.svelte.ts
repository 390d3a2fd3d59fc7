/** Milliseconds after which a pointer that rests no longer holds what is under it */
const RESTED = 1_500;

/**
 * What is under a pointer stays as it is until the pointer has left or rested: whoever is about to press must not press
 * something else that was learned meanwhile.
 *
 * @param now what there is to be held, or nothing
 */
export function underHand<T>(now: () => T | undefined) {
  let held = $state.raw<T>();
  let rested: ReturnType<typeof setTimeout> | undefined;
  const release = () => {
    clearTimeout(rested);
    held = undefined;
  };
  const hold = ({ buttons }: PointerEvent) => {
    clearTimeout(rested);
    // However long it is pressed, that is no rest.
    if (!buttons) rested = setTimeout(release, RESTED);
    held ??= now();
  };
  /** A finger leaves before its press is told. */
  const leave = ({ pointerType }: PointerEvent) => {
    if (pointerType === 'mouse') release();
  };
  return {
    /** As it was when the pointer came; `undefined` where nothing is held */
    get held() {
      return held;
    },
    release,
    /** For `{@attach}` on what is pressed */
    attach: (element: HTMLElement) => {
      for (const type of ['pointermove', 'pointerdown', 'pointerup', 'pointercancel'] as const)
        element.addEventListener(type, hold);
      element.addEventListener('pointerleave', leave);
      return release;
    },
  };
}
