import DOMPurify from 'dompurify';
import type { ReportDocument } from '../domain/report/report-document';
import { markup, type MarkupNode } from './markup';
import { markupDocument } from './markup-blocks';

/**
 * FHIR txt-1: basic HTML formatting elements of HTML 4.0 chapters 7-11 (without section 4 of chapter 9) and 15, `<a>`, `<img>`
 * and `style` attributes. Styles are left out: the tree has no place for them. `img` stays for its alternative text alone.
 */
const ELEMENTS = [
  ...[
    'a',
    'abbr',
    'acronym',
    'address',
    'b',
    'bdi',
    'bdo',
    'big',
    'blockquote',
    'br',
    'caption',
    'center',
    'cite',
  ],
  ...[
    'code',
    'col',
    'colgroup',
    'dd',
    'del',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'font',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
  ],
  ...[
    'h6',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strike',
  ],
  ...['strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var'],
];

/** Everything else goes, `src` first of all: nothing of a report is fetched. */
const ATTRIBUTES = ['alt', 'class', 'colspan', 'href', 'rowspan'];

/**
 * HTML or a FHIR narrative → document. Parsed inertly and cleaned by DOMPurify, whose policy `dompurify` is the only one a
 * page under `require-trusted-types-for 'script'` needs for it; then read into the tree, which no script, style or picture
 * can enter. No node of the input is ever attached to the page.
 */
export function htmlDocument(text: string): ReportDocument {
  const fragment = DOMPurify.sanitize(text, {
    ALLOWED_TAGS: ELEMENTS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    KEEP_CONTENT: true,
    RETURN_DOM_FRAGMENT: true,
  });
  return markupDocument(markupOf(fragment));
}

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** DOM → markup, without recursion: the parser nests as deep as the input says. */
function markupOf(fragment: Node): readonly MarkupNode[] {
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
