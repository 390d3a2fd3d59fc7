/** What a reader of the screen says by a name of its own */
const NAMED = 'section[aria-label], [role="group"], [role="region"], dialog, nav, main';

/**
 * What goes away while it has the focus, as "Try again" does with what it says, hands the focus to what it stood in: whoever
 * works by keyboard goes on from there, and a reader of the screen says where that is (WCAG 2.4.3).
 * @param root within which that is so
 * @returns ends it
 */
export function handFocusOn(root: HTMLElement): () => void {
  const { ownerDocument } = root;
  let focused: Element | undefined;
  let around: readonly HTMLElement[] = [];

  function onfocusin({ target }: FocusEvent) {
    focused = target instanceof Element ? target : undefined;
    const found: HTMLElement[] = [];
    for (let at = focused?.parentElement; at; at = at.parentElement) if (at.matches(NAMED)) found.push(at);
    around = found;
  }
  /** Whoever presses beside everything has put the focus away. */
  function onpointerdown() {
    focused = undefined;
  }
  const isLost = () =>
    focused !== undefined && !focused.isConnected && ownerDocument.activeElement === ownerDocument.body;

  const observer = new MutationObserver(() => {
    if (!isLost()) return;
    // Whoever gives it to something else does so in this turn.
    setTimeout(() => {
      const next = isLost() ? around.find((one) => one.isConnected) : undefined;
      if (!next) return;
      if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
      next.focus({ preventScroll: true });
    });
  });
  root.addEventListener('focusin', onfocusin);
  root.addEventListener('pointerdown', onpointerdown, true);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', onfocusin);
    root.removeEventListener('pointerdown', onpointerdown, true);
    observer.disconnect();
  };
}
