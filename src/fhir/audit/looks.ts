import type { AuditEvent } from '../../domain/ports/audit';
import type { Json } from '../resource/json';

/*
 * Every look that is recorded, in one table for every shape: what kind of event it is, how it ended, and what was looked at.
 */

export const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const LIFECYCLE = 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle';
const REST: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'Restful Operation',
};

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** What kind of event it is, as FHIR says it. */
export interface Form {
  readonly type: Coding;
  readonly subtype: Coding;
  readonly action: 'C' | 'R' | 'E';
  /** The profile of IHE BALP 1.1.5 whose pattern it follows; absent where there is none for it */
  readonly pattern?: 'PatientRead' | 'PatientQuery' | 'PatientCreate' | 'PrivacyDisclosure.Source';
}

const interaction = (code: 'read' | 'search' | 'create'): Coding => ({
  system: 'http://hl7.org/fhir/restful-interaction',
  code,
});

const READ: Form = { type: REST, subtype: interaction('read'), action: 'R', pattern: 'PatientRead' };
const QUERY: Form = { type: REST, subtype: interaction('search'), action: 'E', pattern: 'PatientQuery' };
const CREATE: Form = { type: REST, subtype: interaction('create'), action: 'C', pattern: 'PatientCreate' };
const DISCLOSE: Form = {
  type: { system: DCM, code: '110106', display: 'Export' },
  subtype: { system: LIFECYCLE, code: 'disclose' },
  action: 'R',
  pattern: 'PrivacyDisclosure.Source',
};
const SIGN_OUT: Form = {
  type: { system: DCM, code: '110114', display: 'User Authentication' },
  subtype: { system: DCM, code: '110123', display: 'Logout' },
  action: 'E',
};

const EMERGENCY: Form = {
  type: { system: DCM, code: '110113', display: 'Security Alert' },
  subtype: { system: DCM, code: '110127', display: 'Emergency Override Started' },
  action: 'E',
};

/** How it ended (R4 audit-event-outcome): 0 success, 4 minor failure, 8 serious failure */
export interface Outcome {
  readonly outcome: '0' | '4' | '8';
  readonly outcomeDesc?: string;
}

/** What was looked at, in the shape of FHIR's Reference; or the question that was asked. */
export type Looked =
  | { readonly what: Json; readonly detail?: readonly Json[] }
  /** @param query its address below the record's base */
  | { readonly query: string; readonly description: string };

interface Look<Event> {
  readonly form: Form;
  /** In plain words, which a patient who asks may read */
  readonly words: string | ((event: Event) => string);
  readonly outcome?: (event: Event) => Outcome;
  readonly looked: (event: Event, patient: string) => Looked;
}

const study = (uid: string): Json => ({
  type: 'ImagingStudy',
  identifier: { system: 'urn:dicom:uid', value: `urn:oid:${uid}` },
});
const ofPatient = (_: unknown, patient: string): Looked => ({ what: { reference: `Patient/${patient}` } });
const also = (type: string, uid: string) => [{ type, valueString: `urn:oid:${uid}` }];

const LOOKS: {
  readonly [Kind in AuditEvent['kind']]: Look<Extract<AuditEvent, { readonly kind: Kind }>>;
} = {
  launched: { form: READ, words: 'Imaging viewer opened', looked: ofPatient },
  listed: {
    form: QUERY,
    words: 'List of imaging studies seen',
    looked: ({ count }, patient) => ({
      query: `ImagingStudy?patient=${patient}`,
      description: count === 1 ? '1 study listed' : `${count} studies listed`,
    }),
  },
  'study-opened': {
    form: READ,
    words: 'Pictures of an imaging study seen',
    looked: ({ study: uid }) => ({ what: study(uid) }),
  },
  compared: {
    form: READ,
    words: 'Pictures of an earlier imaging study seen beside another',
    looked: ({ study: uid, beside }) => ({ what: study(uid), detail: also('beside', beside) }),
  },
  'report-read': {
    form: READ,
    words: 'Imaging report read',
    looked: ({ report, study: uid }) => {
      const isInRecord = /^DiagnosticReport\/[A-Za-z0-9\-.]{1,64}$/.test(report);
      const identifier = { system: 'urn:dicom:uid', value: `urn:oid:${report}` };
      return {
        what: isInRecord ? { reference: report } : { type: 'DiagnosticReport', identifier },
        ...(uid && { detail: also('study', uid) }),
      };
    },
  },
  'key-image': {
    form: READ,
    words: 'Key image of an imaging study opened',
    looked: ({ study: uid, image }) => ({ what: study(uid), detail: also('image', image) }),
  },
  'view-opened': {
    form: READ,
    words: 'View passed on by a link opened',
    looked: ({ study: uid }) => ({ what: study(uid) }),
  },
  'measurements-saved': {
    form: CREATE,
    words: 'Measurements saved with an imaging study',
    looked: ({ study: uid, where }) => ({ what: study(uid), detail: [{ type: 'at', valueString: where }] }),
  },
  'key-image-saved': {
    form: CREATE,
    words: 'Key image saved with an imaging study',
    looked: ({ study: uid, where }) => ({ what: study(uid), detail: [{ type: 'at', valueString: where }] }),
  },
  'key-image-withdrawn': {
    form: CREATE,
    words: 'Key image saved with an imaging study withdrawn',
    // Its form is that of one that is saved: what happened is in its words.
    outcome: () => ({ outcome: '0', outcomeDesc: 'Key image saved with an imaging study withdrawn' }),
    looked: ({ study: uid, where }) => ({ what: study(uid), detail: [{ type: 'at', valueString: where }] }),
  },
  disclosed: {
    form: DISCLOSE,
    words: ({ how }) => `Imaging ${how}`,
    outcome: ({ how, what }) => ({ outcome: '0', outcomeDesc: `Imaging ${how}${what ? `: ${what}` : ''}` }),
    looked: ({ study: uid }, patient) => (uid ? { what: study(uid) } : ofPatient(undefined, patient)),
  },
  'identity-mismatch': {
    form: READ,
    words: 'Pictures of another person refused',
    outcome: () => ({
      outcome: '8',
      outcomeDesc: 'The images belong to another person; none was shown.',
    }),
    looked: ({ study: uid }) => ({ what: study(uid) }),
  },
  'access-refused': {
    form: READ,
    words: 'Access to imaging refused',
    outcome: ({ where }) => ({ outcome: '4', outcomeDesc: `${where} refused access.` }),
    looked: ({ where }) => ({ what: { display: where } }),
  },
  'broke-glass': {
    form: EMERGENCY,
    words: 'Withheld imaging asked for in an emergency',
    outcome: ({ opened }) => ({
      outcome: opened ? '0' : '4',
      outcomeDesc: opened
        ? 'Asked for with a reason.'
        : 'Asked for with a reason; the record did not open it.',
    }),
    looked: ({ reason }, patient) => ({
      what: { reference: `Patient/${patient}` },
      detail: [{ type: 'reason', valueString: reason }],
    }),
  },
  'signed-out': { form: SIGN_OUT, words: 'Imaging viewer closed', looked: ofPatient },
};

export interface LookAt {
  readonly form: Form;
  readonly words: string;
  readonly outcome: Outcome;
  readonly looked: Looked;
}

/** @param patient the FHIR logical id */
export function lookOf(event: AuditEvent, patient: string): LookAt {
  // The row is the one of this event's own kind.
  const { form, words, outcome, looked } = LOOKS[event.kind] as Look<AuditEvent>;
  return {
    form,
    words: typeof words === 'string' ? words : words(event),
    outcome: outcome?.(event) ?? { outcome: '0' },
    looked: looked(event, patient),
  };
}
