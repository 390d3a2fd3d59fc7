/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** JSON as a person wrote it: its value, and what `JSON.parse` would have said nothing of. */
export interface JsonText {
  readonly value: Json;
  /** A sentence for each key that is there twice in one object, with its line */
  readonly doubled: readonly string[];
}

/** Levels that no settings have: what is deeper would end the stack, and not be told of */
const DEEPEST = 50;

/** Where a text stops being JSON, and what is the matter. */
export class NotJson extends Error {}

/**
 * Reads JSON as RFC 8259 has it. Of a key that is there twice, `JSON.parse` silently takes the last: whoever mended the
 * first one wonders why nothing changed.
 * @throws NotJson with a sentence that names line and column
 */
export function readJsonText(text: string): JsonText {
  const doubled: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  const place = (position: number) => {
    const before = text.slice(0, position).split('\n');
    return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  };
  const fail = (what: string): never => {
    throw new NotJson(`is not valid JSON: ${what}, at ${place(at)}`);
  };
  const space = () => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1;
    if (text.startsWith('//', at) || text.startsWith('/*', at)) fail('JSON knows no comments');
  };
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const [taken] = token.exec(text) ?? [];
    if (taken !== undefined) at += taken.length;
    return taken;
  };
  const string = (): string => {
    // eslint-disable-next-line no-control-regex -- what a text may not hold
    const taken = take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    if (taken === undefined)
      return fail('a text in quotes does not end on its line, or holds a wrong escape');
    return JSON.parse(taken) as string;
  };

  const object = (path: string): Json => {
    const entries = new Map<string, { readonly value: Json; readonly line: string }>();
    at += 1;
    space();
    if (text[at] === '}') return ((at += 1), {});
    for (;;) {
      space();
      if (text[at] !== '"')
        fail(text[at] === '}' ? 'a comma too many before }' : 'a key in quotes is missing');
      const line = place(at).split(',')[0] ?? '';
      const name = string();
      space();
      if (text[at] !== ':') fail(`a colon is missing after "${name}"`);
      at += 1;
      const below = path === '' ? name : `${path}.${name}`;
      const earlier = entries.get(name);
      if (earlier)
        doubled.push(`"${below}" is there twice, in ${earlier.line} and ${line}. Keep one of them.`);
      entries.set(name, { value: value(below), line });
      space();
      if (text[at] === '}') break;
      if (text[at] !== ',') fail(`a comma or } is missing after "${name}"`);
      at += 1;
    }
    at += 1;
    return Object.fromEntries([...entries].map(([name, { value: held }]) => [name, held]));
  };
  const array = (path: string): Json => {
    const items: Json[] = [];
    at += 1;
    space();
    if (text[at] === ']') return ((at += 1), []);
    for (;;) {
      space();
      if (text[at] === ']') fail('a comma too many before ]');
      items.push(value(`${path}[${items.length}]`));
      space();
      if (text[at] === ']') break;
      if (text[at] !== ',') fail('a comma or ] is missing');
      at += 1;
    }
    at += 1;
    return items;
  };
  let depth = 0;
  const within = (read: (path: string) => Json, path: string): Json => {
    if ((depth += 1) > DEEPEST) fail(`it goes more than ${DEEPEST} levels deep`);
    const held = read(path);
    depth -= 1;
    return held;
  };
  const value = (path: string): Json => {
    space();
    const first = text[at];
    if (first === '{') return within(object, path);
    if (first === '[') return within(array, path);
    if (first === '"') return string();
    const plain = take(/true\b|false\b|null\b|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (plain === undefined) return fail(first === undefined ? 'it ends too early' : 'a value is missing');
    return JSON.parse(plain) as Json;
  };

  const read = value('');
  space();
  if (at < text.length) fail('something stands behind its end');
  return { value: read, doubled };
}
