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
export async function printAlone(part: HTMLElement, as: string): Promise<boolean> {
  const copy = part.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return false;
  copy.classList.add('paper-alone');
  copy.setAttribute('aria-hidden', 'true');
  const before = document.adoptedStyleSheets;
  const sheet = before && new CSSStyleSheet();
  if (sheet) {
    sheet.replaceSync(ALONE);
    document.adoptedStyleSheets = [...before, sheet];
  }
  document.body.append(copy);
  document.documentElement.dataset['print'] = as;
  const done = () => {
    delete document.documentElement.dataset['print'];
    copy.remove();
    // It may have been asked for again meanwhile: only what is of this time goes.
    if (sheet) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  return (await askToPrint(done)) === 'printed';
}
