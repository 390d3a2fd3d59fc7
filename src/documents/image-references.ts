import type { Block, ImageReference, ReportDocument, Span } from '../domain/report/report-document';

/*
 * Plain references to pictures, as people dictate them. A word for series or image always stands before a number: "4/52" alone
 * may be four weeks, and "2:12" a time. A button that leads to the wrong picture is worse than none.
 */

const SERIES = String.raw`(?:series|ser\.?|se\.?)`;
const IMAGE = String.raw`(?:images?|imgs?\.?|ima\.?|im\.?|slices?|sl\.?)`;
const NO = String.raw`(?:\s{0,3}(?:no\.?|number|nos\.?|#|=|:))?\s{0,3}`;
const NUMBER = String.raw`(\d{1,5})(?![\d.,]*\d)(?!\s{0,3}(?:mm|cm|%|ml|mg)\b)`;
const BETWEEN = String.raw`\s{0,3}(?:[,;/:\-–]|and|,\s{0,3}and)?\s{0,3}`;
const RANGE = String.raw`(?:\s{0,3}(?:-|–|to)\s{0,3}(\d{1,5})(?![\d.,]*\d))?`;

interface Form {
  readonly pattern: RegExp;
  readonly read: (numbers: readonly (number | undefined)[]) => ImageReference;
}

const form = (source: string, read: Form['read']): Form => ({
  pattern: new RegExp(String.raw`(?<![A-Za-z0-9])${source}(?![A-Za-z0-9])`, 'gi'),
  read,
});

/** In order of how much they say: what a form has taken, no later one takes. */
const FORMS: readonly Form[] = [
  form(`${SERIES}${NO}${NUMBER}${BETWEEN}${IMAGE}${NO}${NUMBER}${RANGE}`, ([series, image]) =>
    reference(series, image),
  ),
  form(
    `${IMAGE}${NO}${NUMBER}${RANGE}${BETWEEN}(?:of|on|in|from)?\\s{0,3}(?:the\\s{1,3})?${SERIES}${NO}${NUMBER}`,
    (n) => reference(n[2], n[0]),
  ),
  form(
    String.raw`${SERIES}\s{0,3}/\s{0,3}${IMAGE}${NO}${NUMBER}\s{0,3}[/:]\s{0,3}${NUMBER}`,
    ([series, image]) => reference(series, image),
  ),
  form(String.raw`(?:${IMAGE}|${SERIES})${NO}${NUMBER}\s{0,3}[/:]\s{0,3}${NUMBER}`, ([series, image]) =>
    reference(series, image),
  ),
  form(`${IMAGE}${NO}${NUMBER}${RANGE}`, ([image]) => reference(undefined, image)),
  form(`${SERIES}${NO}${NUMBER}`, ([series]) => reference(series, undefined)),
];

const reference = (series: number | undefined, image: number | undefined): ImageReference => ({
  ...(series !== undefined && { seriesNumber: series }),
  ...(image !== undefined && { imageNumber: image }),
});

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly reference: ImageReference;
}

const MOST_HITS = 2000;

/** The references within a text, in order and not overlapping. A range leads to its first picture. */
export function referencesIn(text: string): readonly Hit[] {
  const hits: Hit[] = [];
  // Most spans of a report have no number in them.
  if (!/\d/.test(text)) return hits;
  const taken = new Uint8Array(text.length);
  for (const { pattern, read } of FORMS)
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (hits.length >= MOST_HITS) break;
      if (taken.subarray(start, end).includes(1) || isOther(match[0], text, start, end)) continue;
      const numbers = match.slice(1).map((each) => (each === undefined ? undefined : Number(each)));
      if (numbers.includes(0)) continue;
      taken.fill(1, start, end);
      hits.push({ start, end, reference: read(numbers) });
    }
  return hits.sort((a, b) => a.start - b.start);
}

/** Numbers that count or measure: "image 3 of 12" is one, "3 images", "slice 5 mm", "se 4 weeks" and "series 2023" are not. */
function isOther(match: string, text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 16);
  const before = text.slice(Math.max(0, start - 24), start);
  // Abbreviations need to be followed closely: "im 5" may be an intramuscular dose, "SE 4" somewhere south-east.
  const isAbbreviated = /^(?:se|im|sl|ser|img|ima|imgs)\b/i.test(match) || /^(?:se|im)\d/i.test(match);
  if (/^\s*(?:mm|cm|mg|ml|mcg|units?|weeks?|days?|months?|years?|hours?|thick|apart|views?|%)\b/i.test(after))
    return true;
  if (
    isAbbreviated &&
    !/(?:se|ser|im|img|ima|sl)[.\s]*\d{1,9}.{0,80}(?:im|img|ima|sl|se|ser|[/:])/i.test(match)
  )
    return !/[([;,]\s*$/.test(before) || !/^\s*[)\],;.]/.test(after);
  return /\b(?:case|time|this)\s+$/i.test(before) && /^series/i.test(match);
}

/** The document with plain references to pictures as image spans. Headings, links and spans that are images already stay. */
export function imageReferencesIn(document: ReportDocument): ReportDocument {
  return { blocks: document.blocks.map(blockWith) };
}

function blockWith(block: Block): Block {
  switch (block.kind) {
    case 'paragraph':
    case 'preformatted':
      return { ...block, spans: block.spans.flatMap(spansWith) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(blockWith)) };
    case 'quote':
      return { ...block, blocks: block.blocks.map(blockWith) };
    case 'table':
      return {
        ...block,
        rows: block.rows.map(({ cells }) => ({
          cells: cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(blockWith) })),
        })),
      };
    case 'heading':
    case 'rule':
      return block;
  }
}

function spansWith(span: Span): readonly Span[] {
  if (span.kind !== 'text') return [span];
  const out: Span[] = [];
  let from = 0;
  for (const { start, end, reference } of referencesIn(span.text)) {
    if (start > from) out.push({ ...span, text: span.text.slice(from, start) });
    out.push({ kind: 'image', reference, text: span.text.slice(start, end) });
    from = end;
  }
  if (from < span.text.length) out.push({ ...span, text: span.text.slice(from) });
  return out;
}
