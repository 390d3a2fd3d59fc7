import type { Block, Span, TableCell, TableRow } from '../../domain/report/report-document';
import type { Steps } from '../../domain/steps';
import { codeFrom, isDcm } from '../code';
import type { ContentItem } from './content';
import { itemSpans, labelOf, textSpan, type Writing } from './spans';
import { textOf } from '../dataset';
import * as Tag from '../tags';

const cell = (header: boolean, spans: readonly Span[]): TableCell => ({
  header,
  columns: 1,
  rows: 1,
  blocks: [{ kind: 'paragraph', spans }],
});

/** Items as rows of name and value: measurements, dose, acquisition parameters. */
export function* itemTable(items: readonly ContentItem[], writing: Writing, caption?: string): Steps<Block> {
  const rows: TableRow[] = [];
  for (const item of items) {
    yield;
    rows.push({
      cells: [
        cell(true, [textSpan(labelOf(item) ?? KINDS[item.valueType] ?? 'Entry')]),
        cell(false, yield* itemSpans(item, writing)),
      ],
    });
  }
  return {
    kind: 'table',
    ...(caption !== undefined && { caption }),
    rows,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  IMAGE: 'Image',
  SCOORD: 'Region',
  SCOORD3D: 'Region',
  NUM: 'Value',
};

/** TID 1411, 1410, 1501: a container of measurements of one thing. */
export const isMeasurementGroup = ({ concept }: ContentItem): boolean => isDcm(concept, '125007');

/** What the group measures: finding and site, else what the person called it who measured. */
export function groupName({ concept, children }: ContentItem): string {
  const codes = (...values: readonly string[]) =>
    children
      .filter((child) => values.some((value) => child.concept?.value === value))
      .flatMap(({ dataset }) => codeFrom(dataset, Tag.ConceptCodeSequence)?.meaning ?? []);
  // Finding (121071 DCM); Finding Site (SNOMED CT, and the SRT code it had before)
  const finding = [...codes('121071'), ...codes('363698007', 'G-C0E3')];
  if (finding.length > 0) return finding.join(', ');
  const tracking = children.find((child) => isTracking(child));
  return (tracking && textOf(tracking.dataset, Tag.TextValue)) ?? concept?.meaning ?? 'Measurements';
}

/** Tracking Identifier: a name, or what a machine made up */
export const isTracking = ({ concept }: ContentItem): boolean => isDcm(concept, '112039');
