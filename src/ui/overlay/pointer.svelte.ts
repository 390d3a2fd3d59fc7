/** Where a pointer is over an element, in its CSS pixels; absent where it is elsewhere. At most one place a frame. */
export function pointerOver(element: () => HTMLElement): {
  readonly at: readonly [number, number] | undefined;
} {
  let at = $state.raw<readonly [number, number]>();
  $effect(() => {
    const over = element();
    let frame: number | undefined;
    const moved = ({ clientX, clientY }: PointerEvent) => {
      if (frame !== undefined) return;
      frame = requestAnimationFrame(() => {
        frame = undefined;
        const { left, top } = over.getBoundingClientRect();
        at = [clientX - left, clientY - top];
      });
    };
    const left = () => (at = undefined);
    over.addEventListener('pointermove', moved);
    over.addEventListener('pointerleave', left);
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      over.removeEventListener('pointermove', moved);
      over.removeEventListener('pointerleave', left);
    };
  });
  return {
    get at() {
      return at;
    },
  };
}
