import type { RecordedPlanned } from '../../domain/ports/record';
import { ok, type Problem, type Result } from '../../domain/problem';
import type { PlannedImaging } from '../../domain/planning/planned-imaging';
import { ofType, shortOf, type Found } from '../resource/bundle';
import { namesImaging } from './imaging-words';
import { searchOfPatient, type PatientSearch } from '../resource/patient-search';
import { codes, words } from '../resource/coded';
import { code, object, objects, present, text, texts, type Json } from '../resource/json';
import { localReference, referencesIn } from '../resource/reference';
import { accessionsAmong, accessionsOfOrders, identifierKeys, orderKeys } from '../resource/orders';
import type { FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient } from '../resource/subject';

const IMAGING_CODES = new Set(['363679005', '394914008', 'RAD', 'IMG', 'LP29684-5']);
/** What a ServiceRequest is in FHIR STU 3 */
const STU3 = ['ProcedureRequest', 'ReferralRequest'] as const;
const REQUESTS = ['ServiceRequest', ...STU3] as const;
/** It was written by mistake: it is as if it had never been there. */
const MISTAKEN = 'entered-in-error';

/**
 * Imaging that was requested or booked, whatever became of it: what is open of it can be told only beside the studies and the
 * reports.
 * @returns a problem only where neither answered
 * @throws the signal's reason when it aborts
 */
export async function plannedImagingOf(
  server: FhirServer,
  patient: LaunchedPatient,
  signal: AbortSignal,
): Promise<Result<RecordedPlanned>> {
  const of = { patient: patient.id, pageSize: 100 };
  const [requests, appointments] = await Promise.all([
    requestsOf(server, of, signal),
    searchOfPatient(server, { ...of, type: 'Appointment', also: 'actor' }, signal),
  ]);
  if (!requests.answer.ok && !appointments.ok) return requests.answer;
  const person = await patient.read;
  const owned = (answer: Result<Found>, types: readonly string[]) => {
    const { resources = [], brought } = answer.ok ? answer.value : {};
    const wanted = types.flatMap((type) => ofType(resources, type));
    return ownedAmong(wanted, {
      patient: person,
      base: server.base,
      now: server.now(),
      ...(brought && { brought }),
    });
  };
  const ordered = await owned(requests.answer, REQUESTS);
  const booked = await owned(appointments, ['Appointment']);
  const asked = ordered.kept.filter(({ json }) => isForImaging(json));
  const imaging = new Set(
    asked.flatMap(({ json }) => [
      ...[referenceOf(json) ?? []].flat(),
      ...identifierKeys(objects(json['identifier'])),
    ]),
  );
  const planned = [
    ...asked.flatMap(({ json, ownership }) => {
      const request = requestFrom(json, server.base);
      return request ? [{ ...request, ...doubtOf(ownership) }] : [];
    }),
    ...booked.kept.flatMap(({ json, ownership }) => {
      const booking = bookingFrom(json, server.base, imaging);
      return booking ? [{ ...booking, ...doubtOf(ownership) }] : [];
    }),
  ];
  return ok({
    planned,
    somebodyElses: ordered.somebodyElses + booked.somebodyElses,
    unanswered: [
      ...requests.problems.map((problem) => ({ what: 'requests' as const, problem })),
      ...(appointments.ok ? [] : [{ what: 'appointments' as const, problem: appointments.problem }]),
    ],
    shortfalls: shortOf([requests.answer, appointments]),
  });
}

/**
 * Requests by the name that the record's version of FHIR has for them: where it takes none for a ServiceRequest, it may be an
 * STU 3 server, which has two kinds of them. One of these that it does not have holds nothing; any other failure is said.
 */
async function requestsOf(
  server: FhirServer,
  of: Pick<PatientSearch, 'patient' | 'pageSize'>,
  signal: AbortSignal,
): Promise<{ readonly answer: Result<Found>; readonly problems: readonly Problem[] }> {
  const answer = await searchOfPatient(server, { ...of, type: REQUESTS[0] }, signal);
  if (answer.ok) return { answer, problems: [] };
  const alone = { answer, problems: [answer.problem] };
  if (!mayBeOlder(answer.problem)) return alone;
  const older = await Promise.all(STU3.map((type) => searchOfPatient(server, { ...of, type }, signal)));
  const found = older.flatMap((each) => (each.ok ? [each.value] : []));
  if (found.length === 0) return alone;
  return {
    answer: ok({
      resources: found.flatMap(({ resources }) => resources),
      brought: new Map(found.flatMap(({ brought }) => [...brought])),
      shortfalls: found.flatMap(({ shortfalls }) => shortfalls),
    }),
    problems: older.flatMap((each) => (each.ok || isNotThere(each.problem) ? [] : [each.problem])),
  };
}

/** How a server answers that does not know the type, or is not asked for it because the sign-in names older ones */
const mayBeOlder = (problem: Problem): boolean =>
  (problem.kind === 'not-asked' && problem.why === 'no-scope') ||
  (problem.kind === 'failed' && [400, 404, 405, 422, 501].includes(problem.status));

const isNotThere = (problem: Problem) => problem.kind === 'failed' && problem.status === 404;

const referenceOf = ({ resourceType, id }: Json) => {
  const name = text(id);
  return name === undefined ? undefined : `${String(resourceType)}/${name}`;
};

/** By code where there is one, else by the words of what is asked for. */
function isForImaging(resource: Json): boolean {
  const concepts = [
    resource['category'],
    resource['code'],
    // A ReferralRequest of STU 3
    resource['serviceRequested'],
    resource['type'],
    resource['serviceCategory'],
    resource['serviceType'],
    resource['specialty'],
  ]
    .flatMap((each) => (Array.isArray(each) ? objects(each) : objects([each])))
    .map((each) => each['concept'] ?? each);
  return (
    concepts.some((each) => codes(each).some((code) => IMAGING_CODES.has(code))) ||
    [...concepts.map(words), text(resource['description'])].some(
      (each) => each !== undefined && namesImaging(each),
    )
  );
}

function requestFrom(json: Json, base: URL): PlannedImaging | undefined {
  const id = referenceOf(json);
  const status = code(json['status']);
  if (id === undefined || status === undefined || status === MISTAKEN) return undefined;
  const performers = [
    ...objects(json['locationReference']),
    ...referencesIn(json['location']),
    // A ProcedureRequest of STU 3 has one of them, a ReferralRequest calls them so.
    ...objects(json['performer']),
    ...objects(json['recipient']),
  ];
  const from = [...referencesIn(json['basedOn']), ...objects(json['replaces'])];
  const requests = localReferences(from, base, REQUESTS);
  const because = localReferences(
    [...objects(json['reasonReference']), ...referencesIn(json['reason'])],
    base,
    ['DiagnosticReport'],
  );
  const identifiers = identifierKeys(objects(json['identifier']));
  return present<PlannedImaging>({
    id,
    kind: 'requested',
    status,
    intent: code(json['intent']),
    // An order that it is not done (R4 ServiceRequest.doNotPerform).
    isForbidden: json['doNotPerform'] === true ? true : undefined,
    what: whatOf(json),
    reason: reasonOf(json),
    at: text(json['authoredOn']) ?? text(json['authored']),
    wantedBy: wantedBy(json),
    place: performers.map(({ display }) => text(display)).find(Boolean),
    requests: some(requests),
    because: some(because),
    identifiers: some(identifiers),
    accessionNumbers: accessionsAmong(objects(json['identifier'])),
  });
}

/** A ReferralRequest of STU 3 may name several services; R5 has a CodeableReference. */
function whatOf(json: Json): string | undefined {
  const services = objects(json['serviceRequested']).flatMap((each) => words(each) ?? []);
  const code = words(object(json['code'])?.['concept'] ?? json['code']);
  return code ?? (services.join(', ') || words(json['type']));
}

/** An end of occurrence[x] that the request itself carries: a period that only begins says nothing of it. */
function wantedBy(json: Json): string | undefined {
  const timing = object(json['occurrenceTiming']);
  const bounds = object(object(timing?.['repeat'])?.['boundsPeriod']);
  return (
    text(json['occurrenceDateTime']) ??
    text(object(json['occurrencePeriod'])?.['end']) ??
    text(bounds?.['end']) ??
    [...texts(timing?.['event'])].sort().at(-1)
  );
}

const some = <One>(all: readonly One[]) => (all.length > 0 ? all : undefined);

/** Literal references to resources of these types, each once */
const localReferences = (
  references: readonly Json[],
  base: URL,
  types: readonly string[],
): readonly string[] => [
  ...new Set(
    references
      .flatMap((each) => localReference(each, base) ?? [])
      .filter((each) => types.some((type) => each.startsWith(`${type}/`))),
  ),
];

/** `reasonCode` in R4, `reason` as CodeableReference in R5 */
const reasonOf = (json: Json) =>
  [
    ...objects(json['reasonCode']).map(words),
    ...objects(json['reason']).map(({ concept }) => words(concept)),
  ].find(Boolean);

function bookingFrom(
  json: Json,
  base: URL,
  imagingRequests: ReadonlySet<string>,
): PlannedImaging | undefined {
  const id = referenceOf(json);
  const status = code(json['status']);
  const at = text(json['start']) ?? text(object(objects(json['requestedPeriod'])[0])?.['start']);
  if (id === undefined || status === undefined || status === MISTAKEN) return undefined;
  // STU 3 has it as `incomingReferral`.
  const from = [...objects(json['basedOn']), ...objects(json['incomingReferral'])];
  const requests = orderKeys(from, base);
  if (!isForImaging(json) && !requests.some((each) => imagingRequests.has(each))) return undefined;
  return present<PlannedImaging>({
    id,
    kind: 'booked',
    status,
    what:
      text(json['description']) ??
      objects(json['serviceType'])
        .map((each) => words(each['concept'] ?? each))
        .find(Boolean),
    reason: reasonOf(json),
    at,
    place: placeOf(json),
    requests: some(requests),
    // R4 spells it with one l.
    whyNot: words(json['cancelationReason']) ?? words(json['cancellationReason']),
    identifiers: some(identifierKeys(objects(json['identifier']))),
    accessionNumbers: [
      ...new Set([...accessionsAmong(objects(json['identifier'])), ...accessionsOfOrders(json)]),
    ],
  });
}

/** A location before whoever else takes part and is no person */
function placeOf(appointment: Json): string | undefined {
  const actors = objects(appointment['participant']).flatMap(({ actor }) => objects([actor]));
  const isLocation = (actor: Json) =>
    /Location\//.test(text(actor['reference']) ?? '') || actor['type'] === 'Location';
  const isPerson = (actor: Json) =>
    /(?:Patient|Practitioner|RelatedPerson)/.test(text(actor['reference']) ?? text(actor['type']) ?? '');
  const places = [...actors.filter(isLocation), ...actors.filter((actor) => !isPerson(actor))];
  return places.map(({ display }) => text(display)).find(Boolean);
}
