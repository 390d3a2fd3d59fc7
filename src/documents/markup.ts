/**
 * What HTML and CDA become before they become a report's blocks: element names of HTML in lower case, whatever the source
 * called them, and only the attributes that mean something here.
 */
export interface Markup {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MarkupNode[];
}

export type MarkupNode = Markup | string;

export const markup = (
  name: string,
  children: readonly MarkupNode[],
  attributes: Readonly<Record<string, string>> = {},
): Markup => ({ name, attributes, children });

/** Deeper nesting than any report has: what lies below is kept as its words. */
export const DEEPEST = 60;

/** All the words within, in order. Walks without recursion: hostile input nests without end. */
export function markupText(nodes: readonly MarkupNode[]): string {
  const waiting = [...nodes].reverse();
  const words: string[] = [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') words.push(node);
    else for (let at = node.children.length - 1; at >= 0; at -= 1) waiting.push(node.children[at] ?? '');
  }
  return words.join('');
}
