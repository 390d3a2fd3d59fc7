import { spansText, type Block, type Span } from '../domain/report/report-document';
import { beginsWithPerson } from '../domain/study/body-part-of';
import { bareHeading, linesOf, textSpan } from './spans';

/** What reports in English call their parts. A line that is one of these is a heading, however it is written. */
const PARTS =
  /^(?:(?:relevant )?clinical (?:details|history|information|indications?|data|question|summary|background)|history(?: of present illness)?|indications?(?:\/clinical question)?|reason for (?:exam(?:ination)?|study|request)|request(?: details)?|exam(?:ination)?s?(?: performed)?|procedures?|techniques?|protocol|contrast|comparisons?|findings|reports?|results?|observations?|measurements?|assessments?|comments?|impressions?|conclusions?|opinion|interpretation|summary|diagnosis|recommendations?|advice|follow[- ]?up|addend(?:um|a)|amendments?|limitations?|radiation dose|dose|technical factors|medications?|complications?)$/i;

/** A heading with the words that follow it on the same line: "FINDINGS: The lungs are clear." */
const LEAD = /^\s*([A-Z][A-Za-z0-9 ,/&()'’-]{1,58}?)\s*:\s+(?=\S)/;

/** Whether a line is a heading by what it says: a known part, or capitals followed by a colon or by nothing. */
export function isHeadingText(line: string): boolean {
  const words = line.trim();
  if (words.length > 64) return false;
  const bare = bareHeading(words);
  if (bare === '' || bare.length > 60 || /[.;?!]$/.test(bare)) return false;
  if (PARTS.test(bare)) return true;
  // Somebody who is written to, or who wrote it, heads nothing.
  if (beginsWithPerson(bare)) return false;
  return isCapitals(bare) && (words.endsWith(':') || bare.includes(' ') || bare.length >= 6);
}

/** Capitals throughout, with at least one word of four letters: "PE" and "CT 2" are no headings. */
function isCapitals(words: string): boolean {
  return /^[A-Z][A-Z0-9 ,/&()'’.-]*$/.test(words) && /[A-Z]{4}/.test(words) && !/\d{3}/.test(words);
}

/** The heading at the start of a line and the rest of it; `undefined` where the line begins with none. */
export function leadOf(
  line: string,
): { readonly heading: string; readonly rest: string; readonly level: 1 | 2 } | undefined {
  const [whole, lead] = LEAD.exec(line) ?? [];
  if (whole === undefined || lead === undefined) return undefined;
  const isPart = PARTS.test(lead.trim());
  if (!isPart && (!isCapitals(lead.trim()) || beginsWithPerson(lead))) return undefined;
  return { heading: lead.trim(), rest: line.slice(whole.length), level: isPart ? 1 : 2 };
}

const heading = (text: string, level: 1 | 2 | 3): Block => ({
  kind: 'heading',
  level,
  spans: [textSpan(bareHeading(text.trim()))],
});

/** Level 1 for the parts of a report, 2 for what a department calls its own. */
export function headingFrom(text: string): Block {
  return heading(text, PARTS.test(bareHeading(text.trim())) ? 1 : 2);
}

/**
 * Paragraphs whose first line is a heading by what it says, or by being bold throughout, become a heading and a paragraph.
 * Other blocks stay as they are.
 */
export function withHeadings(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' ? parted(block.spans) : [block]));
}

function parted(spans: readonly Span[]): readonly Block[] {
  const out: Block[] = [];
  let pending: Span[] = [];
  const flush = () => {
    if (pending.some((span) => span.kind !== 'break' && span.text.trim() !== ''))
      out.push({ kind: 'paragraph', spans: pending });
    pending = [];
  };
  for (const line of linesOf(spans)) {
    const text = spansText(line).trim();
    const lead = leadIn(line);
    if (text !== '' && (isHeadingText(text) || isBoldHeading(line, text))) {
      flush();
      out.push(headingFrom(text));
    } else if (lead !== undefined) {
      flush();
      out.push(lead.heading);
      pending = [...lead.rest];
    } else if (text !== '') {
      if (pending.length > 0) pending.push({ kind: 'break' });
      for (const span of line) pending.push(span);
    } else if (pending.length > 0) pending.push({ kind: 'break' });
  }
  flush();
  return out;
}

/** Bold from end to end, short, and no sentence. */
function isBoldHeading(line: readonly Span[], text: string): boolean {
  const isBold = line.every((span) => span.kind === 'text' && (span.strong || span.text.trim() === ''));
  return isBold && text.length <= 60 && !/[.;?!,]$/.test(text) && /[A-Za-z]{3}/.test(text);
}

/** "FINDINGS: The lungs …", whether the heading is bold or not. */
function leadIn(line: readonly Span[]): { heading: Block; rest: readonly Span[] } | undefined {
  const text = spansText(line);
  const lead = leadOf(text);
  if (lead === undefined) return undefined;
  let skip = text.length - lead.rest.length;
  const rest = line.flatMap((span) => {
    if (span.kind === 'break' || skip <= 0) return [span];
    const kept = span.text.slice(skip);
    const isWhole = skip >= span.text.length;
    skip -= span.text.length;
    return isWhole ? [] : [{ ...span, text: kept }];
  });
  return { heading: heading(lead.heading, lead.level), rest };
}
