/**
 * One stop for the Tab key in a row of controls, arrows between them (ARIA toolbar pattern). For `{@attach}`; the tab
 * stops in the row are its alone.
 */
export function roving(row: HTMLElement): () => void {
  const controls = () => [...row.querySelectorAll<HTMLElement>('button, select')].filter(isReachable);
  let current: HTMLElement | undefined;

  function settle() {
    const all = controls();
    if (current === undefined || !all.includes(current)) current = all[0];
    for (const control of row.querySelectorAll<HTMLElement>('button, select'))
      control.tabIndex = control === current ? 0 : -1;
  }

  function onfocusin({ target }: FocusEvent) {
    if (target instanceof HTMLElement) {
      current = target;
      settle();
    }
  }

  function onkeydown(event: KeyboardEvent) {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = controls();
    const at = all.findIndex((control) => control === document.activeElement);
    const to: Partial<Record<string, number>> = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = to[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    all[next]?.focus();
  }

  const observer = new MutationObserver(settle);
  observer.observe(row, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  row.addEventListener('focusin', onfocusin);
  row.addEventListener('keydown', onkeydown);
  settle();
  return () => {
    observer.disconnect();
    row.removeEventListener('focusin', onfocusin);
    row.removeEventListener('keydown', onkeydown);
  };
}

const isReachable = (control: HTMLElement) => !control.matches(':disabled') && control.checkVisibility();
