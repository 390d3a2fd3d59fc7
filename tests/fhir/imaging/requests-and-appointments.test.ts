import '../window';
import { describe, expect, it } from 'vitest';
import { plannedImagingOf } from '../../../src/fhir/imaging/requests-and-appointments';
import { launchedFor, recordWith, type Answers } from '../report-server';

const signal = new AbortController().signal;
const planned = async (answers: Answers) => {
  const answer = await plannedImagingOf(
    recordWith({ ServiceRequest: [], Appointment: [], ...answers }),
    launchedFor('p1'),
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
  it('is requests and bookings', async () => {
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
        requests: ['ServiceRequest/r'],
        accessionNumbers: [],
      },
    ]);
  });

  it.each([
    ['was a mistake', request('r', { status: 'entered-in-error' })],
    ['was a mistake, in capitals', request('r', { status: 'Entered-in-error' })],
    [
      'is no imaging',
      request('r', { category: [{ text: 'Education' }], code: { text: 'Diabetes prevention' } }),
    ],
    ['is somebody else’s', request('r', { subject: { reference: 'Patient/p2' } })],
    ['has no state', request('r', { status: undefined })],
  ])('leaves out a request that %s', async (_why, resource) => {
    expect((await planned({ ServiceRequest: [resource] })).planned).toEqual([]);
  });

  it.each([
    ['was a mistake', { status: 'entered-in-error' }],
    ['is no imaging', { description: 'Follow-up' }],
  ])('leaves out an appointment that %s', async (_why, more) => {
    expect((await planned({ Appointment: [appointment('a', more)] })).planned).toEqual([]);
  });

  it.each([
    ['a day', { occurrenceDateTime: '2026-12-01' }, { wantedBy: '2026-12-01' }],
    [
      'the end of a period',
      { occurrencePeriod: { start: '2026-11-20', end: '2026-12-01' } },
      { wantedBy: '2026-12-01' },
    ],
    ['no day where a period only begins', { occurrencePeriod: { start: '2026-11-20' } }, {}],
    [
      'the last of several days',
      { occurrenceTiming: { event: ['2026-12-01', '2026-11-20'] } },
      { wantedBy: '2026-12-01' },
    ],
    [
      'the bounds of a course',
      { occurrenceTiming: { repeat: { boundsPeriod: { end: '2027-01' } } } },
      { wantedBy: '2027-01' },
    ],
    ['that it was withdrawn', { status: 'revoked' }, { status: 'revoked' }],
    ['that it was cancelled, as STU 3 says it', { status: 'Cancelled' }, { status: 'cancelled' }],
    ['that it is done', { status: 'completed' }, { status: 'completed' }],
    ['that it is not to be done', { doNotPerform: true }, { isForbidden: true }],
    ['that it is proposed', { intent: 'proposal' }, { intent: 'proposal' }],
    [
      'what it was made from, and stands in place of',
      { basedOn: [{ reference: 'ServiceRequest/a' }], replaces: [{ reference: 'ServiceRequest/b' }] },
      { requests: ['ServiceRequest/a', 'ServiceRequest/b'] },
    ],
    [
      'the report that is its reason',
      { reasonReference: [{ reference: 'DiagnosticReport/1' }, { reference: 'Condition/1' }] },
      { because: ['DiagnosticReport/1'] },
    ],
    [
      'the report that is its reason, as R5 says it',
      { reason: [{ reference: { reference: 'DiagnosticReport/1' } }] },
      { because: ['DiagnosticReport/1'] },
    ],
    [
      'its own number',
      { identifier: [{ system: 'https://bolton.example/orders', value: 'P1' }] },
      { identifiers: ['https://bolton.example/orders|P1'] },
    ],
  ])('reads of a request %s', async (_what, more, expected) => {
    const { planned: all } = await planned({ ServiceRequest: [request('r', more)] });
    expect(all).toMatchObject([expected]);
    if (!('wantedBy' in expected)) expect(all[0]?.wantedBy).toBeUndefined();
  });

  it.each([
    [
      'that it was cancelled, and why',
      { status: 'cancelled', cancelationReason: { text: 'Unwell' } },
      { status: 'cancelled', whyNot: 'Unwell' },
    ],
    [
      'why it was cancelled, as R5 spells it',
      { status: 'cancelled', cancellationReason: { text: 'Unwell' } },
      { whyNot: 'Unwell' },
    ],
    ['that nobody came', { status: 'noshow' }, { status: 'noshow' }],
    ['that it is past', { start: '2026-11-19T10:00:00Z' }, { at: '2026-11-19T10:00:00Z' }],
    ['its request', { basedOn: [{ reference: 'ServiceRequest/r' }] }, { requests: ['ServiceRequest/r'] }],
    [
      'its request, as STU 3 says it',
      { incomingReferral: [{ reference: 'ServiceRequest/r' }] },
      { requests: ['ServiceRequest/r'] },
    ],
    [
      'its request by its number',
      { basedOn: [{ identifier: { system: 'https://bolton.example/orders', value: 'P1' } }] },
      { requests: ['https://bolton.example/orders|P1'] },
    ],
    [
      'the accession number of its request',
      { basedOn: [{ identifier: { type: { coding: [{ code: 'ACSN' }] }, value: 'A1' } }] },
      { accessionNumbers: ['A1'] },
    ],
  ])('reads of an appointment %s', async (_what, more, expected) => {
    expect((await planned({ Appointment: [appointment('a', more)] })).planned).toMatchObject([expected]);
  });

  it('knows imaging by words where nobody coded it, and by the request an appointment is for', async () => {
    const plain = request('r', { category: undefined, code: { text: 'USS abdomen' } });
    const visit = appointment('a', { description: 'Visit', basedOn: [{ reference: 'ServiceRequest/r' }] });
    expect((await planned({ ServiceRequest: [plain], Appointment: [visit] })).planned).toHaveLength(2);
  });

  describe('of a record in FHIR STU 3', () => {
    const procedure = request('p', {
      resourceType: 'ProcedureRequest',
      performer: { display: 'Bolton' },
    });
    const referral = {
      ...request('f', { resourceType: 'ReferralRequest', code: undefined, performer: undefined }),
      serviceRequested: [{ text: 'MR Head' }],
      recipient: [{ display: 'Salford' }],
      basedOn: [{ reference: 'ProcedureRequest/p' }],
    };
    const unknown = (status: number) => new Response('{"resourceType":"OperationOutcome"}', { status });

    it.each([404, 400, 501])(
      'is its two kinds of request, where ServiceRequest is answered with %i',
      async (status) => {
        const answer = await planned({
          ServiceRequest: unknown(status),
          ProcedureRequest: [procedure],
          ReferralRequest: [referral],
          Appointment: [appointment('a', { incomingReferral: [{ reference: 'ReferralRequest/f' }] })],
        });
        expect(answer.planned).toMatchObject([
          { id: 'ProcedureRequest/p', what: 'CT Thorax', place: 'Bolton' },
          { id: 'ReferralRequest/f', what: 'MR Head', place: 'Salford', requests: ['ProcedureRequest/p'] },
          { id: 'Appointment/a', requests: ['ReferralRequest/f'] },
        ]);
        expect(answer.unanswered).toEqual([]);
      },
    );

    it('is without the kind that it does not have, and says of one that it refuses', async () => {
      const none = { ServiceRequest: unknown(404), ProcedureRequest: [procedure] };
      expect(await planned(none)).toMatchObject({ planned: [{ id: 'ProcedureRequest/p' }], unanswered: [] });
      expect(await planned({ ...none, ReferralRequest: unknown(403) })).toMatchObject({
        planned: [{ id: 'ProcedureRequest/p' }],
        unanswered: [{ what: 'requests', problem: { kind: 'forbidden' } }],
      });
    });

    it('is asked for only where ServiceRequest is not known, and where the sign-in includes it', async () => {
      const asking = async (answers: Answers, grants: (type: string) => boolean = () => true) => {
        const record = recordWith({ Appointment: [], ...answers }, { grants });
        await plannedImagingOf(record, launchedFor('p1'), signal);
        return record.asked.some(({ url }) => /(Procedure|Referral)Request/.test(url));
      };
      expect(await asking({ ServiceRequest: [] })).toBe(false);
      expect(await asking({ ServiceRequest: unknown(403) })).toBe(false);
      expect(await asking({ ServiceRequest: unknown(503) })).toBe(false);
      expect(
        await asking(
          { ServiceRequest: unknown(404) },
          (type) => type !== 'ProcedureRequest' && type !== 'ReferralRequest',
        ),
      ).toBe(false);
      expect(await asking({ ProcedureRequest: [procedure] }, (type) => type !== 'ServiceRequest')).toBe(true);
    });

    it('is not asked where nobody has requests by any name: that stays said', async () => {
      expect((await planned({ ServiceRequest: unknown(404) })).unanswered).toEqual([
        { what: 'requests', problem: { kind: 'failed', where: 'Care Record', status: 404 } },
      ]);
    });
  });

  it('says which of the two could not be asked, and is a problem where neither could', async () => {
    const refused = new Response('{}', { status: 403 });
    expect((await planned({ Appointment: refused, ServiceRequest: [request('r')] })).unanswered).toEqual([
      { what: 'appointments', problem: { kind: 'forbidden', where: 'Care Record' } },
    ]);
    const record = recordWith({ Appointment: refused, ServiceRequest: refused });
    expect(await plannedImagingOf(record, launchedFor('p1'), signal)).toMatchObject({
      ok: false,
      problem: { kind: 'forbidden' },
    });
  });
});
