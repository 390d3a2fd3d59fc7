type Place = { readonly x: number; readonly y: number };

const LONG_PRESS = 550;
/** A pointer that moved further than this, CSS pixels, was dragging. */
const STILL = 6;

/**
 * Right click without a drag, a long press, or the menu key open the picture's menu. For `{@attach}`. The engine uses
 * right drag for zoom and suppresses the browser's own menu.
 */
export function menuGesture(onmenu: (place: Place) => void): (element: HTMLElement) => () => void {
  return (element) => {
    let from: (Place & { readonly button: number }) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = () => {
      clearTimeout(timer);
      from = undefined;
    };
    const moved = ({ clientX, clientY }: PointerEvent) =>
      from !== undefined && Math.hypot(clientX - from.x, clientY - from.y) > STILL;

    const listeners: { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void } = {
      pointerdown: ({ clientX: x, clientY: y, button, ctrlKey, pointerType, isPrimary }) => {
        forget();
        if (!isPrimary) return;
        // Ctrl and a click are a right click, as on a Mac.
        from = { x, y, button: button === 0 && ctrlKey ? 2 : button };
        if (pointerType === 'touch') timer = setTimeout(() => onmenu({ x, y }), LONG_PRESS);
      },
      pointermove: (event) => {
        if (moved(event)) forget();
      },
      pointerup: (event) => {
        if (from?.button === 2 && !moved(event)) onmenu({ x: event.clientX, y: event.clientY });
        forget();
      },
      pointercancel: forget,
      contextmenu: (event) => event.preventDefault(),
      keydown: (event) => {
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
        event.preventDefault();
        const { left, top } = element.getBoundingClientRect();
        onmenu({ x: left + 24, y: top + 24 });
      },
    };
    // Capturing: the engine stops what it uses.
    for (const [type, listener] of Object.entries(listeners))
      element.addEventListener(type, listener as EventListener, { capture: true });
    return () => {
      forget();
      for (const [type, listener] of Object.entries(listeners))
        element.removeEventListener(type, listener as EventListener, { capture: true });
    };
  };
}
