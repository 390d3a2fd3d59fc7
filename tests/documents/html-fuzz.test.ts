// @vitest-environment jsdom
import { seeded } from '../builders/random';
import { expect, it } from 'vitest';
import { documentText, type Block, type Span } from '../../src/domain/report/report-document';
import { htmlDocument } from '../../src/documents/html/html';
import { breath, fuzzRuns, LONGEST, stopwatch } from '../fuzz/fuzz';
import { hostileMarkup } from './hostile-markup';
import { mutant } from './mutate';

/** jsdom takes milliseconds for each; the same runs in Chromium for every whole payload. */
const RUNS = fuzzRuns(1000);

const WORDS = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '&',
    '&#0;',
    '&#x110000;',
    '&lt;',
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
    '\0',
  ],
  ...[
    '<svg>',
    '<math>',
    '<mtext>',
    '<mglyph>',
    '<style>',
    '<template>',
    '<noscript>',
    '<table>',
    '<td colspan=99>',
  ],
  ...[
    '<a href="javascript:alert(1)">',
    '<a href=//x>',
    ' onerror=alert(1)',
    '<img alt="',
    '<form>',
    '<p>',
    '<li>',
  ],
];

function hrefsIn(blocks: readonly Block[]): readonly string[] {
  const inSpans = (spans: readonly Span[]) =>
    spans.flatMap((span) => (span.kind === 'link' ? [span.href] : []));
  return blocks.flatMap((block): readonly string[] => {
    if (block.kind === 'rule') return [];
    if (block.kind === 'list') return block.items.flatMap(hrefsIn);
    if (block.kind === 'table')
      return block.rows.flatMap(({ cells }) => cells.flatMap((cell) => hrefsIn(cell.blocks)));
    return block.kind === 'quote' ? hrefsIn(block.blocks) : inSpans(block.spans);
  });
}

it(
  `${RUNS} mutated pieces of hostile markup each become words and addresses of the web, in good time`,
  { timeout: 60_000 + RUNS * 40 },
  async () => {
    const random = seeded(3);
    const seeds = hostileMarkup('alert(1)', 'http://elsewhere.invalid/').map((one) =>
      new TextEncoder().encode(`<p>Findings: <b>clear</b>.</p>${one}<ul><li>One</li></ul>`),
    );
    const decoder = new TextDecoder();
    let [slowest, withWords] = [0, 0];
    for (let run = 0; run < RUNS; run++) {
      if (run % 1000 === 0) await breath();
      const text = decoder.decode(mutant(seeds[run % seeds.length] ?? new Uint8Array(), random, WORDS));
      const took = stopwatch();
      const document = htmlDocument(text);
      if (documentText(document) !== '') withWords += 1;
      slowest = Math.max(slowest, took());
      for (const href of hrefsIn(document.blocks))
        if (!/^https?:\/\//.test(href)) throw new Error(`run ${run}: an address that is none: ${href}`);
    }
    expect(withWords).toBeGreaterThan(RUNS / 2);
    expect(slowest).toBeLessThan(LONGEST);
  },
);
