import { describe, expect, it } from 'vitest';
import { archiveId, studyUid } from '../../../src/domain/ids';
import type { Remote } from '../../../src/domain/knowledge/remote';
import { mergedStudies } from '../../../src/domain/list/federation';
import {
  couldBeOf,
  isReadable,
  joinOf,
  reportsKnown,
  reportsOfStudy,
  standingAlone,
  withoutStudy,
  type Join,
} from '../../../src/domain/list/reports-of-study';
import type { Report } from '../../../src/domain/report/report';
import type { Study } from '../../../src/domain/study/study';
import { aPatient, aReport, aStudy, personOf } from '../../fakes';

type GivenStudy = Parameters<typeof aStudy>[0];
const nothing = { studies: [], studyReferences: [], accessionNumbers: [] } as const;
const report = (given: Partial<Report> = {}) => aReport({ ...nothing, ...given });
const study = (given: GivenStudy = {}) => aStudy({ uid: '1.1', ...given });

const at = new Date('2026-11-21T14:02:00');
const whole = (reports: readonly Report[]) =>
  ({ kind: 'answered', value: reports, at, shortfalls: [] }) as const satisfies Remote<readonly Report[]>;
const known = (reports: readonly Report[], of: Study) =>
  reportsKnown(whole(reports), [of], whole([]))(of).kind;

describe('a report leads to a study', () => {
  it.each<[string, Join | undefined, GivenStudy, Partial<Report>]>([
    ['by UID', 'named', {}, { studies: [studyUid('1.1')] }],
    [
      'by the record’s reference',
      'named',
      { reference: 'ImagingStudy/1' },
      { studyReferences: ['ImagingStudy/1'] },
    ],
    [
      'by any reference that the record has for it',
      'named',
      { reference: 'ImagingStudy/1', references: ['ImagingStudy/1', 'ImagingStudy/2'] },
      { studyReferences: ['ImagingStudy/2'] },
    ],
    ['by accession number', 'accession number', { accessionNumber: 'A1' }, { accessionNumbers: ['A1'] }],
    [
      'by an accession number that another source told',
      'accession number',
      { accessionNumber: 'A1', accessionNumbers: ['A1', 'A2'] },
      { accessionNumbers: ['A2'] },
    ],
    [
      'whatever the letter case and spaces',
      'accession number',
      { accessionNumber: 'ab 1' },
      { accessionNumbers: ['AB1'] },
    ],
    [
      'by the order, where nothing else leads anywhere',
      'order',
      { orders: ['ServiceRequest/3'] },
      { orders: ['ServiceRequest/3'] },
    ],
    ['by the order’s identifier', 'order', { orders: ['urn:placer|7'] }, { orders: ['urn:placer|7'] }],
    [
      'not by the order where it names another study',
      undefined,
      { orders: ['ServiceRequest/3'] },
      { orders: ['ServiceRequest/3'], studies: [studyUid('9.9')] },
    ],
    ['not by an accession number that only one of them has', undefined, {}, { accessionNumbers: ['A1'] }],
    ['not by nothing', undefined, {}, {}],
  ])('%s', (_, join, given, leads) => {
    expect(joinOf(study(given), report(leads))).toBe(join);
    expect(reportsOfStudy(study(given), aPatient(), [report(leads)]).map((each) => each.join)).toEqual(
      join ? [join] : [],
    );
    expect(known([report(leads)], study(given)) === 'recorded').toBe(join !== undefined);
  });
});

describe('a report that leads to no study of the list', () => {
  it.each<[string, boolean, GivenStudy, Partial<Report>]>([
    ['names nothing at all', true, { accessionNumber: 'A1' }, {}],
    ['has an accession number, and the study has none that is known', true, {}, { accessionNumbers: ['A1'] }],
    [
      'has another accession number than the study',
      false,
      { accessionNumber: 'A1' },
      { accessionNumbers: ['A2'] },
    ],
    [
      'names another resource than the study’s',
      false,
      { reference: 'ImagingStudy/1' },
      { studyReferences: ['ImagingStudy/2'] },
    ],
    [
      'names a resource, and the study is known from archives only',
      true,
      {},
      { studyReferences: ['ImagingStudy/2'] },
    ],
    ['names another study by UID', false, {}, { studies: [studyUid('9.9')] }],
    [
      'was written for another order',
      false,
      { orders: ['ServiceRequest/1'] },
      { orders: ['ServiceRequest/2'] },
    ],
  ])('%s: may be of the study: %s', (_, may, given, leads) => {
    const one = study(given);
    expect(couldBeOf(one, report(leads), whole([]))).toBe(may);
    expect(known([report(leads)], one)).toBe(may ? 'unknown' : 'none');
  });

  it('is counted among those that stand by themselves; one of another listed study is not', () => {
    const loose = report({ id: 'DiagnosticReport/2', accessionNumbers: ['A9'] });
    const joined = report({ accessionNumbers: ['A1'] });
    expect(withoutStudy([joined, loose], [study({ accessionNumber: 'A1' })])).toEqual([loose]);
  });

  it('finds its study as soon as anybody tells the number', () => {
    const one = report({ accessionNumbers: ['A1'] });
    const record = study({
      heldBy: [],
      inRecord: true,
      reference: 'ImagingStudy/1',
      accessionNumber: 'OTHER',
    });
    const archive = study({ accessionNumber: 'A1' });
    const source = (id: 'record' | 'salford', ...studies: readonly Study[]) => ({
      id: id === 'record' ? id : archiveId(id),
      name: id,
      answer: { kind: 'answered', value: { studies }, at: new Date(0), shortfalls: [] } as const,
    });
    const alone = mergedStudies([source('record', record)]);
    const both = mergedStudies([source('salford', archive), source('record', record)]);
    expect(alone.map((each) => joinOf(each, one))).toEqual([undefined]);
    expect(both.map((each) => joinOf(each, one))).toEqual(['accession number']);
    expect(both[0]?.accessionNumber).toBe('OTHER');
  });
});

describe('a report of which the record does not say whose it is', () => {
  const doubtful = report({ studies: [studyUid('1.1')], ownership: 'cannot-tell' });

  it('is no report of the study it names, and stands by itself', () => {
    expect(reportsOfStudy(study(), aPatient(), [doubtful])).toEqual([]);
    expect(withoutStudy([doubtful], [study()])).toEqual([doubtful]);
  });

  it('leaves it open whether the study has a report', () => {
    expect(known([doubtful], study())).toBe('unknown');
  });
});

it.each<[string, Remote<unknown>]>([
  ['did not come', { kind: 'failed', problem: { kind: 'busy', where: '' }, at }],
  ['is not all', { ...whole([]), shortfalls: [{ kind: 'source-says-incomplete' }] }],
])('no report is told to be of another study where the record’s list %s', (_, imaging) => {
  const one = study({ reference: 'ImagingStudy/1' });
  const other = report({ studyReferences: ['ImagingStudy/2'] });
  expect(couldBeOf(one, other, imaging)).toBe(true);
  expect(reportsKnown(whole([other]), [one], imaging)(one).kind).toBe('unknown');
});

describe('of a study in the list', () => {
  it.each<[string, ReturnType<typeof known>, Remote<readonly Report[]>]>([
    ['the status of its report is told', 'recorded', whole([report({ studies: [studyUid('1.1')] })])],
    [
      'none is recorded where all came and none is its',
      'none',
      whole([report({ studies: [studyUid('9.9')] })]),
    ],
    [
      'nothing is denied of a part of the reports',
      'unknown',
      { ...whole([]), shortfalls: [{ kind: 'limit-reached', most: 1 }] },
    ],
    ['nothing is denied while they are awaited', 'unknown', { kind: 'asking' }],
    [
      'nothing is denied where they failed',
      'unknown',
      { kind: 'failed', problem: { kind: 'busy', where: '' }, at },
    ],
    ['nothing is denied where they were not asked for', 'unknown', { kind: 'not-asked', why: 'no-scope' }],
    ['a report from before its day is none of its', 'none', whole([report({ issued: '2026-11-17' })])],
    [
      'a report of the evening before by another clock may be its',
      'unknown',
      whole([report({ issued: '2026-11-17T23:40:00Z' })]),
    ],
    [
      'a report from two days before is none of its',
      'none',
      whole([report({ issued: '2026-11-16T23:40:00Z' })]),
    ],
    ['a report of its own day may be its', 'unknown', whole([report({ issued: '2026-11-18' })])],
    ['a report without a day may be its', 'unknown', whole([report({ issued: undefined })])],
  ])('%s', (_, kind, answer) => {
    expect(reportsKnown(answer, [study()], whole([]))(study()).kind).toBe(kind);
  });
});

it('what the record marks a report with is known of its study, and nothing where it marks none', () => {
  const told = (given: Partial<Report>) =>
    reportsKnown(whole([report({ studies: [studyUid('1.1')], ...given })]), [study()], whole([]))(study());
  expect(told({ alerts: ['Critical result'] })).toMatchObject({ alerts: ['Critical result'] });
  expect(told({})).not.toHaveProperty('alerts');
});

describe('of several reports', () => {
  const ofStudy = (id: string, given: Partial<Report> = {}) =>
    report({ id, studies: [studyUid('1.1')], issued: '2026-11-18T10:00:00Z', ...given });

  it('the one that stands is the one whose status the list tells, whichever came first', () => {
    const answer = whole([ofStudy('a', { status: 'preliminary' }), ofStudy('b', { status: 'final' })]);
    expect(reportsKnown(answer, [study()], whole([]))(study())).toEqual({
      kind: 'recorded',
      status: 'final',
    });
  });

  it.each<[string, readonly Report[], readonly string[]]>([
    ['the newest is first', [ofStudy('a'), ofStudy('b', { issued: '2026-11-18T11:00:00Z' })], ['b', 'a']],
    [
      'instants are compared, not their letters',
      [
        ofStudy('a', { issued: '2026-11-18T10:00:00+01:00' }),
        ofStudy('b', { issued: '2026-11-18T09:30:00Z' }),
      ],
      ['b', 'a'],
    ],
    [
      'one without a time, or with one that nobody can read, is last, by its name',
      [
        ofStudy('c', { issued: 'yesterday' }),
        ofStudy('b', { issued: undefined }),
        ofStudy('d', { issued: undefined }),
        ofStudy('a'),
      ],
      ['a', 'b', 'c', 'd'],
    ],
    [
      'what stands is before what may still change, which is before what was taken back',
      [
        ofStudy('back', { status: 'entered-in-error', issued: '2026-11-21' }),
        ofStudy('not yet', { status: 'registered', issued: '2026-11-20' }),
        ofStudy('may change', { status: 'preliminary', issued: '2026-11-19' }),
        ofStudy('stands', { status: 'amended' }),
      ],
      ['stands', 'may change', 'not yet', 'back'],
    ],
    [
      'a newer version is before what it replaces, whatever their times',
      [ofStudy('old', { issued: '2026-11-20' }), ofStudy('new', { replaces: ['old'] })],
      ['new', 'old'],
    ],
  ])('%s, of a study and read by themselves', (_, reports, ids) => {
    const given = [reports, [...reports].reverse()];
    for (const some of given) {
      expect(reportsOfStudy(study(), aPatient(), some).map((each) => each.report.id)).toEqual(ids);
      expect(standingAlone(aPatient(), some).map((each) => each.report.id)).toEqual(ids);
    }
  });

  it('what says that it is somebody else’s is left out, and what does not say enough is marked', () => {
    const person = personOf();
    const others = ofStudy('other', {
      person: { ...person, birthDate: '1990-01-01', name: { family: 'Other', given: ['Bob'] } },
    });
    const own = ofStudy('own', { person });
    const vague = ofStudy('vague', { person: { otherIds: [] } });
    for (const standing of [
      reportsOfStudy(study(), aPatient(), [others, own, vague]),
      standingAlone(aPatient(), [others, own, vague]),
    ])
      expect(standing.map(({ report: { id, identity } }) => [id, identity?.kind])).toEqual([
        ['own', undefined],
        ['vague', 'unconfirmed'],
      ]);
  });

  it('whose nobody can tell comes last of those that are read by themselves', () => {
    const doubtful = ofStudy('doubtful', { ownership: 'cannot-tell', issued: '2026-11-21' });
    expect(standingAlone(aPatient(), [doubtful, ofStudy('own')]).map((each) => each.report.id)).toEqual([
      'own',
      'doubtful',
    ]);
  });
});

describe('of several reports of a study', () => {
  const of = (status: Report['status']) => report({ studies: [studyUid('1.1')], status });
  it.each<[string, Report['status'], boolean, readonly Report['status'][]]>([
    ['what stands is told before what was taken back later', 'final', true, ['entered-in-error', 'final']],
    ['what may change is told before what was cancelled', 'preliminary', true, ['cancelled', 'preliminary']],
    ['what was taken back is told where it is all', 'entered-in-error', false, ['entered-in-error']],
    ['a cancelled one is none to read', 'cancelled', false, ['cancelled']],
    ['one that is only announced is none to read', 'registered', false, ['registered']],
    ['one of unknown standing can be read', 'unknown', true, ['unknown']],
    ['an amended one can be read', 'amended', true, ['amended']],
  ])('%s', (_, status, readable, given) => {
    const told = reportsKnown(whole(given.map(of)), [study()], whole([]))(study());
    expect(told).toEqual({ kind: 'recorded', status });
    expect(isReadable(told)).toBe(readable);
  });
});
