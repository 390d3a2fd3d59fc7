import type { RecordedPlanned } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { PlannedImaging } from '../../domain/report/report';
import { inTurns } from '../../domain/turns';
import { ofType, shortOf, type Found } from '../resource/bundle';
import { searchOfPatient } from '../resource/patient-search';
import { codes, identifiersOf, words } from '../resource/coded';
import { object, objects, present, text, type Json } from '../resource/json';
import { localReference } from '../resource/reference';
import { accessionsAmong, type Orders } from '../resource/orders';
import type { FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient } from '../resource/subject';

const IMAGING_CODES = new Set(['363679005', '394914008', 'RAD', 'IMG', 'LP29684-5']);
/** What imaging is called where no code says so */
export const IMAGING_WORDS =
  /\b(?:imaging|radiolog\w*|x-?rays?|radiograph\w*|xr|ct|computed tomograph\w*|mri?|magnetic resonance|ultraso\w*|uss|us|echocardiogra\w*|mammogra\w*|pet|scintigra\w*|fluoroscop\w*|dexa|dxa|angiogra\w*|nuclear medicine)\b/i;

const OPEN_REQUESTS = new Set(['active', 'on-hold', 'draft']);
const OPEN_APPOINTMENTS = new Set(['booked', 'pending', 'proposed', 'waitlist', 'arrived', 'checked-in']);
const DAY = 86_400_000;

/**
 * Imaging that was requested or booked and has no study yet. A request whose study is there is not planned any more, nor is an
 * appointment whose day has passed.
 * @param orders `ServiceRequest/1` → the studies that were made for it
 * @returns a problem only where neither answered
 * @throws the signal's reason when it aborts
 */
export async function plannedImagingOf(
  server: FhirServer,
  patient: LaunchedPatient,
  orders: Orders,
  signal: AbortSignal,
): Promise<Result<RecordedPlanned>> {
  const of = { patient: patient.id, pageSize: 100 };
  const [requests, appointments] = await Promise.all([
    searchOfPatient(server, { ...of, type: 'ServiceRequest' }, signal),
    searchOfPatient(server, { ...of, type: 'Appointment', also: 'actor' }, signal),
  ]);
  if (!requests.ok && !appointments.ok) return requests;
  const person = await patient.read;
  const owned = (answer: Result<Found>, type: string) => {
    const { resources = [], brought } = answer.ok ? answer.value : {};
    return ownedAmong(ofType(resources, type), {
      patient: person,
      base: server.base,
      now: server.now(),
      ...(brought && { brought }),
    });
  };
  const ordered = await owned(requests, 'ServiceRequest');
  const booked = await owned(appointments, 'Appointment');
  const judged = await inTurns(ordered.kept, (each) => (isForImaging(each.json) ? [each] : []));
  const asked = judged.flat();
  const imaging = new Set(asked.flatMap(({ json }) => referenceOf(json) ?? []));
  const planned = [
    ...asked.flatMap(({ json, ownership }) => {
      const request = requestFrom(json, orders);
      return request ? [{ ...request, ...doubtOf(ownership) }] : [];
    }),
    ...booked.kept.flatMap(({ json, ownership }) => {
      const booking = bookingFrom(json, server, imaging, orders);
      return booking ? [{ ...booking, ...doubtOf(ownership) }] : [];
    }),
  ];
  return ok({
    // What nobody can tell whose it is comes after all that is the patient's.
    planned: planned.sort((a, b) => byOwner(a, b) || byDate(a.at ?? '', b.at ?? '')),
    somebodyElses: ordered.somebodyElses + booked.somebodyElses,
    unanswered: [
      ...(requests.ok ? [] : [{ what: 'requests' as const, problem: requests.problem }]),
      ...(appointments.ok ? [] : [{ what: 'appointments' as const, problem: appointments.problem }]),
    ],
    shortfalls: shortOf([requests, appointments]),
  });
}

const byOwner = (a: PlannedImaging, b: PlannedImaging) =>
  Number(a.ownership !== undefined) - Number(b.ownership !== undefined);

const referenceOf = ({ resourceType, id }: Json) => {
  const name = text(id);
  return name === undefined ? undefined : `${String(resourceType)}/${name}`;
};

/** By code where there is one, else by the words of what is asked for. */
function isForImaging(resource: Json): boolean {
  const concepts = [
    resource['category'],
    resource['code'],
    resource['serviceCategory'],
    resource['serviceType'],
    resource['specialty'],
  ]
    .flatMap((each) => (Array.isArray(each) ? objects(each) : objects([each])))
    .map((each) => each['concept'] ?? each);
  return (
    concepts.some((each) => codes(each).some((code) => IMAGING_CODES.has(code))) ||
    [...concepts.map(words), text(resource['description'])].some(
      (each) => each !== undefined && IMAGING_WORDS.test(each),
    )
  );
}

function requestFrom(json: Json, orders: Orders): PlannedImaging | undefined {
  const id = referenceOf(json);
  const status = text(json['status']);
  if (id === undefined || status === undefined || !OPEN_REQUESTS.has(status)) return undefined;
  if ((orders.get(id) ?? []).length > 0) return undefined;
  const performers = [...objects(json['locationReference']), ...objects(json['performer'])];
  return present<PlannedImaging>({
    id,
    kind: 'requested',
    status,
    // R5 has a CodeableReference
    what: words(object(json['code'])?.['concept'] ?? json['code']),
    reason: reasonOf(json),
    at: text(json['authoredOn']) ?? text(json['occurrenceDateTime']),
    place: performers.map(({ display }) => text(display)).find(Boolean),
    accessionNumbers: accessionsAmong(identifiersOf(json).map(({ json: identifier }) => identifier)),
  });
}

/** `reasonCode` in R4, `reason` as CodeableReference in R5 */
const reasonOf = (json: Json) =>
  [
    ...objects(json['reasonCode']).map(words),
    ...objects(json['reason']).map(({ concept }) => words(concept)),
  ].find(Boolean);

function bookingFrom(
  json: Json,
  server: FhirServer,
  imagingRequests: ReadonlySet<string>,
  orders: Orders,
): PlannedImaging | undefined {
  const id = referenceOf(json);
  const status = text(json['status']);
  const at = text(json['start']) ?? text(object(objects(json['requestedPeriod'])[0])?.['start']);
  if (id === undefined || status === undefined || !OPEN_APPOINTMENTS.has(status)) return undefined;
  const requests = objects(json['basedOn']).flatMap((each) => localReference(each, server.base) ?? []);
  if (!isForImaging(json) && !requests.some((each) => imagingRequests.has(each))) return undefined;
  if (requests.some((each) => (orders.get(each) ?? []).length > 0)) return undefined;
  if (at !== undefined && Date.parse(at) < server.now() - DAY) return undefined;
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
    request: requests[0],
    accessionNumbers: accessionsAmong(identifiersOf(json).map(({ json: identifier }) => identifier)),
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

/** ISO dates by their letters: a collator, which `localeCompare` needs, takes longer to start than all else here. */
const byDate = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
