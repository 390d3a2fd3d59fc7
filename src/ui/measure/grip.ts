type Point = readonly [x: number, y: number];

type Held = PointerEvent & { readonly currentTarget: EventTarget & SVGElement };

/** A part of a drawing that a hand takes hold of. */
export interface Grip {
  readonly onpointerdown: (event: Held) => void;
  readonly onpointermove: (event: PointerEvent) => void;
  readonly onpointerup: (event: PointerEvent) => void;
  readonly onpointercancel: (event: PointerEvent) => void;
}

/**
 * Follows a hand that went down on an element, outside of it as well. The press goes no further: it is none on the
 * picture. Other buttons are the picture's.
 *
 * @param onmove CSS pixels since the last move; `settled` when the hand lets go
 * @param still CSS pixels within which a hand has not moved
 */
export function grip(onmove: (by: Point, settled: boolean) => void, still = 0): Grip {
  let held: { readonly pointer: number; readonly at: Point; readonly moves: boolean } | undefined;

  const follow = (event: PointerEvent, settled: boolean) => {
    if (held?.pointer !== event.pointerId) return;
    event.stopPropagation();
    const by: Point = [event.clientX - held.at[0], event.clientY - held.at[1]];
    const { moves } = held;
    if (!moves && Math.hypot(...by) <= still) {
      if (settled) held = undefined;
      return;
    }
    held = settled
      ? undefined
      : { pointer: event.pointerId, at: [event.clientX, event.clientY], moves: true };
    onmove(by, settled);
  };

  return {
    onpointerdown(event) {
      if (event.button !== 0) return;
      event.stopPropagation();
      held = { pointer: event.pointerId, at: [event.clientX, event.clientY], moves: still === 0 };
      try {
        event.currentTarget.setPointerCapture(event.pointerId);
      } catch (error) {
        // A pointer that has ended meanwhile cannot be captured, which is no fault.
        if (!(error instanceof DOMException)) throw error;
      }
    },
    onpointermove: (event) => follow(event, false),
    onpointerup: (event) => follow(event, true),
    onpointercancel: (event) => follow(event, true),
  };
}
