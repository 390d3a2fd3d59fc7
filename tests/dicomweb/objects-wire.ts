import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDicomFile } from '../../sandbox/imaging/reading/read-file';
import type { Dataset } from '../../src/dicom/dataset';
import { itemsOf } from '../../src/dicom/dataset';
import type { ObjectContext } from '../../src/dicom/object-header';
import type { Block, ReportDocument, Span } from '../../src/domain/report/report-document';
import type { Report } from '../../src/domain/report/report';
import { INSTANCE, NUMBER, SERIES, STUDY, type Elements } from './wire';

const DATA = process.env['PLAINFILM_DATA'] ?? '../shared/data';

/** A reason to skip, said aloud, or nothing. */
export function objectsAbsent(): boolean {
  const missing = !existsSync(join(DATA, 'dicom/sr'));
  if (missing) console.warn(`Skipped: no real DICOM files at ${DATA}; PLAINFILM_DATA names another place.`);
  return missing;
}

/** A real file as an archive's metadata have it, with the values that it would keep outside. */
export function realObject(path: string): {
  readonly dataset: Dataset;
  readonly bulk: ObjectContext['bulk'];
} {
  const { dataset, bulk } = readDicomFile(readFileSync(join(DATA, 'dicom', path)));
  return { dataset, bulk };
}

export const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
export const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });
export const coded = (meaning: string, value = '1', scheme = '99TEST') =>
  sequence({
    '00080100': element('SH', value),
    '00080102': element('SH', scheme),
    '00080104': element('LO', meaning),
  });

/** Header of an object without pictures. */
export const anObject = (sopClass: string, modality: string, change: Elements = {}): Dataset => ({
  '00080016': element('UI', sopClass),
  '00080018': element('UI', INSTANCE),
  '00080050': element('SH', 'SAL123'),
  '00080060': element('CS', modality),
  '00080023': element('DA', '20261118'),
  '00080033': element('TM', '164000'),
  '00100010': element('PN', { Alphabetic: 'Sample^Ada' }),
  '00100020': element('LO', NUMBER),
  '0020000D': element('UI', STUDY),
  '0020000E': element('UI', SERIES),
  ...change,
});

export const BASIC_TEXT = '1.2.840.10008.5.1.4.1.1.88.11';
export const KEY_OBJECT = '1.2.840.10008.5.1.4.1.1.88.59';
export const GSPS = '1.2.840.10008.5.1.4.1.1.11.1';
export const PDF = '1.2.840.10008.5.1.4.1.1.104.1';

/** A structured report with this content. */
export const anSr = (content: readonly Elements[], change: Elements = {}): Dataset =>
  anObject(BASIC_TEXT, 'SR', {
    '0040A040': element('CS', 'CONTAINER'),
    '0040A043': coded('Radiology Report'),
    '0040A491': element('CS', 'COMPLETE'),
    '0040A493': element('CS', 'VERIFIED'),
    '0040A730': sequence(...content),
    ...change,
  });

export const item = (valueType: string, name: string | undefined, change: Elements = {}): Elements => ({
  '0040A010': element('CS', 'CONTAINS'),
  '0040A040': element('CS', valueType),
  ...(name !== undefined && { '0040A043': coded(name) }),
  ...change,
});
export const text = (name: string | undefined, value: string, change: Elements = {}) =>
  item('TEXT', name, { '0040A160': element('UT', value), ...change });
export const section = (name: string | undefined, ...content: Elements[]) =>
  item('CONTAINER', name, { '0040A730': sequence(...content) });
export const measured = (name: string, value: unknown, unit: string, meaning = unit, change: Elements = {}) =>
  item('NUM', name, {
    '0040A300': sequence({ '0040A30A': element('DS', value), '004008EA': coded(meaning, unit, 'UCUM') }),
    ...change,
  });
export const image = (name: string | undefined, uid: string, change: Elements = {}, ...frames: number[]) =>
  item('IMAGE', name, {
    '00081199': sequence({
      '00081150': element('UI', '1.2.840.10008.5.1.4.1.1.2'),
      '00081155': element('UI', uid),
      ...(frames.length > 0 && { '00081160': element('IS', ...frames) }),
    }),
    ...change,
  });
export const related = (relationship: string, one: Elements): Elements => ({
  ...one,
  '0040A010': element('CS', relationship),
});

export function documentOf({ contents }: Report): ReportDocument {
  const [content] = contents;
  return content?.kind === 'document' ? content.document : { blocks: [] };
}

/** Every span of a document, wherever it is. */
export function spansOf(blocks: readonly Block[]): readonly Span[] {
  return blocks.flatMap((block): readonly Span[] => {
    if (block.kind === 'rule') return [];
    if (block.kind === 'list') return block.items.flatMap(spansOf);
    if (block.kind === 'table')
      return block.rows.flatMap(({ cells }) => cells.flatMap((cell) => spansOf(cell.blocks)));
    return block.kind === 'quote' ? spansOf(block.blocks) : block.spans;
  });
}

/** Every item of a content tree, as the file has it. */
export function contentOf(dataset: Dataset): readonly Dataset[] {
  return itemsOf(dataset, '0040A730').flatMap((one) => [one, ...contentOf(one)]);
}
