import type { Scenario } from './scenario';

const everyoneAnswers: Scenario = { id: 'everyone-answers', sentence: 'Everything works.' };

const archiveScenarios: readonly Scenario[] = [
  {
    id: 'wigan-hangs',
    sentence: 'Wigan takes every request and never answers.',
    archives: { wigan: { kind: 'hangs' } },
  },
  {
    id: 'wigan-stalls',
    sentence: 'Wigan sends half of every answer and then nothing.',
    archives: { wigan: { kind: 'stalls' } },
  },
  {
    id: 'bolton-slow',
    sentence: 'Bolton answers four seconds late.',
    archives: { bolton: { kind: 'slow', afterMs: 4000 } },
  },
  {
    id: 'salford-fails',
    sentence: 'Salford answers 503 and asks to be tried again in two seconds.',
    archives: { salford: { kind: 'fails', status: 503, retryAfter: { seconds: 2 } } },
  },
  {
    id: 'salford-busy',
    sentence: 'Salford answers 429 with a date from which it may be asked again.',
    archives: { salford: { kind: 'fails', status: 429, retryAfter: { dateIn: 3 } } },
  },
  {
    id: 'wigan-whole-studies-only',
    sentence: 'Wigan sends whole studies only: no metadata, no series, no single images.',
    archives: { wigan: { kind: 'whole-studies-only' } },
  },
  {
    id: 'wigan-refuses',
    sentence: 'Wigan refuses this user (403).',
    archives: { wigan: { kind: 'refuses' } },
  },
  {
    id: 'salford-login-page',
    sentence: 'Salford answers 200 with a login page instead of images.',
    archives: { salford: { kind: 'html' } },
  },
  {
    id: 'truncated-frames',
    sentence: 'Salford’s multipart answers end in the middle of an image.',
    archives: { salford: { kind: 'truncated-multipart' } },
  },
  {
    id: 'malformed-qido',
    sentence: 'Bolton answers with JSON that stops half way.',
    archives: { bolton: { kind: 'malformed' } },
  },
  {
    id: 'archives-down',
    sentence: 'The record lists the imaging, and no archive can be reached.',
    everyArchive: { kind: 'fails', status: 503 },
  },
];

const recordScenarios: readonly Scenario[] = [
  {
    id: 'fhir-down',
    sentence: 'The record cannot list imaging (503); the archives can.',
    fhir: { ImagingStudy: { kind: 'fails', retryAfter: { seconds: 2 } } },
  },
  {
    id: 'fhir-forbidden',
    sentence: 'The record refuses to list imaging (403).',
    fhir: { ImagingStudy: { kind: 'refuses' } },
  },
  {
    id: 'fhir-hangs',
    sentence: 'The record never answers when asked for imaging.',
    fhir: { ImagingStudy: { kind: 'hangs' } },
  },
  {
    id: 'malformed-fhir',
    sentence: 'The record’s list of imaging stops half way.',
    fhir: { ImagingStudy: { kind: 'malformed' } },
  },
  {
    id: 'reports-down',
    sentence: 'Reports cannot be read (503).',
    fhir: { DiagnosticReport: { kind: 'fails' } },
  },
  {
    id: 'reports-withheld',
    sentence: 'The user is not allowed to read reports.',
    launch: { withheld: ['patient/DiagnosticReport'] },
  },
  {
    id: 'behind-glass',
    sentence: 'Reports are withheld, and opened in an emergency.',
    fhir: { DiagnosticReport: { kind: 'refuses' } },
    opensInEmergency: true,
  },
  {
    id: 'wholly-behind-glass',
    sentence: 'Even who the patient is is withheld, and opened in an emergency.',
    fhir: {
      Patient: { kind: 'refuses' },
      ImagingStudy: { kind: 'refuses' },
      DiagnosticReport: { kind: 'refuses' },
    },
    opensInEmergency: true,
  },
  {
    id: 'list-behind-glass',
    sentence: 'The record’s list of imaging is withheld, and opened in an emergency.',
    fhir: { ImagingStudy: { kind: 'refuses' } },
    everyArchive: { kind: 'fails', status: 503 },
    opensInEmergency: true,
  },
  {
    id: 'audit-down',
    sentence: 'The audit log cannot be written (503).',
    fhir: { AuditEvent: { kind: 'fails' } },
  },
  {
    id: 'patient-unreadable',
    sentence: 'The record cannot say who the patient is (503).',
    fhir: { Patient: { kind: 'fails' } },
  },
  {
    id: 'all-down',
    sentence: 'Neither the record nor any archive can list imaging.',
    fhir: { ImagingStudy: { kind: 'fails' } },
    everyArchive: { kind: 'fails', status: 503 },
  },
];

const sessionScenarios: readonly Scenario[] = [
  {
    id: 'short-session',
    sentence: 'Access lasts five seconds and is renewed.',
    session: { lifetimeSeconds: 5 },
  },
  {
    id: 'session-revoked',
    sentence: 'Access lasts five seconds and is not renewed.',
    session: { lifetimeSeconds: 5, refresh: 'fails' },
  },
  {
    id: 'refresh-unavailable-once',
    sentence: 'Access lasts five seconds; the first renewal fails with 503, the next succeeds.',
    session: { lifetimeSeconds: 5, refresh: 'unavailable-once' },
  },
];

const launchScenarios: readonly Scenario[] = [
  {
    id: 'access-denied',
    sentence: 'The record refuses the launch.',
    launch: { denied: true },
  },
  {
    id: 'consent',
    sentence: 'The record asks the user what the viewer may read.',
    launch: { consent: true },
  },
  {
    id: 'no-patient',
    sentence: 'The launch names no patient.',
    launch: { noPatient: true },
  },
  {
    id: 'no-banner',
    sentence: 'The record shows its own banner (need_patient_banner: false).',
    launch: { needPatientBanner: false },
  },
  {
    id: 'patients-own',
    sentence: 'The patient looks at their own pictures, from the record’s app for patients.',
    launch: { user: 'patient' },
  },
  {
    id: 'patients-proxy',
    sentence: 'A parent or carer looks at the patient’s pictures.',
    launch: { user: 'proxy' },
  },
  {
    id: 'lands-on-study',
    sentence: 'The launch names an earlier study to open.',
    launch: { landsOnEarlierStudy: true },
  },
  {
    id: 'trap',
    sentence: 'Addresses in the answers lead to a stranger, who must never see the token.',
    trap: true,
  },
];

export const defaultScenario = everyoneAnswers;

/** Every named scenario, in the order of the chooser. */
export const namedScenarios: readonly Scenario[] = [
  everyoneAnswers,
  ...archiveScenarios,
  ...recordScenarios,
  ...sessionScenarios,
  ...launchScenarios,
];
