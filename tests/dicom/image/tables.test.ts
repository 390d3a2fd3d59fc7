import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import type { Instance } from '../../../src/domain/study/study';
import { anInstanceAnswer, INSTANCE, type Elements } from '../../dicomweb/wire';

const bulk = new Map<string, Uint8Array>();
const firstFrame = (change: Elements) =>
  instanceFrom(anInstanceAnswer(INSTANCE, change), { archive: archiveId('salford'), bulk }).frames[0];
const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });
const words = (count: number) => ({ vr: 'OW', InlineBinary: new Uint8Array(count * 2) });
const voiTable = (descriptor: Elements[string], data = element('US', 0, 2000, 4095)) => ({
  '00283010': sequence({ '00283002': descriptor, '00283006': data }),
});
const bits = (stored: number, signed: 0 | 1 = 0) => ({
  '00280101': element('US', stored),
  '00280102': element('US', stored - 1),
  '00280103': element('US', signed),
});
const rescale = (slope: number, intercept: number) => ({
  '00281053': element('DS', slope),
  '00281052': element('DS', intercept),
});
const table = (entries: readonly number[], first = 0) => ({
  '00283000': sequence({
    '00283002': element('US', entries.length, first, 16),
    '00283006': element('US', ...entries),
  }),
});

describe('where a VOI LUT begins', () => {
  it.each<[string, Elements, number, number]>([
    [
      'below 0 where the rescaling goes there: unsigned CT',
      { ...bits(12), ...rescale(1, -1024) },
      64_512,
      -1024,
    ],
    ['below 0 in unsigned CT of 16 bits', { ...bits(16), ...rescale(1, -1024) }, 64_536, -1000],
    ['below 0 where pixels are signed', bits(12, 1), 65_526, -10],
    [
      'below 0 where signed pixels are rescaled beyond 16 bits',
      { ...bits(16, 1), ...rescale(2, 0) },
      65_526,
      -10,
    ],
    ['high where nothing is below 0', bits(16), 40_000, 40_000],
    [
      'high after a modality table, also of signed pixels',
      { ...bits(16, 1), ...table([0, 60_000]) },
      40_000,
      40_000,
    ],
    ['as it says itself', { ...bits(12), ...rescale(1, -1024) }, -1024, -1024],
    ['in the middle', { ...bits(12), ...rescale(1, -1024) }, 40, 40],
  ])('is %s', (_, change, told, first) => {
    const vr = told < 0 ? 'SS' : 'US';
    expect(firstFrame({ ...change, ...voiTable(element(vr, 3, told, 12)) })?.voiLuts[0]?.firstMapped).toBe(
      first,
    );
  });
});

describe('how many entries a table has', () => {
  it('is never signed, where what is beside it is', () => {
    const descriptor = element('SS', 40_000 - 65_536, -5, 16);
    const change = { ...bits(16, 1), ...voiTable(descriptor, words(40_000) as never) };
    expect(firstFrame(change)?.voiLuts[0]).toMatchObject({ firstMapped: -5, values: { length: 40_000 } });
  });
});

describe('what of its own display a picture is not shown by is named', () => {
  const named = (change: Elements) =>
    instanceFrom(anInstanceAnswer(INSTANCE, change), { archive: archiveId('salford'), bulk }).notApplied;
  const away = { vr: 'OW', BulkDataURI: 'https://archive.example/bulk/1' };
  const window = { '00281050': element('DS', 40), '00281051': element('DS', 400) };
  const descriptor = element('US', 3, 0, 12);
  it.each<[string, Elements, Instance['notApplied']]>([
    ['a table that could not be had', voiTable(descriptor, away as never), ['table']],
    ['a table that is cut', voiTable(descriptor, element('US', 7)), ['table']],
    ['not a table that is there', voiTable(descriptor), undefined],
    [
      'not one beside which a window stands',
      { ...voiTable(descriptor, away as never), ...window },
      undefined,
    ],
    ['not one that is empty', { '00283010': sequence({}) }, undefined],
    [
      'a table of all frames that could not be had',
      { '52009229': sequence({ '00289132': sequence(voiTable(descriptor, away as never)) }) },
      ['table'],
    ],
    [
      'a table of one frame that could not be had',
      {
        '00280008': element('IS', 2),
        '52009230': sequence(
          { '00289132': sequence(voiTable(descriptor)) },
          { '00289132': sequence(voiTable(descriptor, away as never)) },
        ),
      },
      ['table'],
    ],
    [
      'not a shared one where each frame has its own',
      {
        '52009229': sequence({ '00289132': sequence(voiTable(descriptor, away as never)) }),
        '52009230': sequence({ '00289132': sequence(voiTable(descriptor)) }),
      },
      undefined,
    ],
    ['a polarity that nobody says', { '00280004': { vr: 'CS' } }, ['guessed']],
    ['a sign that nobody says', { '00280103': { vr: 'US' } }, ['guessed']],
    ['nothing, mostly', {}, undefined],
  ])('%s', (_, change, right) => {
    expect(named(change)).toEqual(right);
  });
});
