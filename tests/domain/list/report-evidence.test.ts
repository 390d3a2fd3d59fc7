import { describe, expect, it } from 'vitest';
import { archiveId } from '../../../src/domain/ids';
import type { Remote } from '../../../src/domain/knowledge/remote';
import {
  objectsAnswer,
  reportsIn,
  reportStatement,
  undecidedIn,
  type ReportSources,
} from '../../../src/domain/list/report-evidence';
import { err, ok, type Problem } from '../../../src/domain/problem';
import { nothingBeside, type StudyObjects } from '../../../src/domain/objects/study-objects';
import type { Report } from '../../../src/domain/report/report';
import { aPatient, aReport, aStudy } from '../../fakes';

const at = new Date('2026-11-21T14:02:00');
const salford = archiveId('salford');
const bolton = archiveId('bolton');
const study = aStudy({ heldBy: [salford], inRecord: true, reference: 'ImagingStudy/1' });

const whole = <T>(value: T): Remote<T> => ({ kind: 'answered', value, at, shortfalls: [] });
const partly = <T>(value: T): Remote<T> => ({
  kind: 'answered',
  value,
  at,
  shortfalls: [{ kind: 'unreadable', count: 1 }],
});
const failed: Remote<never> = { kind: 'failed', problem: { kind: 'timed-out', where: 'x' }, at };
const notAsked: Remote<never> = { kind: 'not-asked', why: 'no-scope' };
const asking: Remote<never> = { kind: 'asking' };

interface Given {
  readonly recorded?: Remote<readonly Report[]>;
  readonly imaging?: Remote<{ readonly studies: readonly (typeof study)[] }>;
  readonly holder?: Remote<{ readonly studies: readonly (typeof study)[] }>;
  readonly other?: Remote<{ readonly studies: readonly (typeof study)[] }>;
  readonly objects?: Remote<StudyObjects>;
  readonly of?: typeof study;
}

function known(given: Given = {}): ReportSources {
  const one = given.of ?? study;
  return {
    study: one,
    patient: aPatient(),
    recorded: given.recorded ?? whole([]),
    studies: [one],
    sources: [
      { id: 'record', name: 'Record', answer: given.imaging ?? whole({ studies: [one] }) },
      { id: salford, name: 'Salford', answer: given.holder ?? whole({ studies: [one] }) },
      { id: bolton, name: 'Bolton', answer: given.other ?? whole({ studies: [] }) },
    ],
    objects:
      given.objects === undefined
        ? new Map([[salford, whole(nothingBeside)]])
        : new Map([[salford, given.objects]]),
  };
}

const loose = aReport({ studies: [], studyReferences: [], accessionNumbers: [] });
const ofAnother = aReport({ studies: [], studyReferences: ['ImagingStudy/2'], accessionNumbers: [] });

describe('of a study’s reports', () => {
  it('“none” is said when everybody who could hold one answered wholly', () => {
    expect(reportStatement(known()).kind).toBe('none');
  });

  it.each<[string, Given]>([
    ['the record’s reports failed', { recorded: failed }],
    ['the record’s reports came in part', { recorded: partly([]) }],
    ['the sign-in does not include reports', { recorded: notAsked }],
    ['what lies beside the pictures failed', { objects: failed }],
    ['something beside the pictures could not be read', { objects: partly(nothingBeside) }],
    ['another archive did not answer', { other: failed }],
    ['another archive was not asked', { other: notAsked }],
    ['another archive’s list came in part', { other: partly({ studies: [] }) }],
    ['a report of the patient names no study', { recorded: whole([loose]) }],
    [
      'a report names a resource that did not come, and the study is known from an archive only',
      { recorded: whole([ofAnother]), imaging: failed, of: aStudy({ heldBy: [salford] }) },
    ],
  ])('“none” is not said when %s', (_, given) => {
    expect(reportStatement(known(given)).kind).toBe('not-told');
  });

  it.each<[string, Given]>([
    ['the record’s reports', { recorded: asking }],
    ['more of the record’s reports', { recorded: { kind: 'asking', soFar: [loose] } }],
    ['what lies beside the pictures', { objects: asking }],
    ['another archive’s list', { other: asking }],
    [
      'the record’s studies, of which a report may find its own',
      { recorded: whole([loose]), imaging: asking },
    ],
  ])('nothing is denied while %s are awaited', (_, given) => {
    expect(reportStatement(known(given)).kind).toBe('asking');
  });

  it('the record’s list of studies does not matter where every report is of another study for certain', () => {
    expect(reportStatement(known({ imaging: failed, recorded: whole([]) })).kind).toBe('none');
  });

  it('an archive that holds the study and was not asked for what lies beside it is still awaited', () => {
    expect(reportStatement({ ...known(), objects: new Map() }).kind).toBe('asking');
  });

  it('there may be more where one is here and somebody did not answer', () => {
    const statement = reportStatement(
      known({ recorded: whole([aReport({ studies: [study.uid] })]), other: failed }),
    );
    expect(statement).toMatchObject({ kind: 'some', gaps: [{ name: 'Bolton' }] });
  });
});

it('nothing is denied before it is known who could hold a report', () => {
  const before = { ...known({ recorded: asking }), sources: [] };
  expect(reportStatement(before).kind).toBe('asking');
  expect(reportStatement({ ...before, recorded: whole([loose]) }).kind).toBe('not-told');
});

it('a report that is read by itself is of no study, and none is undecided', () => {
  const alone: ReportSources = { ...known({ recorded: whole([loose]) }), study: undefined };
  expect([reportsIn(alone), undecidedIn(alone)]).toEqual([[], []]);
  expect(reportStatement(alone).kind).toBe('none');
});

describe('what an archive answered of what lies beside the pictures', () => {
  const problem: Problem = { kind: 'timed-out', where: 'Salford' };
  const missing: Problem = { kind: 'not-found', where: 'Salford' };

  it.each<[string, Parameters<typeof objectsAnswer>[0], boolean, Remote<StudyObjects>]>([
    ['all there is', ok(nothingBeside), true, whole(nothingBeside)],
    ['“not found”, by one that does not hold the study: nothing', err(missing), false, whole(nothingBeside)],
    [
      '“not found”, by one that holds it: no answer',
      err(missing),
      true,
      { kind: 'failed', problem: missing, at },
    ],
    ['a failure', err(problem), false, { kind: 'failed', problem, at }],
    [
      'objects that could not be read, and a series that did not come',
      ok({ ...nothingBeside, unreadable: ['1.2', '1.3'], problems: [problem] }),
      true,
      {
        kind: 'answered',
        value: { ...nothingBeside, unreadable: ['1.2', '1.3'], problems: [problem] },
        at,
        shortfalls: [
          { kind: 'unreadable', count: 2 },
          { kind: 'page-missing', problem },
        ],
      },
    ],
  ])('%s', (_, result, holds, remote) => {
    expect(objectsAnswer(result, holds, at)).toEqual(remote);
  });
});
