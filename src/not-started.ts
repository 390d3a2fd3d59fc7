import { showNotice } from './notice';
import { startTexts } from './texts/en/start';

/** Letters of an error that are shown to support */
const MOST = 200;

/** A script runs: the page's own sentence for the case that none does goes. */
export function hasStarted(document: Document): void {
  document.getElementById('not-started')?.remove();
}

/**
 * The program failed before there was a screen: mostly because the code of it did not come, after an update of the site or
 * when the line broke.
 * @param target what to fill; everything in it goes
 */
export function showNotStarted(target: HTMLElement, error: unknown): void {
  const { reload, ...words } = startTexts.notStarted;
  const detail = error instanceof Error ? error.message.slice(0, MOST) : 'The reason is not known.';
  target.ownerDocument.body.classList.add('launch');
  showNotice(target, { ...words, detail, canRetry: true }, [{ name: reload, href: '' }]);
  // Following a link to where one is forgets which launch this entry of the history belongs to; a reload does not.
  target.querySelector('a')?.addEventListener('click', (event) => {
    event.preventDefault();
    target.ownerDocument.defaultView?.location.reload();
  });
}
