import type { PatientSourceName, RecordSettings } from './settings';
import { err, ok, type LaunchProblem, type Result } from '../../src/domain/problem';
import { list, object, objects, text } from '../../src/fhir/resource/json';
import { localReference } from '../../src/fhir/resource/reference';
import { scopesFor, type FurtherScope } from '../../src/fhir/smart/scopes';
import type { TokenResponse } from '../../src/fhir/smart/token-response';

/*
 * How the patient becomes known differs from record to record, and nothing else of a launch does: one strategy each.
 */

/** What somebody asks to be opened, beyond what the sign-in itself says. */
export interface Asked {
  /** The record's opaque launch parameter (SMART), or its one-time code (EMIS-X) */
  readonly launch?: string;
  /** IHE RAD-106: what the window that invoked us wants to be shown */
  readonly display?: ImageDisplay;
}

export type ImageDisplay =
  | { readonly of: 'patient'; readonly id: string }
  | { readonly of: 'study'; readonly uid?: string; readonly accession?: string };

export interface KnownPatient {
  /** FHIR logical id */
  readonly patient: string;
  /** What the launch wants to be looked at, beyond what the token response names */
  readonly named: readonly string[];
}

export interface Source {
  readonly where: string;
  /** The FHIR base, with a slash at its end */
  readonly base: URL;
  readonly settings: RecordSettings;
  /** A search of the record with the session's token; `undefined` where it could not be made */
  search(query: string): Promise<unknown>;
}

export interface PatientSource {
  /** Scopes where config.json says none. @param fhircast whether a hub may be followed */
  scopes(capabilities: readonly string[], asked: Asked, further?: readonly FurtherScope[]): string;
  /** Parameters of the authorisation request beyond the usual */
  parameters(asked: Asked): Readonly<Record<string, string>>;
  /** Whose imaging is to be opened, or why nobody's */
  patientOf(token: TokenResponse, asked: Asked, source: Source): Promise<Result<KnownPatient, LaunchProblem>>;
}

/** SMART App Launch 2.2: the token response names the patient. */
const smart: PatientSource = {
  scopes: (capabilities, { launch }, further) =>
    scopesFor(capabilities, launch === undefined ? 'standalone' : 'ehr', further),
  parameters: ({ launch }): Readonly<Record<string, string>> => (launch === undefined ? {} : { launch }),
  patientOf: async ({ patient }, _asked, { where }) => {
    if (patient?.kind === 'id') return ok({ patient: patient.id, named: [] });
    return patient === undefined
      ? err({ kind: 'no-patient', where })
      : err({ kind: 'patient-unusable', where, what: patient.what });
  },
};

/**
 * EMIS-X: a SMART launch whose one-time code comes as `launch`, and whose patient stands in `authorization_details`, which
 * `readTokenResponse` reads. Without a code nothing can be opened there.
 */
const emisX: PatientSource = {
  ...smart,
  patientOf: async (token, asked, source) =>
    asked.launch === undefined
      ? err({ kind: 'no-patient', where: source.where })
      : smart.patientOf(token, asked, source),
};

/**
 * SystmOne opens a browser with encrypted parameters, which are exchanged for the patient by a server: how, its supplier says
 * to those who have a contract. What is missing here is that exchange alone: it would decrypt, give the patient's NHS
 * number, and go on as `ihe-iid` does. Until then nobody is let in, and it is said why.
 */
const systmOne: PatientSource = {
  ...smart,
  patientOf: async (_token, _asked, { where }) =>
    err({
      kind: 'sign-in-misconfigured',
      where,
      said: {
        error: 'not_supported',
        description: 'The encrypted launch of SystmOne is not connected to this gateway',
      },
    }),
};

/**
 * IHE Invoke Image Display (RAD-106): an address names a patient or a study, and no launch comes with it. The person signs in
 * with scopes of their own (`user/…`), and the record, asked with them, says who it is: exactly one, or nobody.
 */
const imageDisplay: PatientSource = {
  scopes: (capabilities) =>
    scopesFor(capabilities, 'standalone').replace('launch/patient ', '').replaceAll('patient/', 'user/'),
  parameters: () => ({}),
  patientOf: async (token, asked, source) => {
    const { display } = asked;
    if (display === undefined) return smart.patientOf(token, asked, source);
    const { where, base, settings } = source;
    const query = queryOf(display, settings);
    if (query === undefined)
      return err({
        kind: 'patient-unusable',
        where,
        what: 'an assigning authority that this site does not know',
      });
    const found = object(await source.search(query));
    if (found === undefined || found['resourceType'] !== 'Bundle')
      return err({ kind: 'patient-unavailable', where, problem: { kind: 'failed', where, status: 0 } });
    const patients = new Set(
      objects(found['entry']).flatMap(({ resource }) => {
        const id = patientIn(object(resource), base);
        return id === undefined ? [] : [id];
      }),
    );
    const [patient, ...others] = patients;
    if (patient === undefined) return err({ kind: 'no-patient', where });
    if (others.length > 0 || list(found['link']).some((link) => object(link)?.['relation'] === 'next'))
      return err({ kind: 'patient-unusable', where, what: 'more than one patient answers to it' });
    return ok({ patient, named: display.of === 'study' && display.uid !== undefined ? [display.uid] : [] });
  },
};

export const sources: Readonly<Record<PatientSourceName, PatientSource>> = {
  smart,
  'emis-x': emisX,
  systmone: systmOne,
  'ihe-iid': imageDisplay,
};

function queryOf(display: ImageDisplay, { identifierSystem, assigners }: RecordSettings): string | undefined {
  const search = (type: string, value: string) =>
    `${type}?${new URLSearchParams({ identifier: value }).toString()}`;
  if (display.of === 'study') {
    if (display.uid !== undefined) return search('ImagingStudy', `urn:dicom:uid|urn:oid:${display.uid}`);
    return search('ImagingStudy', display.accession ?? '');
  }
  // CX of HL7 v2: id^^^namespace&universal id&type
  const [id = '', , , assigner = ''] = display.id.split('^');
  if (assigner === '') return search('Patient', `${identifierSystem}|${id}`);
  const [namespace = '', universal = ''] = assigner.split('&');
  const system = assigners[universal] ?? assigners[namespace];
  return system === undefined ? undefined : search('Patient', `${system}|${id}`);
}

function patientIn(resource: Readonly<Record<string, unknown>> | undefined, base: URL): string | undefined {
  if (resource?.['resourceType'] === 'Patient') return text(resource['id']);
  if (resource?.['resourceType'] !== 'ImagingStudy') return undefined;
  const reference = localReference(text(object(resource['subject'])?.['reference']) ?? '', base);
  return reference?.startsWith('Patient/') ? reference.slice('Patient/'.length) : undefined;
}

/**
 * The query of `IHEInvokeImageDisplay` (RAD TF-2, 4.106.4.1.2).
 * @returns what is wrong with it, as the profile has it answered with 400
 */
export function imageDisplayOf(query: URLSearchParams): ImageDisplay | { readonly wrong: string } {
  const type = query.get('requestType')?.toUpperCase();
  if (type === 'PATIENT') {
    const id = query.get('patientID') ?? '';
    return /^[^^\s][^\s]{0,250}$/.test(id)
      ? { of: 'patient', id }
      : { wrong: 'patientID is missing or unusable.' };
  }
  if (type !== 'STUDY') return { wrong: 'requestType must be PATIENT or STUDY.' };
  const uid = query.get('studyUID') ?? undefined;
  const accession = query.get('accessionNumber') ?? undefined;
  if (uid !== undefined)
    return /^[\d.]{3,64}$/.test(uid)
      ? { of: 'study', uid }
      : { wrong: 'studyUID must be one Study Instance UID: several studies at once are not shown.' };
  if (accession !== undefined && /^[^\s,|]{1,64}$/.test(accession)) return { of: 'study', accession };
  return { wrong: 'studyUID or accessionNumber is missing or unusable.' };
}
