import type { Block, TableCell, TableRow } from '../../domain/report/report-document';
import { codes, words } from '../resource/coded';
import { code, objects, text, type Json } from '../resource/json';
import { ownershipOfPart, type Owner } from '../resource/subject';
import { heading, leftOut, paragraphs, textCell, WHOSE_UNKNOWN } from './report-blocks';
import { resolved, type Surroundings } from './report-surroundings';
import { interpretationOf, rangeOf, valueOf } from './report-values';

const DEEPEST = 4;
const WITHDRAWN = ['entered-in-error', 'cancelled'];

/**
 * A report's Observations: words as sections of their own, values as one table with units and reference ranges. How many could
 * not be read is said, because a table that lacks a row looks like one that has them all.
 */
export function resultBlocks(report: Json, around: Surroundings, owner: Owner): readonly Block[] {
  const rows: TableRow[] = [];
  const sections: Block[] = [];
  const seen = new Set<string>();
  let missing = 0;
  let somebodyElses = 0;

  const take = (reference: Json, depth: number): void => {
    const key = text(reference['reference']) ?? JSON.stringify(reference);
    if (depth > DEEPEST || seen.has(key)) return;
    seen.add(key);
    const observation = resolved(reference, report, around, owner.base);
    if (observation?.['resourceType'] !== 'Observation') {
      missing += 1;
      return;
    }
    const whose = ownershipOfPart(observation, report, owner);
    if (whose === 'somebody-elses') {
      somebodyElses += 1;
      return;
    }
    if (WITHDRAWN.includes(code(observation['status']) ?? '')) return;
    const plainName = nameOf(observation, reference);
    const name = whose === 'cannot-tell' ? `${plainName} (${WHOSE_UNKNOWN})` : plainName;
    const value = valueOf(observation);
    const components = objects(observation['component']).map((each) => rowOf(`– ${nameOf(each, {})}`, each));
    if (value !== undefined && isProse(observation, value))
      sections.push(heading(name, 2), ...paragraphs(value));
    else if (value !== undefined || components.length > 0 || objects(observation['hasMember']).length === 0)
      rows.push(rowOf(name, observation));
    rows.push(...components);
    for (const member of objects(observation['hasMember'])) take(member, depth + 1);
  };
  for (const reference of objects(report['result'])) take(reference, 0);

  const some = missing === 1 ? 'One result of this report' : `${missing} results of this report`;
  return [
    ...sections,
    ...(rows.length > 0
      ? [heading('Results', 2), { kind: 'table' as const, rows: [headers(), ...rows] }]
      : []),
    ...(missing > 0 ? paragraphs(`${some} could not be read.`) : []),
    ...leftOut(somebodyElses, 'result'),
  ];
}

const nameOf = (observation: Json, reference: Json) =>
  words(observation['code']) ?? text(reference['display']) ?? codeOf(observation) ?? 'Result';

/** A code without words is still more than nothing. */
const codeOf = (observation: Json): string | undefined => codes(observation['code'])[0];

const isProse = (observation: Json, value: string) =>
  observation['valueString'] !== undefined && (value.length > 60 || value.includes('\n'));

function rowOf(name: string, observation: Json): TableRow {
  const status = code(observation['status']);
  const isOpen = status === 'preliminary' || status === 'registered';
  const value = valueOf(observation) ?? '';
  return {
    cells: [
      name,
      isOpen ? `${value} (${status})`.trim() : value,
      rangeOf(observation),
      interpretationOf(observation),
    ].map((each) => textCell(each)),
  };
}

const headers = (): TableRow => ({
  cells: ['Result', 'Value', 'Reference range', 'Interpretation'].map((name): TableCell =>
    textCell(name, true),
  ),
});
