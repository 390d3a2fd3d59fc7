import { describe, expect, it } from 'vitest';
import { mergedStudies, ofPatient, type Source } from '../../../src/domain/list/federation';
import { landing } from '../../../src/domain/list/relevance';
import { openedByItself, openedByName, studyIdentity } from '../../../src/domain/list/standing';
import {
  reportsKnown,
  reportsOfStudy,
  standingAlone,
  withoutStudy,
  type StandingReport,
} from '../../../src/domain/list/reports-of-study';
import type { Report } from '../../../src/domain/report/report';
import type { Study } from '../../../src/domain/study/study';
import { aPatient, aReport, aStudy, personOf } from '../../fakes';

const same = { kind: 'same' } as const;
const unconfirmed = { kind: 'unconfirmed', differs: [], absent: ['identifier'], less: [] } as const;
const different = { kind: 'different', differs: ['identifier'] } as const;
const study = (uid: string, given: Partial<Study> = {}) => aStudy({ uid, ...given } as never);

const CONTRADICTED = { ownership: 'contradicted', identity: same } as const;
const sure = study('1.1');
const doubtful = study('1.2', { identity: unconfirmed });
const nobodys = study('1.3', { ownership: 'cannot-tell' });
const withdrawn = study('1.4', { withdrawn: 'cancelled' });
const anothers = study('1.5', { identity: different });
const contradicted = study('1.6', CONTRADICTED);

describe('whose a study is, before it is opened', () => {
  it.each<[string, Partial<Study>, string]>([
    ['nobody said anything against it', {}, 'confirmed'],
    ['an archive confirms it', { identity: same }, 'confirmed'],
    ['an archive does not confirm it', { identity: unconfirmed }, 'not-confirmed'],
    ['the record does not say', { ownership: 'cannot-tell' }, 'cannot-tell'],
    ['neither says', { ownership: 'cannot-tell', identity: unconfirmed }, 'cannot-tell'],
    ['an archive says that it is another’s', { identity: different }, 'somebody-elses'],
    [
      'the record does not say, an archive says another’s',
      { ownership: 'cannot-tell', identity: different },
      'somebody-elses',
    ],
    ['the record says another’s, an archive the patient’s', CONTRADICTED, 'contradicted'],
    ['both say that it is another’s', { ownership: 'contradicted', identity: different }, 'somebody-elses'],
    ['the record does not say, an archive does', { ownership: 'cannot-tell', identity: same }, 'confirmed'],
  ])('%s', (_, given, expected) => expect(studyIdentity(study('1', given))).toBe(expected));
});

describe('what a launch opens by itself', () => {
  it.each<[string, readonly Study[], readonly Study[]]>([
    ['what is confirmed, before what is newer and is not', [doubtful, sure], [sure]],
    ['what is not confirmed, where nothing else is there', [nobodys, doubtful, withdrawn], [doubtful]],
    [
      'nothing that is withdrawn, of nobody knows whom, or another’s',
      [nobodys, withdrawn, anothers, contradicted],
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(openedByItself(given)).toEqual(expected);
    expect(landing(given, { named: [] }, () => false)?.study).toBe(expected[0]);
  });

  it('and by name also what is not confirmed', () => {
    const all = [nobodys, withdrawn, contradicted, doubtful, sure];
    expect(openedByName(all)).toEqual([doubtful, sure]);
    expect(landing(all, { named: ['1.2'] }, () => false)?.study).toBe(doubtful);
    expect(landing(all, { named: ['1.4'] }, () => false)).toBeUndefined();
    expect(landing([sure, anothers], { named: ['1.5'] }, () => false)?.study).toBe(anothers);
  });
});

describe('the list', () => {
  const at = new Date('2026-11-29T12:00:00');
  const answered = (id: string, ...studies: readonly Study[]): Source =>
    ({ id, name: id, answer: { kind: 'answered', value: { studies }, shortfalls: [], at } }) as Source;

  it('carries by UID what the record took back to the copy of an archive, and lists it nowhere else', () => {
    const recorded = (uid: string) =>
      study(uid, { withdrawn: 'entered-in-error', inRecord: true, heldBy: [] });
    const [held, ...rest] = mergedStudies([
      answered('record', recorded('1.1'), recorded('1.2')),
      answered('salford', study('1.1', { inRecord: false })),
    ]);
    expect([held?.uid, held?.withdrawn]).toEqual(['1.1', 'entered-in-error']);
    expect(rest).toEqual([]);
  });

  it('marks what an archive does not confirm, the worst of several, and nothing that says nobody’s name', () => {
    const patient = aPatient();
    const half = study('1.1', { person: { otherIds: [], name: patient.name } });
    const whole = study('1.1', { person: personOf(patient) });
    const silent = study('1.1', { person: { otherIds: [] } });
    const merged = (...those: readonly Study[]) =>
      mergedStudies(those.map((one, n) => answered(String(n), ...ofPatient(patient, [one]).studies)))[0]
        ?.identity?.kind;
    expect(merged(whole, half)).toBe('unconfirmed');
    expect(merged(half, whole)).toBe('unconfirmed');
    expect(merged(whole, silent)).toBe('same');
    expect(merged(silent)).toBeUndefined();
  });

  describe('of what one source lists as the patient’s and an archive labels as another’s', () => {
    const patient = aPatient();
    const bob = {
      otherIds: [],
      name: { family: 'Jones', given: ['Bob'] },
      birthDate: '1950-01-01',
    };
    const denying = answered('denies');
    const denied = ofPatient(patient, [study('1.1', { person: bob, inRecord: false })]);
    const no = { ...denying, answer: { ...denying.answer, value: denied } } as Source;
    const record = answered('record', study('1.1', { inRecord: true, heldBy: [] }));
    const holds = answered('holds', study('1.1', { person: personOf(patient), identity: same }));
    const unsure = answered('half', study('1.1', { identity: unconfirmed }));
    it.each<[string, readonly Source[]]>([
      ['the record alone', [record, no]],
      ['the record, which answers last', [no, record]],
      ['an archive that confirms it', [holds, no]],
      ['an archive that confirms it, last', [no, record, holds]],
      ['an archive that does not confirm it', [no, unsure, record]],
    ])('listed by %s: it is said, without the other’s name', (_, sources) => {
      const [one, ...rest] = mergedStudies(sources);
      expect(rest).toEqual([]);
      expect(one && studyIdentity(one)).toBe('somebody-elses');
      expect(JSON.stringify(one)).not.toContain('Bob');
    });

    it('is not listed where nobody says that it is the patient’s', () => {
      expect(mergedStudies([no])).toEqual([]);
      expect(no.answer).toMatchObject({ value: { somebodyElses: 1 } });
    });
  });

  it('takes a report of nobody knows whom for neither a report nor none', () => {
    const one = study('1.1');
    const lost = aReport({ id: 'a', studies: [one.uid], ownership: 'cannot-tell' });
    const own = aReport({ id: 'b', studies: [one.uid], issued: '2001-01-01' });
    const whole = <T>(value: T) => ({ kind: 'answered', value, shortfalls: [], at }) as const;
    const knownOf = (...reports: readonly Report[]) => reportsKnown(whole(reports), [one], whole([]))(one);
    const ids = (standing: readonly StandingReport[]) => standing.map(({ report }) => report.id);
    expect(knownOf(lost)).toEqual({ kind: 'unknown' });
    expect(knownOf(lost, own)).toMatchObject({ kind: 'recorded' });
    expect(ids(reportsOfStudy(one, aPatient(), [lost, own]))).toEqual(['b']);
    const other = aReport({ id: 'c', studies: [] });
    const apart = withoutStudy([lost, own, other], [one]);
    expect(ids(standingAlone(aPatient(), apart))).toEqual(['c', 'a']);
  });

  it('says of a report whose person is not confirmed that it is not', () => {
    const one = study('1.1');
    const half = aReport({ studies: [one.uid], person: { otherIds: [], name: aPatient().name } });
    expect(reportsOfStudy(one, aPatient(), [half])[0]?.report.identity).toMatchObject({
      kind: 'unconfirmed',
    });
  });
});
