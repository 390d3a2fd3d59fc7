import '../window';
import { describe, expect, it } from 'vitest';
import { plannedImagingOf } from '../../../src/fhir/imaging/requests-and-appointments';
import { launchedFor, recordWith, type Answers } from '../report-server';

const signal = new AbortController().signal;
const planned = async (answers: Answers, orders = new Map<string, readonly string[]>()) => {
  const answer = await plannedImagingOf(
    recordWith({ ServiceRequest: [], Appointment: [], ...answers }),
    launchedFor('p1'),
    orders,
    signal,
  );
  if (!answer.ok) throw new Error(answer.problem.kind);
  return answer.value;
};

const request = (id: string, more: object = {}) => ({
  resourceType: 'ServiceRequest',
  id,
  status: 'active',
  category: [{ coding: [{ code: '363679005' }] }],
  code: { text: 'CT Thorax' },
  subject: { reference: 'Patient/p1' },
  authoredOn: '2026-11-12',
  reasonCode: [{ text: 'Nodule?' }],
  performer: [{ display: 'Bolton' }],
  ...more,
});

const appointment = (id: string, more: object = {}) => ({
  resourceType: 'Appointment',
  id,
  status: 'booked',
  description: 'MR Head',
  start: '2026-12-03T10:20:00+00:00',
  participant: [
    { actor: { reference: 'Patient/p1', display: 'Aria' } },
    { actor: { reference: 'Location/1', display: 'Salford' } },
  ],
  ...more,
});

describe('planned imaging', () => {
  it('is requests and bookings, the soonest first', async () => {
    const identifier = [{ type: { coding: [{ code: 'ACSN' }] }, value: 'A1' }];
    const basedOn = [{ reference: 'ServiceRequest/r' }];
    const { planned: all } = await planned({
      Appointment: [appointment('a', { basedOn })],
      ServiceRequest: [request('r', { identifier })],
    });
    expect(all).toEqual([
      {
        id: 'ServiceRequest/r',
        kind: 'requested',
        status: 'active',
        what: 'CT Thorax',
        reason: 'Nodule?',
        at: '2026-11-12',
        place: 'Bolton',
        accessionNumbers: ['A1'],
      },
      {
        id: 'Appointment/a',
        kind: 'booked',
        status: 'booked',
        what: 'MR Head',
        at: '2026-12-03T10:20:00+00:00',
        place: 'Salford',
        request: 'ServiceRequest/r',
        accessionNumbers: [],
      },
    ]);
  });

  it.each([
    ['has its study already', request('r'), new Map([['ServiceRequest/r', ['ImagingStudy/1']]])],
    ['is done', request('r', { status: 'completed' }), undefined],
    ['was withdrawn', request('r', { status: 'revoked' }), undefined],
    [
      'is no imaging',
      request('r', { category: [{ text: 'Education' }], code: { text: 'Diabetes prevention' } }),
      undefined,
    ],
    ['is somebody else’s', request('r', { subject: { reference: 'Patient/p2' } }), undefined],
  ])('leaves out a request that %s', async (_why, resource, orders) => {
    expect((await planned({ ServiceRequest: [resource] }, orders)).planned).toEqual([]);
  });

  it.each([
    ['was cancelled', { status: 'cancelled' }],
    ['is past', { start: '2026-11-19T10:00:00Z' }],
    ['is no imaging', { description: 'Follow-up' }],
  ])('leaves out an appointment that %s', async (_why, more) => {
    expect((await planned({ Appointment: [appointment('a', more)] })).planned).toEqual([]);
  });

  it('knows imaging by words where nobody coded it, and by the request an appointment is for', async () => {
    const plain = request('r', { category: undefined, code: { text: 'USS abdomen' } });
    const visit = appointment('a', { description: 'Visit', basedOn: [{ reference: 'ServiceRequest/r' }] });
    expect((await planned({ ServiceRequest: [plain], Appointment: [visit] })).planned).toHaveLength(2);
  });

  it('says which of the two could not be asked, and is a problem where neither could', async () => {
    const refused = new Response('{}', { status: 403 });
    expect((await planned({ Appointment: refused, ServiceRequest: [request('r')] })).unanswered).toEqual([
      { what: 'appointments', problem: { kind: 'forbidden', where: 'Care Record' } },
    ]);
    const record = recordWith({ Appointment: refused, ServiceRequest: refused });
    expect(await plannedImagingOf(record, launchedFor('p1'), new Map(), signal)).toMatchObject({
      ok: false,
      problem: { kind: 'forbidden' },
    });
  });
});
