import { describe, expect, it } from 'vitest';
import { NHS_NUMBER } from '../../src/domain/patient/identifier';
import { dateFrom, dateTimeFrom, personFrom, personNameFrom } from '../../src/dicom/person';
import { NUMBER } from '../dicomweb/wire';

describe('a PN', () => {
  it.each([
    [
      { Alphabetic: 'Smith^John^Paul Q^Mr^MBE' },
      { family: 'Smith', given: ['John', 'Paul', 'Q'], prefix: 'Mr' },
    ],
    [
      { Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' },
      { family: 'Yamada', given: ['Tarou'] },
    ],
    [
      { Alphabetic: '', Ideographic: '山田^太郎' },
      { family: '山田', given: ['太郎'] },
    ],
    [{ Ideographic: '洪^吉洞' }, { family: '洪', given: ['吉洞'] }],
    ['Smith^Ada ', { family: 'Smith', given: ['Ada'] }],
    ['=山田^太郎', { family: '山田', given: ['太郎'] }],
    [{ alphabetic: 'Smith^Ada' }, { family: 'Smith', given: ['Ada'] }],
    [{ Alphabetic: '^Ada' }, { given: ['Ada'] }],
    [{ Alphabetic: ' ^ ' }, undefined],
    [{}, undefined],
    [null, undefined],
    [7, undefined],
    [{ Alphabetic: ['Smith'] }, undefined],
  ])('%j is %j', (value, name) => {
    expect(personNameFrom(value)).toEqual(name);
  });
});

it.each([
  [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎' }, [{ family: '山田', given: ['太郎'] }]],
  ['Yamada^Tarou=山田^太郎', [{ family: '山田', given: ['太郎'] }]],
  [{ Alphabetic: 'Smith^Ada', Ideographic: '', Phonetic: '^' }, undefined],
])('%j is also written %j', (value, alsoWritten) => {
  const { alsoWritten: found } = personFrom({ '00100010': { vr: 'PN', Value: [value] } }, undefined);
  expect(found).toEqual(alsoWritten);
});

describe('a date', () => {
  it.each([
    ['19450714', '1945-07-14'],
    ['1945.07.14', '1945-07-14'],
    ['1945-07-14', '1945-07-14'],
    ['194507', '1945-07'],
    ['1945', '1945'],
    ['19451314', undefined],
    ['19450732', undefined],
    ['1945-07-14T', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, date) => {
    expect(dateFrom(text)).toBe(date);
  });

  it.each([
    ['20261118', '091200.123', '2026-11-18T09:12:00'],
    ['20261118', '0912', '2026-11-18T09:12:00'],
    ['20261118', '09', '2026-11-18'],
    ['20261118', '991200', '2026-11-18'],
    ['20261118', undefined, '2026-11-18'],
    ['202611', '091200', '2026-11'],
    [undefined, '091200', undefined],
  ])('and a time, %j and %j, are %j', (date, time, started) => {
    expect(dateTimeFrom(date, time)).toBe(started);
  });
});

describe('a Patient ID', () => {
  const id = (value: string) => ({ '00100020': { vr: 'LO', Value: [value] } });
  const issuer = (value: string) => ({ '00100021': { vr: 'LO', Value: [value] } });
  const qualifiers = (value: string, type: string) => ({
    '00100024': {
      vr: 'SQ',
      Value: [{ '00400032': { vr: 'UT', Value: [value] }, '00400033': { vr: 'CS', Value: [type] } }],
    },
  });
  const MRN = 'https://salford.example/mrn';

  it.each([
    [
      'of an issuer that is a URI',
      { ...id('1'), ...issuer('https://x.example/id') },
      MRN,
      'https://x.example/id',
    ],
    ['of an issuer that is an OID', { ...id('1'), ...issuer('1.2.826.0.1') }, MRN, 'urn:oid:1.2.826.0.1'],
    [
      'of an issuer as HL7 writes it',
      { ...id('1'), ...issuer('SRFT&1.2.826.0.1&ISO') },
      MRN,
      'urn:oid:1.2.826.0.1',
    ],
    [
      'whose qualifiers give an OID',
      { ...id('1'), ...issuer('SRFT'), ...qualifiers('1.2.826.0.1', 'ISO') },
      MRN,
      'urn:oid:1.2.826.0.1',
    ],
    [
      'whose qualifiers give the NHS number’s OID',
      { ...id('1'), ...qualifiers('2.16.840.1.113883.2.1.4.1', 'ISO') },
      MRN,
      NHS_NUMBER,
    ],
    ['of an issuer that is only a word', { ...id('1'), ...issuer('SRFT') }, MRN, undefined],
    ['of an ODS code', { ...id('S1001'), ...issuer('RXK') }, MRN, undefined],
    ['of a hospital’s name', { ...id(NUMBER), ...issuer('Royal Bolton') }, MRN, undefined],
    ['of the word that is configured', { ...id('1'), ...issuer('SRFT') }, 'SRFT', 'SRFT'],
    ['of a word that means the NHS number', { ...id(NUMBER), ...issuer('NHS') }, NHS_NUMBER, NHS_NUMBER],
    [
      'of a word, a valid NHS number where they are meant',
      { ...id(NUMBER), ...issuer('RXK') },
      undefined,
      NHS_NUMBER,
    ],
    [
      'of a word, no NHS number where they are meant',
      { ...id('1'), ...issuer('RXK') },
      NHS_NUMBER,
      undefined,
    ],
    ['without issuer at an archive with numbers of its own, NHS number or not', id(NUMBER), MRN, MRN],
    ['without issuer that is a valid NHS number', id(NUMBER), undefined, NHS_NUMBER],
    ['without issuer that is none', id('9434765918'), undefined, undefined],
  ])('%s is of the right authority', (_, dataset, archiveSystem, system) => {
    expect(personFrom(dataset, archiveSystem).patientId?.system).toBe(system);
  });

  it('among the other ones has an authority only where it names it', () => {
    const others = {
      '00101002': { vr: 'SQ', Value: [{ ...id(NUMBER) }, { ...id('2'), ...issuer('urn:x:y') }, 'no item'] },
    };
    expect(personFrom(others, MRN).otherIds).toEqual([{ value: NUMBER }, { value: '2', system: 'urn:x:y' }]);
  });
});
