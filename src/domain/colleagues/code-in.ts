/** How a link names the view that it is to: plainly, or escaped by a mail server that wraps links in its own, as often as it is wrapped */
const NAMED = /(?:[#?&]|%(?:25)*(?:23|3F|26))view(?:=|%(?:25)*3D)([0-9A-Za-z-]*)/gi;
/** A code in fives, as it is read out */
const IN_FIVES = /^\s*[0-9A-Za-z]{5}(?:-[0-9A-Za-z]{5}){3,}(?:-[0-9A-Za-z]{1,5})?\s*$/;
/** Letters of a message in which a code is looked for */
const LONGEST = 100_000;

/**
 * The codes of the links in what a person pastes or types, each once: a link, a message with some in it, or a code alone.
 * Whether each is one, and all of one, only reading it tells.
 */
export function codesIn(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  const linked = [...text.matchAll(NAMED)].map(([, code = '']) => code);
  if (linked.length > 0) return [...new Set(linked)];
  const typed = text.trim();
  return /^[0-9A-Za-z][0-9A-Za-z\s-]{20,}$/.test(typed) ? [typed] : [];
}

/** Whether what was pasted beside every field is meant to open a view: a whole one or not. */
export const isMeantAsView = (text: string): boolean =>
  text.length <= LONGEST && (text.search(NAMED) >= 0 || IN_FIVES.test(text));
