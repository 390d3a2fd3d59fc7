import { studyUid } from '../../src/domain/ids';
import type { PlannedImaging } from '../../src/domain/planning/planned-imaging';
import { ctReport } from './reports';

const asked = (id: string, what: string, at: string, more: Partial<PlannedImaging> = {}): PlannedImaging => ({
  id: `ServiceRequest/${id}`,
  kind: 'requested',
  status: 'active',
  what,
  at,
  accessionNumbers: [],
  ...more,
});
const visit = (
  id: string,
  request: string,
  at: string,
  more: Partial<PlannedImaging> = {},
): PlannedImaging => ({
  id: `Appointment/${id}`,
  kind: 'booked',
  status: 'booked',
  at,
  requests: [`ServiceRequest/${request}`],
  accessionNumbers: [],
  ...more,
});

/** Requests in every state that they come to, and a CT that one of them was answered by. */
export const everyPlan: readonly PlannedImaging[] = [
  asked('1', 'CT chest', '2026-03-01', { reason: 'Cough for six weeks', accessionNumbers: ['A1'] }),
  asked('2', 'PET-CT', '2026-11-03', {
    reason: 'Nodule, right upper lobe',
    because: ['DiagnosticReport/1'],
  }),
  visit('2', '2', '2026-11-20T09:00:00', { status: 'cancelled', whyNot: 'Scanner out of order' }),
  visit('3', '2', '2126-12-10T10:20:00', { place: 'Salford Royal' }),
  asked('4', 'Ultrasound abdomen', '2026-10-12', { wantedBy: '2026-11-01', place: 'Bolton' }),
  asked('5', 'MRI knee', '2026-09-28'),
  visit('5', '5', '2026-11-05T14:00:00', { status: 'noshow' }),
  asked('6', 'DEXA', '2026-11-10'),
  visit('6', '6', '2126-12-20', { status: 'waitlist' }),
  asked('7', 'CT sinuses', '2026-08-30', { status: 'revoked' }),
];

/** The report of the CT, which recommends something */
export const recommending = ctReport({ studies: [studyUid('2.25.2')], orders: ['ServiceRequest/1'] });
