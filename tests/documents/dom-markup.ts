import { markup, type MarkupNode } from '../../src/documents/markup';
const ATTRIBUTES = ['alt', 'class', 'colspan', 'href', 'rowspan'];
const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** DOM → markup, without recursion: the parser nests as deep as the input says. */
export function markupNodesOf(fragment: Node): readonly MarkupNode[] {
  const top: MarkupNode[] = [];
  const waiting: { readonly node: Node; readonly into: MarkupNode[] }[] = [];
  const queue = (parent: Node, into: MarkupNode[]) => {
    for (let child = parent.lastChild; child !== null; child = child.previousSibling)
      waiting.push({ node: child, into });
  };
  queue(fragment, top);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, into } = next;
    if (node.nodeType === TEXT_NODE) into.push(node.nodeValue ?? '');
    if (node.nodeType !== ELEMENT_NODE) continue;
    const children: MarkupNode[] = [];
    into.push(markup(node.nodeName.toLowerCase(), children, attributesOf(node)));
    queue(node, children);
  }
  return top;
}

function attributesOf(node: Node): Readonly<Record<string, string>> {
  const { attributes } = node as Element;
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = attributes.getNamedItem(name)?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
