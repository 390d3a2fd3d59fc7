/** How much of the screen is had: all of it, or all of the window where the page may have no more. */
export type Extent = 'screen' | 'window';

/**
 * Puts an element alone on the screen: nothing beside it is seen, focused or spoken. Where the browser or the record's frame does not
 * allow full screen it fills the window.
 * @param told which of the two it became
 * @param onleft full screen was left by the browser's own key
 */
export function aloneOnScreen(told: (extent: Extent) => void, onleft: () => void) {
  return (element: HTMLElement) => {
    const before = document.activeElement;
    const others = besides(element).filter((one) => !one.inert);
    for (const one of others) one.inert = true;
    let gone = false;
    let full = false;

    const fill = () => {
      if (gone) return;
      // Over everything, whatever it is in; and still hidden with what it is in.
      element.popover = 'manual';
      element.showPopover?.();
      told('window');
      element.focus();
    };
    const onchange = () => {
      if (document.fullscreenElement === element) return;
      if (full) onleft();
    };
    element.addEventListener('fullscreenchange', onchange);
    const asked = document.fullscreenEnabled
      ? element.requestFullscreen({ navigationUI: 'hide' })
      : undefined;
    if (asked === undefined) fill();
    else
      asked.then(() => {
        if (gone) return void document.exitFullscreen().catch(() => undefined);
        full = true;
        told('screen');
        element.focus();
      }, fill);

    return () => {
      gone = true;
      full = false;
      element.removeEventListener('fullscreenchange', onchange);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
      for (const one of others) one.inert = false;
      if (before instanceof HTMLElement) before.focus();
    };
  };
}

/** Everything on the page that is neither in an element nor around it. */
function besides(element: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at && at !== document.body; at = at.parentElement)
    for (const one of at.parentElement?.children ?? [])
      if (one !== at && one instanceof HTMLElement) found.push(one);
  return found;
}
