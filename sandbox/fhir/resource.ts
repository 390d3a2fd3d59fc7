import { createHash } from 'node:crypto';
import type { CatalogueStudy } from '../catalogue';

/** A FHIR R4 resource as JSON. The sandbox builds them; nothing here reads a foreign one without checking. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

/** A resource, and whose it is. Without `personId` it is nobody's in particular (Practitioner, Endpoint). */
export interface Entry {
  readonly resource: Resource;
  readonly personId?: string;
}

/** FHIR ids: letters, digits, `-` and `.`, at most 64 (R4 2.24.0.1). */
export function fhirId(...parts: readonly string[]): string {
  return parts
    .join('-')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

/**
 * An id made from a study's UID, which may itself be as long as an id may be, and its hospital: two archives may hold the
 * same study, and the record then knows it twice.
 */
export function hashedId(prefix: string, { hospital, studyInstanceUid }: CatalogueStudy): string {
  const key = `${hospital} ${studyInstanceUid}`;
  return `${prefix}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

export const reference = (resourceType: string, id: string) => ({ reference: `${resourceType}/${id}` });

export const systems = {
  nhsNumber: 'https://fhir.nhs.uk/Id/nhs-number',
  dicomUid: 'urn:dicom:uid',
  dicomModality: 'http://dicom.nema.org/resources/ontology/DCM',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  snomed: 'http://snomed.info/sct',
  uri: 'urn:ietf:rfc:3986',
} as const;

/** A local date and time in the United Kingdom as a FHIR instant: FHIR wants an offset where there is a time. */
export function ukInstant(local: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(local)) return local.split('T')[0] ?? local;
  const guess = new Date(`${local}Z`);
  if (Number.isNaN(guess.getTime())) return local.slice(0, 10);
  return `${local}${ukOffset(guess)}`;
}

/** This moment as a FHIR instant by the clock of the United Kingdom. */
export function ukMoment(at: Date): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/London',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return `${local.format(at).replace(' ', 'T')}${ukOffset(at)}`;
}

/** `+00:00` in winter, `+01:00` in summer. */
function ukOffset(at: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' });
  const name = parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}
