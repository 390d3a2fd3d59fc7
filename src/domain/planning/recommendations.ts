import type { Report, ReportStatus } from '../report/report';
import { spansText, type Block, type ReportDocument, type ReportPart } from '../report/report-document';
import { partNamed, partOf } from '../report/report-parts';

/** What a report itself recommends, in its own words. */
export interface Recommended {
  readonly report: Report;
  /** Whole sections and sentences as they are written; empty where its words hold none that clearly is one */
  readonly quotes: readonly string[];
  /** It is best read in a form that was not looked through, or parts of it did not come: there may be one in them */
  readonly isUnread: boolean;
}

/** Taken back, or not there yet: nothing of it is quoted */
const NOT_QUOTED: ReadonlySet<ReportStatus> = new Set(['cancelled', 'entered-in-error', 'registered']);

/**
 * What reports recommend: sections that are headed so (by words or by code), and sentences that say of themselves that they
 * recommend. Nothing is put in other words, shortened, or told to be answered by anything. The newest first; a version that another
 * one here replaces is not quoted.
 * @param read what was read of forms that had to be fetched
 */
export function recommendedIn(
  reports: readonly Report[],
  read: ReadonlyMap<Report['id'], ReportDocument> = new Map(),
): readonly Recommended[] {
  return standing(reports)
    .map((report): Recommended => {
      const further = read.get(report.id);
      const documents = [
        ...report.contents.flatMap((content) => (content.kind === 'document' ? [content.document] : [])),
        ...(further ? [further] : []),
      ];
      const isUnread = (report.unread ?? 0) > 0 || (needsReading(report) && further === undefined);
      // What is said in two forms of one report is said once.
      return { report, quotes: [...new Set(documents.flatMap(recommendationsOf))], isUnread };
    })
    .filter(({ quotes, isUnread }) => quotes.length > 0 || isUnread);
}

/** Those whose best form has still to be fetched and read, the newest first */
export const toBeRead = (reports: readonly Report[]): readonly Report[] =>
  standing(reports).filter(needsReading);

const needsReading = ({ contents }: Report) => contents[0]?.kind === 'attachment';

/** The newest first */
function standing(reports: readonly Report[]): readonly Report[] {
  const replaced = new Set(reports.flatMap(({ replaces }) => replaces));
  return reports
    .filter(
      ({ id, status, ownership }) => !replaced.has(id) && !NOT_QUOTED.has(status) && ownership === undefined,
    )
    .sort((a, b) => ((a.issued ?? '') < (b.issued ?? '') ? 1 : -1));
}

/** Parts whose sentences are not the report's own advice: what the referrer wrote, how it was done, what was seen before */
const isQuotedPart = (part: ReportPart | undefined) => part !== 'other';

export function recommendationsOf({ blocks }: ReportDocument): readonly string[] {
  const quotes: string[] = [];
  let part: ReportPart | undefined;
  let level = 0;
  let section: string[] = [];
  const end = () => {
    if (section.length > 0) quotes.push(section.join('\n'));
    section = [];
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const next = partOf(block);
      // A heading of its own making below a part belongs to that part.
      if (next === undefined && part !== undefined && block.level > level) continue;
      end();
      part = next;
      level = block.level;
    } else
      for (const line of linesOf(block)) {
        const named = headOf(line);
        if (named !== undefined) {
          end();
          part = named.part;
          level = 3;
          if (named.rest === '') continue;
        }
        const words = named?.rest ?? line;
        if (part === 'recommendation') section.push(words);
        else if (isQuotedPart(part)) quotes.push(...sentencesOf(words).filter(recommends));
      }
  }
  end();
  return quotes;
}

/** The words of a block by lines of their own; a table's rows hold values, not advice */
function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'preformatted':
      return unbroken(spansText(block.spans).split('\n'));
    case 'list':
      return block.items.flatMap((item) => item.flatMap(linesOf));
    default:
      return [];
  }
}

/** Text that a machine broke into lines, put together where a line ends within a sentence. */
function unbroken(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  let goesOn = false;
  for (const each of lines) {
    const line = each.trim();
    const last = whole.at(-1);
    if (goesOn && last !== undefined && !/^(?:[-•*]|\d{1,2}[.)])\s/.test(line) && !headOf(line))
      whole[whole.length - 1] = `${last} ${line}`;
    else if (line !== '') whole.push(line);
    goesOn = line !== '' && !/[.:!?]$/.test(line);
  }
  return whole;
}

/** A part named within the text: "Recommendation: CT in 3 months." */
function headOf(line: string): { readonly part: ReportPart; readonly rest: string } | undefined {
  const [, name, rest = ''] = /^([\p{L}\- /&]{3,60}):(?:\s+(.*))?$/u.exec(line) ?? [];
  const part = name === undefined ? undefined : partNamed(name);
  return part && { part, rest: rest.trim() };
}

/** At a full stop, question or exclamation mark before a capital or a digit; "3.5 cm" and "e.g. CT" stay whole. */
const sentencesOf = (line: string): readonly string[] =>
  line
    .split(/(?<=[.!?])(?<!\b(?:e\.g|i\.e|approx|vs|no|Dr|Mr|Mrs|Ms|Prof)\.)\s+(?=[\p{Lu}\d])/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** Advice that somebody gave before, or was asked for */
const EARLIER =
  /\b(?:previous(?:ly)?|prior|earlier|already|as|was|were|been|had)\s+(?:\w+ly\s+)?(?:recommended|advised|suggested)\b/i;

/** Sentences that say of themselves that they recommend, in English and Welsh */
const RECOMMENDS: readonly RegExp[] = [
  /\b(?:is|are|would be|may be|should be)\s+(?:\w+ly\s+)?(?:recommended|advised|suggested|advisable)\b/i,
  /^(?:please\s+)?(?:(?:I|we)\s+)?(?:would\s+)?(?:also\s+)?(?:recommend|advise|suggest)\s/i,
  /^(?:recommended|advised|suggested)\b/i,
  /\b(?:recommended|advised)[.!]?$/i,
  /\b(?:argymhellir|cynghorir|awgrymir)\b/i,
];

const recommends = (sentence: string): boolean =>
  !EARLIER.test(sentence) && RECOMMENDS.some((each) => each.test(sentence));
