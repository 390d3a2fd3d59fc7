import type { Language } from '../../src/texts/rooms';

/** Marks every text, so that what has no mark was written elsewhere. */
export const pseudo: Language = (_room, english) => english.map(marked);

function marked(value: unknown): unknown {
  if (typeof value === 'string') return /\p{L}/u.test(value) ? `«${value}»` : value;
  if (typeof value === 'function') return (...given: readonly unknown[]) => marked(value(...given));
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each)]));
}

const READ = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'] as const;

/** What a person reads below an element and has no mark: texts, names and tips. */
export function unmarked(element: Element): readonly string[] {
  const found = new Set<string>();
  const look = (text: string | null) => {
    // From the innermost outwards: a text may be put together of others.
    let rest = text ?? '';
    for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/«[^«»]*»/g, '')];
    if (/\p{L}/u.test(rest)) found.add(rest.trim());
  };
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Element) for (const name of READ) look(node.getAttribute(name));
    else if (!/^(STYLE|SCRIPT)$/.test(node.parentElement?.tagName ?? '')) look(node.textContent);
  }
  return [...found].sort();
}
