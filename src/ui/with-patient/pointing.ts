/** Where the large pointer stands, CSS pixels of the element. */
export type Pointer = readonly [x: number, y: number] | undefined;

/**
 * The large pointer follows the mouse and one finger. One finger only points: the picture below is not moved by it. A second finger
 * makes a pinch, which the picture takes.
 */
export function pointing(told: (pointer: Pointer) => void) {
  return (element: HTMLElement) => {
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    /** Fingers on the picture, and what began each */
    const fingers = new Map<number, { readonly began: PointerEvent; passed: boolean }>();

    const tell = ({ clientX, clientY }: PointerEvent) => {
      const { left, top } = element.getBoundingClientRect();
      told([clientX - left, clientY - top]);
    };

    const pass = (finger: { readonly began: PointerEvent; passed: boolean }) => {
      if (finger.passed) return;
      finger.passed = true;
      const { pointerId, pointerType, clientX, clientY, target } = finger.began;
      target?.dispatchEvent(
        new PointerEvent('pointerdown', { pointerId, pointerType, clientX, clientY, bubbles: true }),
      );
    };

    const ondown = (event: PointerEvent) => {
      tell(event);
      if (event.pointerType !== 'touch' || !event.isTrusted) return;
      fingers.set(event.pointerId, { began: event, passed: fingers.size > 0 });
      if (fingers.size === 1) event.stopPropagation();
      else fingers.forEach(pass);
    };
    const onmove = (event: PointerEvent) => {
      const finger = fingers.get(event.pointerId);
      if (finger && !finger.passed) event.stopPropagation();
      if (fingers.size < 2) tell(event);
    };
    const onend = (event: PointerEvent) => {
      if (fingers.get(event.pointerId)?.passed === false) event.stopPropagation();
      fingers.delete(event.pointerId);
    };
    element.addEventListener('pointerdown', ondown, options);
    element.addEventListener('pointermove', onmove, options);
    element.addEventListener('pointerup', onend, options);
    element.addEventListener('pointercancel', onend, options);
    element.addEventListener(
      'pointerleave',
      ({ pointerType, target }) => {
        if (pointerType === 'mouse' && target === element) told(undefined);
      },
      options,
    );
    return () => listening.abort();
  };
}
