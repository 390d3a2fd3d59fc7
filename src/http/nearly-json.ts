import { nextTurn } from '../domain/turns';

/*
 * What servers write in the place of JSON where a value of theirs has no place in it: numbers that are none, and letters in
 * a text that would have to be escaped. One of them would take a whole list with it.
 */

/** A string, closed or not; or a word that is no value of JSON. */
const TOKEN = /"(?:\\[^]|[^"\\])*"?|-?\b(?:NaN|Infinity)\b/g;
/** Milliseconds that this holds the thread */
const TURN = 12;
/** Longer texts are not looked through */
const MOST = 64 * 1024 * 1024;

/**
 * The text as JSON has it, in turns: NaN and infinities as `null`, which is what they say; control characters, and
 * backslashes that escape nothing, as what they stand for. `undefined` where nothing of that is in it.
 */
export async function asJson(text: string): Promise<string | undefined> {
  if (text.length > MOST) return undefined;
  const pieces: string[] = [];
  let from = 0;
  let end = performance.now() + TURN;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const mended = token.startsWith('"') ? escaped(token) : 'null';
    if (mended !== token) {
      pieces.push(text.slice(from, index), mended);
      from = index + token.length;
    }
    if (performance.now() > end) {
      await nextTurn();
      end = performance.now() + TURN;
    }
  }
  return from === 0 ? undefined : pieces.join('') + text.slice(from);
}

// eslint-disable-next-line no-control-regex
const AMISS = /[\u0000-\u001f]|\\(?:u[0-9a-fA-F]{4}|[^])?/g;

const escaped = (token: string): string =>
  token.replace(AMISS, (found) => {
    if (!found.startsWith('\\')) return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})$/.test(found) ? found : `\\${found.replace(CONTROLS, '')}`;
  });

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f]/g;
