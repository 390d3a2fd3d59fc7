import paper from './paper.css?inline';
import type { Patient } from '../../domain/patient/patient';
import { pictureTexts } from '../../texts/en/pictures';
import { whoseWords } from '../texts/whose-words';
import { printTexts } from '../../texts/en/printing';

/** A foot has one line of its own; the head of what is printed has all of a longer name. */
const LONGEST_NAME = 80;

/** As a string of a style sheet: nothing that a name holds ends it. */
export const cssString = (words: string): string =>
  `"${words.replace(/\p{Cc}+/gu, ' ').replace(/["\\]/g, (sign) => `\\${sign}`)}"`;

/**
 * At the foot of every page that is printed, from whatever state of the screen: whose it is, and which page of how many
 * (CSS Paged Media 3 §4). A browser without margin boxes prints its own foot.
 *
 * @returns takes it away
 */
export function pageFoot(patient: Patient): () => void {
  if (!('adoptedStyleSheets' in document)) return () => undefined;
  const sheet = new CSSStyleSheet();
  const style = 'font: 8pt sans-serif; vertical-align: top; padding-top: 4mm;';
  sheet.replaceSync(`${paper} @page {
    margin: 15mm 15mm 18mm;
    @bottom-left { content: ${cssString(`${whoseWords(patient, LONGEST_NAME)} · ${pictureTexts.purpose}`)}; width: 80%; text-align: left; ${style} }
    @bottom-right {
      content: ${cssString(`${printTexts.page} `)} counter(page) ${cssString(` ${printTexts.of} `)} counter(pages);
      text-align: right; white-space: nowrap; ${style}
    }
  }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}
