import { askToPrint } from '../print/asking';

/** While a part is printed, it is all that is on paper. */
const ALONE =
  '@media screen { .paper-alone { display: none } } @media print { body > :not(.paper-alone) { display: none } }';

/**
 * Prints one part of the screen by itself, as it stands there: a copy of it, so that nothing else needs to know. Meanwhile the
 * root says so (`data-print`).
 *
 * @returns whether the browser prints
 */
export function printAlone(part: HTMLElement, as: string): boolean {
  const copy = part.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return false;
  copy.classList.add('paper-alone');
  copy.setAttribute('aria-hidden', 'true');
  const before = document.adoptedStyleSheets;
  if (before) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(ALONE);
    document.adoptedStyleSheets = [...before, sheet];
  }
  document.body.append(copy);
  document.documentElement.dataset['print'] = as;
  const done = () => {
    delete document.documentElement.dataset['print'];
    copy.remove();
    if (before) document.adoptedStyleSheets = before;
  };
  return askToPrint(done) === 'printed';
}
