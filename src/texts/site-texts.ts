import texts from 'virtual:texts';
import { err, ok, type Result } from '../domain/problem';

/** A site's own texts: by language, by the key of the text that they stand for. */
export type SiteTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Held = string | false | { readonly [key: string]: Held };

/** Letters of the longest text that a site may write */
const LONGEST = 2_000;

/**
 * Checks a site's own texts.
 * @param languages that the site has turned on, English among them
 * @returns a sentence that names what is wrong, in the first place where something is
 */
export function checkSiteTexts(json: unknown, languages: readonly string[]): Result<SiteTexts, string> {
  if (!isObject(json)) return err('The site’s texts must be one object.');
  const checked: Record<string, Readonly<Record<string, string>>> = {};
  for (const [language, own] of Object.entries(json)) {
    // An editor's
    if (language === '$schema') continue;
    if (!languages.includes(language))
      return err(`"${language}" is not a language that config.json turns on.`);
    if (!isObject(own)) return err(`"${language}" must hold texts by their keys.`);
    for (const [key, text] of Object.entries(own)) {
      const wrong = wrongWith(key, text);
      if (wrong !== undefined) return err(`"${language}": "${key}" ${wrong}`);
    }
    checked[language] = own as Readonly<Record<string, string>>;
  }
  return ok(checked);
}

function wrongWith(key: string, text: unknown): string | undefined {
  const held = key.split('.').reduce<Held | undefined>(below, texts as Held);
  if (held === undefined) return 'is no text of this viewer. Check its spelling.';
  if (held === false) return 'is put together anew each time and cannot be changed.';
  if (typeof held !== 'string') return 'is a group of texts. Name one of them.';
  if (typeof text !== 'string' || text.trim() === '') return 'must be a text in quotes.';
  return text.length > LONGEST ? `is longer than ${LONGEST} letters.` : undefined;
}

/** Own keys alone: "constructor" is no text. */
const below = (held: Held | undefined, part: string): Held | undefined =>
  typeof held === 'object' && Object.hasOwn(held, part) ? held[part] : undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
