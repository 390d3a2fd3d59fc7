import type { Catalogue, CatalogueStudy, Hospital, HospitalId, Person } from '../catalogue';
import { protectedTypes } from '../smart/scopes';
import type { ProtectedType } from '../smart/scopes';
import { appointments, plannedAppointments } from './appointment';
import { diagnosticReports, reportId } from './diagnostic-report';
import { encounter, encounterId, encounterStart } from './encounter';
import { endpoint } from './endpoint';
import { imagingStudy } from './imaging-study';
import { patient } from './patient';
import { practitionerId, reportingPractitioner, signedInPractitioner } from './practitioner';
import type { Entry, Resource } from './resource';
import { plannedRequests, serviceRequest } from './service-request';

export type ResourcesByType = ReadonlyMap<ProtectedType, readonly Entry[]>;

export interface ResourceOptions {
  readonly catalogue: Catalogue;
  /** @returns the hospital's DICOMweb root */
  readonly rootOf: (hospital: HospitalId) => string;
  readonly now: Date;
}

/** Everything that the record holds about the catalogue's people, except AuditEvents, which arrive later. */
export function resourcesFrom({ catalogue, rootOf, now }: ResourceOptions): ResourcesByType {
  const { hospitals, people, studies } = catalogue;
  const hospitalOf = (study: CatalogueStudy) => hospitals.find(({ id }) => id === study.hospital);
  const known = studies.flatMap((study) => {
    const hospital = hospitalOf(study);
    return hospital === undefined ? [] : [{ study, hospital }];
  });
  const studyEntries = known
    .filter(({ study }) => study.inRecord !== false)
    .map(({ study, hospital }) => {
      const current = { id: encounterId(study.personId), start: encounterStart(now) };
      const containsEndpoint = hospital === hospitals.at(-1) && hospitals.length > 1;
      const listsInstances = hospital === hospitals[0];
      const context = {
        hospital,
        root: rootOf(hospital.id),
        containsEndpoint,
        listsInstances,
        encounter: current,
      };
      return { resource: imagingStudy(study, context), personId: study.personId };
    });
  const byType: Record<ProtectedType, readonly Entry[]> = {
    Patient: people.map((person) => of(person, patient(person, hospitals))),
    Encounter: people.map((person) => of(person, encounter(person, now))),
    ImagingStudy: studyEntries,
    Endpoint: hospitals.map((hospital) => ({ resource: endpoint(hospital, rootOf(hospital.id)) })),
    ServiceRequest: [
      ...known.flatMap((each) => optional(each, serviceRequest)),
      ...people.flatMap((person) =>
        plannedRequests(person, hospitals, newestReportOf(person, known), now).map((each) =>
          of(person, each),
        ),
      ),
    ],
    DiagnosticReport: known.flatMap(({ study, hospital }) =>
      diagnosticReports(study, hospital).map((resource) => ({ resource, personId: study.personId })),
    ),
    Practitioner: practitioners(studies),
    Appointment: people.flatMap((person) => appointmentsOf(person, known, hospitals, now)),
    AuditEvent: [],
  };
  return new Map(protectedTypes.map((type) => [type, byType[type]]));
}

interface KnownStudy {
  readonly study: CatalogueStudy;
  readonly hospital: Hospital;
}

const of = ({ id: personId }: Person, resource: Resource): Entry => ({ resource, personId });

function optional(
  { study, hospital }: KnownStudy,
  make: (study: CatalogueStudy, hospital: Hospital) => Resource | undefined,
): readonly Entry[] {
  const resource = make(study, hospital);
  return resource === undefined ? [] : [{ resource, personId: study.personId }];
}

function practitioners(studies: readonly CatalogueStudy[]): readonly Entry[] {
  const authors = new Map(
    studies
      .flatMap(({ report }) => [report?.author, report?.earlier?.author])
      .filter((author) => author !== undefined)
      .map((author) => [practitionerId(author), author]),
  );
  return [signedInPractitioner(), ...[...authors.values()].map(reportingPractitioner)].map((resource) => ({
    resource,
  }));
}

function appointmentsOf(
  person: Person,
  known: readonly KnownStudy[],
  hospitals: readonly Hospital[],
  now: Date,
): readonly Entry[] {
  const [newest] = newestFirst(person, known);
  const visits = appointments(person, newest?.study, newest?.hospital.name, now);
  return [...visits, ...plannedAppointments(person, hospitals, now)].map((resource) => of(person, resource));
}

const newestFirst = (person: Person, known: readonly KnownStudy[]): readonly KnownStudy[] =>
  known
    .filter(({ study }) => study.personId === person.id && study.started !== undefined)
    .sort((a, b) => (b.study.started ?? '').localeCompare(a.study.started ?? ''));

function newestReportOf(person: Person, known: readonly KnownStudy[]): string | undefined {
  const newest = newestFirst(person, known).find(({ study }) => study.report !== undefined);
  return newest && reportId(newest.study);
}
