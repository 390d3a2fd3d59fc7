import type { Block, Span } from '../../domain/report/report-document';
import type { Steps } from '../../domain/steps';
import { partCoded } from '../../domain/report/report-parts';
import { textOf } from '../dataset';
import { isDcm } from '../code';
import type { ContentItem } from './content';
import {
  childrenApart,
  isLanguage,
  isShort,
  itemSpans,
  labelOf,
  strongSpan,
  textSpan,
  wholeSpans,
  type Writing,
} from './spans';
import { groupName, isMeasurementGroup, itemTable } from './table';
import * as Tag from '../tags';

type Level = 1 | 2 | 3;
const below = (level: Level): Level => (level === 1 ? 2 : 3);

/** A container's content, its own name left out (PS3.3 C.18.8). */
export function* containerBlocks(
  container: ContentItem,
  level: Level,
  writing: Writing,
): Steps<readonly Block[]> {
  const shown = container.children.filter(({ concept }) => !isLanguage(concept));
  // The list of every picture looked at comes after what was found in them.
  const inOrder = [...shown.filter((item) => !isLibrary(item)), ...shown.filter(isLibrary)];
  if (flows(container, inOrder)) return yield* flowing(inOrder, level, writing);
  const blocks: Block[] = [];
  for (const run of yield* runsOf(inOrder))
    for (const block of yield* runBlocks(run, container, level, writing)) blocks.push(block);
  return blocks;
}

const isLibrary = ({ concept }: ContentItem) => isDcm(concept, '111028');

/** Items that belong together: those that fit a table, pictures, else one by itself. */
function* runsOf(items: readonly ContentItem[]): Steps<readonly (readonly ContentItem[])[]> {
  const runs: ContentItem[][] = [];
  for (const item of items) {
    yield;
    const last = runs.at(-1);
    const before = last?.at(-1);
    const joins = before && isShort(before) && isShort(item) && isBareImage(before) === isBareImage(item);
    if (joins) last?.push(item);
    else runs.push([item]);
  }
  return runs;
}

function* runBlocks(
  run: readonly ContentItem[],
  container: ContentItem,
  level: Level,
  writing: Writing,
): Steps<readonly Block[]> {
  if (run.every(isBareImage)) return [{ kind: 'paragraph', spans: yield* separated(run, writing) }];
  // Only what is short joins others: of several, the first speaks for all.
  if (run.slice(0, 1).every(isShort) && isTabular(run)) return [yield* itemTable(run, writing)];
  const blocks: Block[] = [];
  for (const item of run) {
    const own =
      item.valueType === 'CONTAINER'
        ? yield* sectionBlocks(item, level, writing)
        : yield* leafBlocks(item, container, level, writing);
    for (const block of own) blocks.push(block);
  }
  return blocks;
}

/** Measurements, and lists of coded values; short texts alone are sentences */
function isTabular(run: readonly ContentItem[]): boolean {
  const some = (...types: readonly string[]) => run.some(({ valueType }) => types.includes(valueType));
  return run.length > 1 && (some('NUM') || (run.length > 2 && some('CODE', 'DATETIME', 'UIDREF')));
}

const isBareImage = ({ valueType, children }: ContentItem) => valueType === 'IMAGE' && children.length === 0;

function* separated(items: readonly ContentItem[], writing: Writing): Steps<readonly Span[]> {
  const spans: Span[] = [];
  for (const [at, item] of items.entries()) {
    if (at > 0) spans.push(textSpan(', '));
    for (const span of yield* itemSpans(item, writing))
      spans.push(
        items.length > 1 && span.kind === 'image' ? { ...span, text: `${span.text} ${at + 1}` } : span,
      );
  }
  return spans;
}

/** A container with its name: a group of measurements as a table, all else as a section. */
function* sectionBlocks(item: ContentItem, level: Level, writing: Writing): Steps<readonly Block[]> {
  if (isMeasurementGroup(item)) {
    const rows: ContentItem[] = [];
    const others: ContentItem[] = [];
    for (const child of item.children) {
      yield;
      if (!isShort(child)) others.push(child);
      else if (!isHiddenInGroup(child)) rows.push(child);
    }
    return [
      ...(rows.length > 0 ? [yield* itemTable(rows, writing, groupName(item))] : []),
      ...(others.length > 0 ? yield* containerBlocks({ ...item, children: others }, level, writing) : []),
    ];
  }
  const content = yield* containerBlocks(item, below(level), writing);
  const name = item.concept?.meaning;
  if (name === undefined) return content;
  return content.length > 0 ? [headingOf(item, name, level), ...content] : [];
}

function headingOf({ concept }: ContentItem, words: string, level: Level): Block {
  const part = partCoded(concept?.scheme, concept?.value);
  return { kind: 'heading', level, spans: [textSpan(words)], ...(part && { part }) };
}

/** UIDs by which machines follow a lesion from study to study */
const isHiddenInGroup = ({ valueType, relationship }: ContentItem) =>
  valueType === 'UIDREF' && relationship !== 'CONTAINS';

/** One item that is no container, with what hangs on it. */
function* leafBlocks(
  item: ContentItem,
  container: ContentItem,
  level: Level,
  writing: Writing,
): Steps<readonly Block[]> {
  const spans = yield* itemSpans(item, writing);
  const label = labelOf(item);
  const apart = childrenApart(item);
  const items: (readonly Block[])[] = [];
  for (const child of apart)
    items.push(
      child.valueType === 'CONTAINER'
        ? yield* sectionBlocks(child, 3, writing)
        : yield* leafBlocks(child, item, 3, writing),
    );
  const under: readonly Block[] = items.length === 0 ? [] : [{ kind: 'list', ordered: false, items }];
  if (label === undefined || says(container, label)) return [...paragraphs(spans), ...under];
  if (item.valueType === 'TEXT' && container.relationship === '' && isSection(item))
    return [headingOf(item, label, level), ...paragraphs(spans), ...under];
  return [...paragraphs([strongSpan(`${label}: `), ...spans]), ...under];
}

/** "Finding" under "Findings" need not be said again. */
function says({ concept }: ContentItem, label: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/s$/, '');
  // Of a longer name only its end is looked at: it is held against the name of each item.
  return concept !== undefined && plain(concept.meaning.slice(-label.length - 1)).endsWith(plain(label));
}

/** Text of more than a line stands under its name as a section does. */
const isSection = ({ dataset }: ContentItem) => (textOf(dataset, Tag.TextValue)?.length ?? 0) > 80;

/** Blank lines part paragraphs. */
function paragraphs(spans: readonly Span[]): readonly Block[] {
  const parts: Span[][] = [[]];
  spans.forEach((span, at) => {
    const blank = span.kind === 'break' && spans[at - 1]?.kind === 'break';
    if (blank) parts.push([]);
    else parts.at(-1)?.push(span);
  });
  return parts
    .map(withoutEdges)
    .flatMap((part) => (part.length > 0 ? [{ kind: 'paragraph', spans: part }] : []));
}

function withoutEdges(spans: readonly Span[]): readonly Span[] {
  const from = spans.findIndex(({ kind }) => kind !== 'break');
  const to = spans.findLastIndex(({ kind }) => kind !== 'break');
  return from < 0 ? [] : spans.slice(from, to + 1);
}

/** Continuity of Content is CONTINUOUS, and there is text to flow: writers set it on lists of measurements too. */
const flows = ({ dataset }: ContentItem, items: readonly ContentItem[]) =>
  textOf(dataset, Tag.ContinuityOfContent) === 'CONTINUOUS' &&
  items.some(({ valueType, relationship }) => valueType === 'TEXT' && relationship === 'CONTAINS');

/** One running text of values (C.18.8): names of items would tear its sentences apart. */
function* flowing(items: readonly ContentItem[], level: Level, writing: Writing): Steps<readonly Block[]> {
  const blocks: Block[] = [];
  let line: Span[] = [];
  const end = () => {
    for (const block of paragraphs(line)) blocks.push(block);
    line = [];
  };
  for (const item of items) {
    if (item.valueType === 'CONTAINER') {
      end();
      for (const block of yield* sectionBlocks(item, level, writing)) blocks.push(block);
      continue;
    }
    const spans = yield* wholeSpans(item, writing);
    const [first] = spans;
    const touches = first?.kind === 'text' && /^[.,;:)!?]/.test(first.text);
    if (line.length > 0 && !touches) line.push(textSpan(' '));
    for (const span of spans) line.push(span);
  }
  end();
  return blocks;
}
