import { describe, expect, it } from 'vitest';
import { keyObjectFrom } from '../../../src/dicom/sr/key-object';
import {
  anObject,
  coded,
  element,
  GSPS,
  image,
  item,
  KEY_OBJECT,
  objectsAbsent,
  realObject,
  related,
  sequence,
} from '../../dicomweb/objects-wire';
import { INSTANCE, SERIES, STUDY, type Elements } from '../../dicomweb/wire';
import { atOnce } from '../../../src/domain/steps';

const context = { source: 'Salford Royal', bulk: new Map<string, Uint8Array>() };
const title = (value: string, meaning: string) => ({ '0040A043': coded(meaning, value, 'DCM') });
const description = (said: string) =>
  item('TEXT', undefined, {
    '0040A043': coded('Key Object Description', '113012', 'DCM'),
    '0040A160': element('UT', said),
  });
const evidence = (...series: Elements[]) => ({
  '0040A375': sequence({ '0020000D': element('UI', '1.2.5'), '00081115': sequence(...series) }),
});
const inSeries = (uid: string, instance: string, change: Elements = {}) => ({
  '0020000E': element('UI', uid),
  '00081199': sequence({ '00081155': element('UI', instance) }),
  ...change,
});
const read = (content: readonly Elements[], change: Elements = {}) =>
  atOnce(
    keyObjectFrom(
      anObject(KEY_OBJECT, 'KO', {
        '0040A040': element('CS', 'CONTAINER'),
        ...title('113000', 'Of Interest'),
        '0040A730': sequence(...content),
        ...change,
      }),
      context,
    ),
  );

describe('a key object selection', () => {
  it('has its title, what was said of it, who chose, when, and of whom it is', () => {
    const observer = related(
      'HAS OBS CONTEXT',
      item('PNAME', undefined, {
        '0040A043': coded('Person Observer Name', '121008', 'DCM'),
        '0040A123': element('PN', { Alphabetic: 'Farrow-Hale^Imogen^^Dr' }),
      }),
    );
    expect(read([observer, description('Nodule'), image(undefined, '1.2.3')])).toMatchObject({
      id: INSTANCE,
      study: STUDY,
      series: SERIES,
      title: 'Of Interest',
      description: 'Nodule',
      author: 'Dr Imogen Farrow-Hale',
      made: '2026-11-18T16:40:00',
      images: [{ reference: { instance: '1.2.3' } }],
      person: { name: { family: 'Sample' } },
    });
  });

  it('has frames, and where each picture lies', () => {
    const { images } = read([image(undefined, '1.2.3', {}, 2, 7)], evidence(inSeries('1.2.6', '1.2.3')));
    expect(images).toEqual([
      { reference: { study: '1.2.5', series: '1.2.6', instance: '1.2.3', frames: [2, 7] } },
    ]);
  });

  it('has the presentation state of a picture, and those that it names by themselves', () => {
    const sop = (uid: string, sopClass: string, change: Elements = {}) => ({
      '00081199': sequence({
        '00081150': element('UI', sopClass),
        '00081155': element('UI', uid),
        ...change,
      }),
    });
    const CT = '1.2.840.10008.5.1.4.1.1.2';
    const key = read([
      item('IMAGE', undefined, sop('1.2.3', CT, sop('1.2.8', GSPS))),
      item('IMAGE', undefined, sop('1.2.9', GSPS)),
      item('COMPOSITE', undefined, sop('1.2.10', GSPS)),
    ]);
    expect(key.images).toEqual([{ reference: { instance: '1.2.3' }, presentationState: '1.2.8' }]);
    expect(key.presentationStates).toEqual(['1.2.9', '1.2.10']);
  });

  it.each([
    ['113000', 'Of Interest', undefined],
    ['113002', 'For Referring Provider', undefined],
    ['113013', 'Best In Set', undefined],
    ['113001', 'Rejected for Quality Reasons', true],
    ['113030', 'Manifest', true],
    ['113037', 'Rejected for Patient Safety Reasons', true],
    ['113039', 'Data Retention Policy Expired', true],
  ])('%s "%s" is no choice of pictures: %s', (value, meaning, expected) => {
    expect(read([image(undefined, '1.2.3')], title(value, meaning)).manifest).toBe(expected);
  });

  it.each([
    ['113001', true],
    ['113037', true],
    ['113038', true],
    ['113039', undefined],
    ['113030', undefined],
  ])('of title %s says of what it names that it is not to be used: %s', (value, expected) => {
    expect(read([image(undefined, '1.2.3')], title(value, '')).rejects).toBe(expected);
  });

  it('is a manifest when it says of all its series where to fetch them', () => {
    const there = { '0040E011': element('UI', '1.2.40') };
    const one = inSeries('1.2.6', '1.2.3', there);
    expect(read([], evidence(one)).manifest).toBe(true);
    expect(read([], evidence(one, inSeries('1.2.7', '1.2.4'))).manifest).toBeUndefined();
  });

  it('has why pictures were rejected beside its title', () => {
    const why = item('CODE', undefined, {
      '0040A043': coded('Document Title Modifier', '113011', 'DCM'),
      '0040A168': coded('Motion blur', '111208', 'DCM'),
    });
    expect(read([why], title('113001', 'Rejected for Quality Reasons')).title).toBe(
      'Rejected for Quality Reasons, Motion blur',
    );
  });

  it('that names a hundred thousand objects is read in the time that they take', () => {
    const sop = (uid: string, sopClass: string) => ({
      '00081150': element('UI', sopClass),
      '00081155': element('UI', uid),
    });
    const many = Array.from({ length: 100_000 }, (_, at) => sop(`1.2.${at + 1}`, at % 2 ? GSPS : '1.2.3'));
    const before = performance.now();
    const key = read([item('IMAGE', undefined, { '00081199': sequence(...many) })]);
    expect([key.images.length, key.presentationStates?.length]).toEqual([50_000, 50_000]);
    // A fifth of a second by itself; comparing each with all would take minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  }, 20_000);

  it('passes over references that name nothing', () => {
    expect(
      read([item('IMAGE', undefined), image(undefined, 'not a uid'), item('TEXT', undefined)]).images,
    ).toEqual([]);
  });
});

describe.skipIf(objectsAbsent())('a real key object selection', () => {
  it('of an imaging manifest is known as one, though it is titled otherwise', () => {
    const { dataset, bulk } = realObject('pr-ko/GK17285-KOS.dcm');
    expect(atOnce(keyObjectFrom(dataset, { ...context, bulk }))).toEqual({
      id: '1.3.6.1.4.1.40771.195243408406719620054624468635736553936',
      study: '1.2.840.113674.1115.261.200.20240111.163748.100',
      series: '1.3.6.1.4.1.40771.77902411457117259815679070341354945427',
      title: 'Of Interest',
      description: 'Automatic created',
      author: 'Router DICOM',
      made: '2024-01-11T16:38:00',
      images: [
        {
          reference: {
            study: '1.2.840.113674.1115.261.200.20240111.163748.100',
            series: '1.2.840.113674.1115.261.178.300.20240111.163748.100.1',
            instance: '1.2.840.113674.950809133358028.100.20240111.163748.100.1',
          },
        },
      ],
      manifest: true,
      person: {
        patientId: { system: undefined, value: '000120170710' },
        otherIds: [],
        name: { family: 'ALJMMazar ELGATest', given: ['Helmtraut'] },
        birthDate: '1943-05-04',
      },
    });
  });
});
