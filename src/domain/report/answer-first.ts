import type { Block, ReportDocument, ReportPart } from './report-document';
import { partOf } from './report-parts';

/** A report in the order in which it is read: its author's own words, moved and never changed. */
export interface AnswerFirst {
  /** Its conclusion, and what was added to it since; empty where no part is marked as that */
  readonly answer: readonly Block[];
  /** All else: findings before what led to them, the rest as it was written */
  readonly further: readonly Block[];
}

interface Section {
  /** Absent for what has no heading, and for a heading that says nothing of this */
  readonly part?: ReportPart | undefined;
  readonly level: number;
  readonly blocks: Block[];
}

/**
 * Finds the conclusion by its heading or code and puts it first. An addendum may take back what a conclusion says: one that
 * was put above the report stays above its conclusion; from one that follows on everything stays together, right below it.
 */
export function answerFirst({ blocks }: ReportDocument): AnswerFirst {
  const asWritten: AnswerFirst = { answer: [], further: blocks };
  const sections = sectionsOf(blocks);
  const conclusion = sections.findIndex(({ part }) => part === 'conclusion');
  const addendum = sections.findIndex(({ part }, at) => part === 'addendum' && at > conclusion);
  const added = addendum < 0 ? [] : sections.slice(addendum);
  const written = addendum < 0 ? sections : sections.slice(0, addendum);
  const isAnswer = written.map(
    ({ part }, at) =>
      part === 'conclusion' ||
      part === 'addendum' ||
      (part === 'recommendation' && written[at - 1]?.part === 'conclusion'),
  );
  if (!written.some((section) => section.part === 'conclusion' && section.blocks.length > 1))
    return asWritten;
  const further = written.filter((_, at) => !isAnswer[at]);
  // What stands before every named part may be the report itself, or its title.
  const first = further.findIndex(({ part, blocks: own }) => part !== undefined && own.length > 1);
  const lead = first < 0 ? further : further.slice(0, first);
  const rest = first < 0 ? [] : further.slice(first);
  return {
    answer: [...written.filter((_, at) => isAnswer[at]), ...added].flatMap((section) => section.blocks),
    further: [
      ...lead,
      ...rest.filter(({ part }) => part === 'findings'),
      ...rest.filter(({ part }) => part !== 'findings'),
    ].flatMap((section) => section.blocks),
  };
}

/** Cut at headings; one that no report is bound to have belongs to the part above it, where it stands lower. */
function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const sections: Section[] = [];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (block.kind !== 'heading') {
      if (last) last.blocks.push(block);
      else sections.push({ level: 0, blocks: [block] });
      continue;
    }
    const part = partOf(block);
    const isUnder = part === undefined && last?.part !== undefined && block.level > last.level;
    if (isUnder) last.blocks.push(block);
    else sections.push({ part, level: block.level, blocks: [block] });
  }
  return sections;
}
