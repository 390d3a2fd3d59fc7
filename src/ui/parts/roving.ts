import { nextTurn } from '../../domain/turns';

/**
 * One stop for the Tab key in a row of controls, arrows between them (ARIA toolbar pattern). For `{@attach}`; the tab
 * stops in the row are its alone.
 */
export function roving(row: HTMLElement): () => void {
  const everyControl = () => [...row.querySelectorAll<HTMLElement>('button, select')];
  const controls = () => everyControl().filter(isReachable);
  let current: HTMLElement | undefined;

  function settle(all: readonly HTMLElement[] = controls()) {
    if (current === undefined || !all.includes(current)) current = all[0];
    for (const control of everyControl()) control.tabIndex = control === current ? 0 : -1;
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

  // Whether a control can be seen, the whole page has to be laid out for: once, in a turn of its own, however much changed.
  let isSettling = false;
  const settleSoon = () => {
    if (isSettling) return;
    isSettling = true;
    void nextTurn().then(() => {
      isSettling = false;
      if (row.isConnected) settle();
    });
  };
  const observer = new MutationObserver(settleSoon);
  observer.observe(row, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  row.addEventListener('focusin', onfocusin);
  row.addEventListener('keydown', onkeydown);
  settle(everyControl().filter(isEnabled));
  settleSoon();
  return () => {
    observer.disconnect();
    row.removeEventListener('focusin', onfocusin);
    row.removeEventListener('keydown', onkeydown);
  };
}

const isEnabled = (control: HTMLElement) => !control.matches(':disabled');
const isReachable = (control: HTMLElement) => isEnabled(control) && control.checkVisibility();
