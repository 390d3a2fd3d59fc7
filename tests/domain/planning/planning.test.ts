import { describe, expect, it } from 'vitest';
import type { Remote } from '../../../src/domain/knowledge/remote';
import { planningOf, type PlanningSources } from '../../../src/domain/planning/planning';
import type { PlannedImaging } from '../../../src/domain/planning/planned-imaging';
import type { Report } from '../../../src/domain/report/report';
import type { Study } from '../../../src/domain/study/study';
import { archiveId, studyUid } from '../../../src/domain/ids';

const now = new Date('2026-11-30T12:00:00Z');
const answered = <T>(value: T): Remote<T> => ({ kind: 'answered', value, at: now, shortfalls: [] });
const where = 'Care Record';

const request = (id: string, more: Partial<PlannedImaging> = {}): PlannedImaging => ({
  id: `ServiceRequest/${id}`,
  kind: 'requested',
  status: 'active',
  what: 'CT chest',
  at: '2026-11-03',
  accessionNumbers: [],
  ...more,
});
const booking = (id: string, more: Partial<PlannedImaging> = {}): PlannedImaging => ({
  id: `Appointment/${id}`,
  kind: 'booked',
  status: 'booked',
  at: '2026-12-10T10:20:00Z',
  requests: ['ServiceRequest/r'],
  accessionNumbers: [],
  ...more,
});
const study = (more: Partial<Study> = {}): Study => ({
  uid: studyUid('2.25.1'),
  started: '2026-11-20T10:30:00',
  modalities: ['CT'],
  heldBy: [archiveId('salford')],
  inRecord: true,
  reference: 'ImagingStudy/1',
  orders: ['ServiceRequest/r'],
  ...more,
});
const report = (more: Partial<Report> = {}): Report => ({
  id: 'DiagnosticReport/1',
  source: where,
  status: 'final',
  issued: '2026-11-21T09:00:00Z',
  authors: [],
  contents: [],
  replaces: [],
  keyImages: [],
  studies: [],
  studyReferences: ['ImagingStudy/1'],
  accessionNumbers: [],
  ...more,
});

interface Given {
  readonly planned?: readonly PlannedImaging[];
  readonly studies?: readonly Study[];
  readonly reports?: readonly Report[];
  readonly more?: Partial<PlanningSources>;
}
const planning = ({ planned = [], studies = [], reports = [], more = {} }: Given) =>
  planningOf({
    planned: answered({ planned, unanswered: [] }),
    sources: [
      { id: 'record', name: where, answer: answered({ studies }) },
      { id: archiveId('salford'), name: 'Salford Royal', answer: answered({ studies }) },
    ],
    studies,
    reports: answered(reports),
    now,
    ...more,
  });
const states = (given: Given) => planning(given).entries.map(({ chain, state }) => [chain.id, state.kind]);
const only = (given: Given) => {
  const { entries } = planning(given);
  expect(entries).toHaveLength(1);
  return entries[0];
};

describe('what was requested, booked, done and reported', () => {
  it.each<[string, Given]>([
    ['the study names the request', {}],
    [
      'the study names the request’s number',
      {
        planned: [
          request('r', { identifiers: ['https://x|P1'] }),
          booking('a', { requests: ['https://x|P1'], status: 'fulfilled' }),
        ],
        studies: [study({ orders: ['https://x|P1'] })],
      },
    ],
    [
      'both have one accession number, however it is written',
      {
        planned: [request('r', { accessionNumbers: ['a 1'] }), booking('a')],
        studies: [study({ orders: [], accessionNumber: 'A1' })],
      },
    ],
    [
      'the report alone names the request',
      {
        studies: [study()],
        reports: [report({ studyReferences: [], orders: ['ServiceRequest/r'] })],
      },
    ],
    [
      'a report alone holds the study and the request together',
      { studies: [study({ orders: [] })], reports: [report({ orders: ['ServiceRequest/r'] })] },
    ],
    ['the study names the appointment', { studies: [study({ orders: ['Appointment/a'] })] }],
    [
      'the appointment has the accession number of the request',
      {
        planned: [
          request('r', { accessionNumbers: ['A1'] }),
          booking('a', {
            requests: [],
            accessionNumbers: ['a1'],
            at: '2026-11-20T10:20:00Z',
            status: 'fulfilled',
          }),
        ],
      },
    ],
    [
      'the request is made from another',
      {
        planned: [
          request('r', { intent: 'order' }),
          request('f', { intent: 'filler-order', requests: ['ServiceRequest/r'] }),
          booking('a', { at: '2026-11-20T10:20:00Z', status: 'fulfilled' }),
        ],
      },
    ],
  ])('is one chain where %s', (_how, given) => {
    const entry = only({
      planned: [request('r'), booking('a', { at: '2026-11-20T10:20:00Z', status: 'fulfilled' })],
      studies: [study()],
      reports: [report()],
      ...given,
    });
    expect(entry?.chain.requests.length).toBeGreaterThan(0);
    expect(entry?.chain.bookings).toHaveLength(1);
    expect(entry?.state).toEqual({ kind: 'reported', status: 'final', open: 0 });
    expect(entry?.standing).toBe('result');
  });

  it('is never joined by likeness: what names nothing stands by itself', () => {
    const given = {
      planned: [request('r'), booking('a', { requests: [], what: 'CT chest' })],
      studies: [study({ orders: [] })],
      reports: [report({ studyReferences: [], studies: [studyUid('2.25.9')] })],
    };
    expect(planning(given).entries.map(({ chain }) => chain.id)).toEqual([
      'Appointment/a',
      'ServiceRequest/r',
      'DiagnosticReport/1',
      '2.25.1',
    ]);
  });

  it('does not take one of several requests that were made from one for done', () => {
    const given = {
      planned: [
        request('r'),
        request('x', { requests: ['ServiceRequest/r'] }),
        request('y', { requests: ['ServiceRequest/r'] }),
      ],
      studies: [study()],
    };
    expect(Object.fromEntries(states(given))).toEqual({
      'ServiceRequest/r': 'done',
      'ServiceRequest/x': 'requested',
      'ServiceRequest/y': 'requested',
    });
  });

  it('holds every request once where they name one another in a ring', () => {
    const given = {
      planned: [
        request('r', { requests: ['ServiceRequest/x'] }),
        request('x', { requests: ['ServiceRequest/r'] }),
      ],
    };
    expect(only(given)?.chain.requests).toHaveLength(2);
  });

  it('stands apart, joined to nothing, where nobody can tell whose it is', () => {
    const given = { planned: [request('r', { ownership: 'cannot-tell' as const })], studies: [study()] };
    const entries = planning(given).entries;
    expect(entries.map(({ isApart, chain }) => [isApart, chain.studies.length])).toEqual([
      [false, 1],
      [true, 0],
    ]);
  });

  it.each<[string, readonly PlannedImaging[], object, string]>([
    ['requested', [request('r')], { kind: 'requested', status: 'active', booking: 'none' }, 'open'],
    ['on hold', [request('r', { status: 'on-hold' })], { kind: 'requested', status: 'on-hold' }, 'open'],
    ['booked', [request('r'), booking('a')], { kind: 'booked', at: '2026-12-10T10:20:00Z' }, 'open'],
    [
      'booked for today, earlier',
      [request('r'), booking('a', { at: '2026-11-30T08:00:00Z' })],
      { kind: 'booked' },
      'open',
    ],
    [
      'on the waiting list',
      [request('r'), booking('a', { status: 'waitlist' })],
      { kind: 'unconfirmed', status: 'waitlist' },
      'open',
    ],
    [
      'proposed',
      [request('r'), booking('a', { status: 'proposed' })],
      { kind: 'unconfirmed', status: 'proposed' },
      'open',
    ],
    [
      'cancelled and booked again',
      [request('r'), booking('a', { status: 'cancelled', at: '2026-11-10' }), booking('b')],
      { kind: 'booked' },
      'open',
    ],
    [
      'not attended',
      [request('r'), booking('a', { status: 'noshow', at: '2026-11-10' })],
      { kind: 'missed', how: 'noshow', again: 'none' },
      'attention',
    ],
    [
      'its appointment cancelled',
      [request('r'), booking('a', { status: 'cancelled' })],
      { kind: 'missed', how: 'cancelled', again: 'none' },
      'attention',
    ],
    ['cancelled', [request('r', { status: 'revoked' })], { kind: 'cancelled' }, 'cancelled'],
    ['not to be done', [request('r', { isForbidden: true })], { kind: 'cancelled' }, 'cancelled'],
    [
      'cancelled and still booked',
      [request('r', { status: 'revoked' }), booking('a')],
      { kind: 'cancelled', booked: '2026-12-10T10:20:00Z' },
      'attention',
    ],
    [
      'an appointment alone, cancelled',
      [booking('a', { requests: [], status: 'cancelled' })],
      { kind: 'cancelled' },
      'cancelled',
    ],
    [
      'attended',
      [request('r'), booking('a', { status: 'arrived', at: '2026-11-29' })],
      { kind: 'attended', result: 'none' },
      'open',
    ],
    [
      'marked as done',
      [request('r', { status: 'completed' })],
      { kind: 'completed', result: 'none' },
      'result',
    ],
    ['wanted by a day to come', [request('r', { wantedBy: '2026-12-01' })], { kind: 'requested' }, 'open'],
    ['wanted by today', [request('r', { wantedBy: '2026-11-30' })], { kind: 'requested' }, 'open'],
    ['wanted by this month', [request('r', { wantedBy: '2026-11' })], { kind: 'requested' }, 'open'],
    ['wanted by no date', [request('r', { wantedBy: 'soon' })], { kind: 'requested' }, 'open'],
    [
      'overdue by the request’s own day',
      [request('r', { wantedBy: '2026-11-20' })],
      { kind: 'passed', by: 'wanted', result: 'none' },
      'attention',
    ],
    [
      'overdue by the request’s own month',
      [request('r', { wantedBy: '2026-10' })],
      { kind: 'passed', by: 'wanted', result: 'none' },
      'attention',
    ],
    [
      'overdue by its appointment',
      [request('r'), booking('a', { at: '2026-11-20T10:20:00Z' })],
      { kind: 'passed', by: 'booked', result: 'none' },
      'attention',
    ],
    [
      'wanted earlier, and booked',
      [request('r', { wantedBy: '2026-11-20' }), booking('a')],
      { kind: 'booked' },
      'open',
    ],
  ])('is said to be %s', (_what, planned, state, standing) => {
    const entry = only({ planned });
    expect(entry?.state).toMatchObject(state);
    expect(entry?.standing).toBe(standing);
  });

  const silent = { kind: 'failed', problem: { kind: 'timed-out', where }, at: now } as const;
  const partial: Remote<never[]> = {
    ...answered([]),
    shortfalls: [{ kind: 'unreadable', count: 1 }],
  } as Remote<never[]>;
  const late = request('r', { wantedBy: '2026-11-20' });
  it.each<[string, Given, string]>([
    [
      'an archive did not answer',
      { more: { sources: [{ id: archiveId('s'), name: 'S', answer: silent }] } },
      'unknown',
    ],
    [
      'an archive was not asked',
      {
        more: {
          sources: [{ id: archiveId('s'), name: 'S', answer: { kind: 'not-asked', why: 'foreign-origin' } }],
        },
      },
      'unknown',
    ],
    ['reports did not come', { more: { reports: silent } }, 'unknown'],
    ['reports are still asked for', { more: { reports: { kind: 'asking' } } }, 'unknown'],
    ['not every report came', { more: { reports: partial } }, 'unknown'],
    [
      'appointments were refused',
      {
        more: {
          planned: answered({
            planned: [late],
            unanswered: [{ what: 'appointments', problem: { kind: 'forbidden', where } }],
          }),
        },
      },
      'unknown',
    ],
    ['a study since then names no request', { studies: [study({ orders: [] })] }, 'unlinked'],
    [
      'a study of an unknown day names no request',
      { studies: [study({ orders: [], started: undefined as never })] },
      'unlinked',
    ],
    ['a report since then leads nowhere', { reports: [report({ studyReferences: [] })] }, 'unlinked'],
    [
      'a study of before it was requested',
      { studies: [study({ orders: [], started: '2026-10-01' })] },
      'none',
    ],
    [
      'a study that names another request',
      { studies: [study({ orders: ['ServiceRequest/other'] })] },
      'none',
    ],
  ])('says of one that is late what is known where there is %s', (_what, given, result) => {
    const entry = planning({ planned: [late], ...given }).entries.find(({ chain }) => chain.id === late.id);
    expect(entry?.state).toEqual({ kind: 'passed', by: 'wanted', at: '2026-11-20', result });
  });

  it.each<[string, readonly Study[], readonly Report[], object]>([
    [
      'its report is announced',
      [study()],
      [report({ status: 'registered' })],
      { kind: 'done', report: 'announced' },
    ],
    [
      'its report was taken back',
      [study()],
      [report({ status: 'entered-in-error' })],
      { kind: 'done', report: 'withdrawn' },
    ],
    ['it has no report', [study()], [], { kind: 'done', report: 'none' }],
    [
      'its report is preliminary',
      [study()],
      [report({ status: 'preliminary' })],
      { kind: 'reported', status: 'preliminary', open: 0 },
    ],
    ['its pictures are awaited', [study({ awaited: true })], [], { kind: 'under-way' }],
    [
      'only its report is announced',
      [],
      [report({ status: 'registered', orders: ['ServiceRequest/r'] })],
      { kind: 'under-way' },
    ],
    ['its examination was cancelled', [study({ withdrawn: 'cancelled' })], [], { kind: 'requested' }],
    [
      'one of two examinations is reported',
      [study(), study({ uid: studyUid('2.25.2'), reference: 'ImagingStudy/2' })],
      [report()],
      { kind: 'reported', open: 1 },
    ],
  ])('says where %s', (_what, studies, reports, state) => {
    expect(only({ planned: [request('r')], studies, reports })?.state).toMatchObject(state);
  });

  it('puts what needs a person first, then what comes soonest, then results', () => {
    const given = {
      planned: [
        request('later'),
        booking('second', { requests: [], at: '2026-12-20' }),
        booking('first', { requests: [], at: '2026-12-05' }),
        request('late', { wantedBy: '2026-11-20', accessionNumbers: ['L'] }),
        request('off', { status: 'revoked' }),
      ],
      studies: [study({ orders: [], accessionNumber: 'X', started: '2020-01-01' })],
    };
    expect(states(given).map(([id]) => id)).toEqual([
      'ServiceRequest/late',
      'Appointment/first',
      'Appointment/second',
      'ServiceRequest/later',
      '2.25.1',
      'ServiceRequest/off',
    ]);
  });
});
