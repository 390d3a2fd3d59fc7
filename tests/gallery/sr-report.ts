import type { Dataset } from '../../src/dicom/dataset';
import { reportFrom } from '../../src/dicom/sr/document';
import type { Report } from '../../src/domain/report/report';
import { atOnce } from '../../src/domain/steps';

/** A measurement report (TID 1500) of the chest CT in these fixtures, read as the product reads it. */

type Item = Readonly<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>>;

const one = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });
const code = (meaning: string, value = '1', scheme = '99GALLERY') =>
  one('SQ', {
    '00080100': one('SH', value),
    '00080102': one('SH', scheme),
    '00080104': one('LO', meaning),
  });
const name = (meaning: string, value?: string) => ({
  '0040A043': code(meaning, value, value ? 'DCM' : undefined),
});
const item = (type: string, relationship: string, value: Item): Item => ({
  '0040A010': one('CS', relationship),
  '0040A040': one('CS', type),
  ...value,
});
const container = (meaning: string, value: string, ...content: readonly Item[]) =>
  item('CONTAINER', 'CONTAINS', { ...name(meaning, value), '0040A730': one('SQ', ...content) });
const coded = (meaning: string, value: string) =>
  item('CODE', 'CONTAINS', { ...name(meaning), '0040A168': code(value) });
const image = (number: number, relationship = 'CONTAINS') =>
  item('IMAGE', relationship, {
    '00081199': one('SQ', {
      '00081150': one('UI', '1.2.840.10008.5.1.4.1.1.2'),
      '00081155': one('UI', `2.25.2.1.${number}`),
    }),
  });
const measured = (meaning: string, value: string, unit: string, at: number) =>
  item('NUM', 'CONTAINS', {
    ...name(meaning),
    '0040A300': one('SQ', { '0040A30A': one('DS', value), '004008EA': code(unit, unit, 'UCUM') }),
    '0040A730': one('SQ', image(at, 'INFERRED FROM')),
  });
const group = (tracking: string, at: number, ...content: readonly Item[]) =>
  container(
    'Measurement Group',
    '125007',
    item('TEXT', 'HAS OBS CONTEXT', {
      ...name('Tracking Identifier', '112039'),
      '0040A160': one('UT', tracking),
    }),
    ...content,
    image(at),
  );

const dataset: Dataset = {
  '00080016': one('UI', '1.2.840.10008.5.1.4.1.1.88.33'),
  '00080018': one('UI', '2.25.2.7.1'),
  '0020000D': one('UI', '2.25.2'),
  '0020000E': one('UI', '2.25.2.7'),
  '00080060': one('CS', 'SR'),
  '00080023': one('DA', '20260312'),
  '00080033': one('TM', '174500'),
  '00100010': one('PN', { Alphabetic: 'Smith^Aria' }),
  '00100020': one('LO', '9990123454'),
  '00100030': one('DA', '19850714'),
  '0040A040': one('CS', 'CONTAINER'),
  '0040A491': one('CS', 'COMPLETE'),
  '0040A493': one('CS', 'VERIFIED'),
  '0040A073': one('SQ', {
    '0040A027': one('LO', 'Salford Royal'),
    '0040A030': one('DT', '20260312174500'),
    '0040A075': one('PN', { Alphabetic: 'Fairbrook^Ines^^Dr' }),
  }),
  ...name('Imaging Measurement Report', '126000'),
  '0040A730': one(
    'SQ',
    container(
      'Imaging Measurements',
      '126010',
      group(
        'Nodule 1',
        52,
        coded('Finding', 'Nodule'),
        coded('Finding Site', 'Upper lobe of right lung'),
        measured('Long Axis', '14.2', 'mm', 52),
        measured('Short Axis', '11.6', 'mm', 52),
        measured('Volume', '1.1', 'cm3', 52),
      ),
      group(
        'Lymph node 4R',
        120,
        coded('Finding', 'Lymph node'),
        coded('Finding Site', 'Right lower paratracheal'),
        measured('Short Axis', '7.0', 'mm', 120),
      ),
    ),
    container(
      'Findings',
      '121070',
      item('TEXT', 'CONTAINS', {
        ...name('Finding', '121071'),
        '0040A160': one('UT', 'Solitary spiculated nodule. No enlarged node.'),
      }),
    ),
  ),
};

export const measurementReport = (): Report =>
  atOnce(reportFrom(dataset, { source: 'Salford Royal', bulk: new Map() }));
