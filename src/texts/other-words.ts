import rooms from 'virtual:rooms';
import { ok, type Result } from '../domain/problem';
import type { OtherLanguage, SpokenLanguage } from './language';
import { speak, type Language } from './rooms';

/** Words by room and by what the room exports; what is not there stays as it is. */
export type Words = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A language is a chunk of its own. */
const WORDS: Readonly<Record<OtherLanguage, () => Promise<Words>>> = {
  cy: async () => (await import('./cy/words')).words,
};

/**
 * Puts the words of a language in place of the English ones, and those of the site in place of both.
 * @param allowed languages that the site has turned on, English among them
 * @param file what the site's own file holds; absent where there is none, or it cannot be had now
 * @returns a sentence that names what is wrong in the site's file
 */
export async function speakWith(
  language: SpokenLanguage,
  allowed: readonly SpokenLanguage[],
  file: Result<unknown, string> | undefined,
): Promise<Result<void, string>> {
  if (file?.ok === false) return file;
  const words = language === 'en' ? {} : await WORDS[language]();
  const own = file && (await import('./site-texts')).checkSiteTexts(file.value, allowed);
  if (own?.ok === false) return own;
  speak(languageOf([words, nested(own?.value[language] ?? {})]));
  document.documentElement.lang = language;
  return ok(undefined);
}

/** Later words go before earlier ones, text by text. */
export function languageOf(given: readonly Words[]): Language {
  return (at, english) => {
    const [room = '', names = []] = rooms[at] ?? [];
    return english.map((one, place) =>
      given.reduce<unknown>((so, words) => replaced(so, words[room]?.[names[place] ?? '']), one),
    );
  };
}

function replaced(before: unknown, words: unknown): unknown {
  if (words === undefined) return before;
  if (typeof before === 'function' && typeof words === 'function')
    return (...given: readonly unknown[]): unknown => words(...given) ?? before(...given);
  if (!isGroup(before) || !isGroup(words)) return words;
  const all = Object.entries(words).map(([key, value]) => [key, replaced(before[key], value)]);
  return { ...before, ...(Object.fromEntries(all) as object) };
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** "reports.reports.none" as { reports: { reports: { none } } } */
function nested(texts: Readonly<Record<string, string>>): Words {
  const all: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(texts)) {
    const path = key.split('.');
    const last = path.pop() ?? '';
    let group = all;
    for (const part of path) group = (group[part] ??= {}) as Record<string, unknown>;
    group[last] = text;
  }
  return all as Words;
}
