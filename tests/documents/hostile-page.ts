import type { Block, ReportDocument, Span } from '../../src/domain/report/report-document';
import { htmlDocument } from '../../src/documents/html/html';
import { hostileMarkup } from './hostile-markup';

/** What one page saw while it read and showed every payload. */
export interface Sightings {
  readonly forms: number;
  readonly executed: number;
  /** What something tried to fetch against the policy */
  readonly violations: readonly string[];
  readonly requests: readonly string[];
  readonly hrefs: readonly string[];
  readonly failures: readonly string[];
  /** What the same measuring saw when something was let through on purpose */
  readonly control: { readonly executed: number; readonly violations: number; readonly requests: number };
}

const WATCHED = '/watched-by-the-test';
/** The policy lets pictures of the page's own origin through. */
const ELSEWHERE = `https://elsewhere.invalid${WATCHED}`;
const settled = () => new Promise((done) => setTimeout(done, 400));

const seen = { executed: 0, violations: [] as string[], hrefs: [] as string[], failures: [] as string[] };
Object.assign(window, {
  called: () => {
    seen.executed += 1;
  },
});
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  // Chromium also notes the handlers, `<base>` and script text of an inert document, which it neither runs nor asks for;
  // `executed` tells of those. What counts here is whatever would have been fetched.
  if (/-src(?:-elem)?$/.test(violatedDirective) && blockedURI !== 'inline')
    seen.violations.push(`${violatedDirective} ${blockedURI}`);
});
const requests = () =>
  performance.getEntriesByType('resource').flatMap(({ name }) => (name.includes(WATCHED) ? [name] : []));

const forms = hostileMarkup(
  '(self.called||parent.called)()',
  `${location.ancestorOrigins[0] ?? ''}${WATCHED}`,
);
for (const form of forms) {
  try {
    document.body.append(element(htmlDocument(form)));
    document.body.append(element(htmlDocument(`<div xmlns="http://www.w3.org/1999/xhtml">${form}</div>`)));
  } catch (error) {
    seen.failures.push(`${form}: ${String(error)}`);
  }
}
for (const link of document.links) seen.hrefs.push(link.href);
await settled();
const result = { ...seen, violations: [...seen.violations], requests: requests() };
const control = await letThrough();
parent.postMessage({ ...result, forms: forms.length, control } satisfies Sightings, '*');

/** The least that shows a tree: enough for a script or an address to do harm if one were in it. */
function element({ blocks }: ReportDocument): HTMLElement {
  const article = document.createElement('article');
  article.append(...blocks.map(blockNode));
  return article;
}

function blockNode(block: Block): Node {
  const node = document.createElement('div');
  if ('spans' in block) node.append(...block.spans.map(spanNode));
  if (block.kind === 'list') node.append(...block.items.flat().map(blockNode));
  if (block.kind === 'quote') node.append(...block.blocks.map(blockNode));
  if (block.kind === 'table')
    node.append(...block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks.map(blockNode))));
  return node;
}

function spanNode(span: Span): Node {
  if (span.kind === 'break') return document.createElement('br');
  if (span.kind !== 'link') return document.createTextNode(span.text);
  const link = document.createElement('a');
  link.href = span.href;
  link.textContent = span.text;
  return link;
}

/** The same measuring must see what is really let through, or it proves nothing. */
async function letThrough(): Promise<Sightings['control']> {
  const before = { executed: seen.executed, violations: seen.violations.length, requests: requests().length };
  const host = document.createElement('div');
  document.body.append(host);
  try {
    host.innerHTML = `<img src="${ELSEWHERE}" onerror="called()">`;
  } catch {
    // Trusted Types refuse the text itself; a picture made by hand is refused by the policy for pictures.
    const image = document.createElement('img');
    image.src = ELSEWHERE;
    host.append(image);
  }
  await settled();
  return {
    executed: seen.executed - before.executed,
    violations: seen.violations.length - before.violations,
    requests: requests().length - before.requests,
  };
}
