import type { RecordedImaging } from '../domain/ports';
import { found, type Result } from '../domain/problem';
import type { Study } from '../domain/study';
import { search, type Found } from './bundle';
import { endpointsOf } from './endpoints';
import { isWithdrawn, studyFrom } from './imaging-study';
import { objects, present, type Json } from './json';
import { localReference } from './reference';
import type { FhirServer } from './request';

/** The port's answer, with what only the record knows. */
export interface ImagingOfRecord extends RecordedImaging {
  /** Orders (`ServiceRequest/1`) and the studies (`ImagingStudy/1`) that were made for them */
  readonly orders: ReadonlyMap<string, readonly string[]>;
}

/** The patient's ImagingStudy resources on every page, with their endpoints. One that is malformed is counted, not fatal. */
export async function imagingOf(
  server: FhirServer,
  patient: string,
  signal: AbortSignal,
): Promise<Result<ImagingOfRecord>> {
  const answer = await searchWithEndpoints(server, patient, signal);
  if (!answer.ok) return answer;
  const { resources, unreadable } = answer.value;
  const ofType = (type: string) => resources.filter(({ resourceType }) => resourceType === type);
  const recorded = ofType('ImagingStudy').filter((study) => !isWithdrawn(study));
  const own = recorded.filter((study) => isOf(patient, study, server.base));
  const readable = own.flatMap((json) => {
    const study = studyFrom(json);
    return study ? [{ json, study: { ...study, ...occasionOf(json, server.base) } }] : [];
  });
  const endpoints = await endpointsOf(server, own, ofType('Endpoint'), signal);
  return found({
    studies: readable.map(({ study }) => study),
    endpoints,
    unreadable: unreadable + recorded.length - readable.length,
    orders: ordersOf(readable, server.base),
  });
}

/** A server that does not know `_include` may refuse the search for it; then the endpoints are asked for by themselves. */
async function searchWithEndpoints(
  server: FhirServer,
  patient: string,
  signal: AbortSignal,
): Promise<Result<Found>> {
  const query = `ImagingStudy?patient=${encodeURIComponent(patient)}&_count=500`;
  const first = await search(server, `${query}&_include=ImagingStudy:endpoint`, signal);
  const refused =
    !first.ok && first.problem.kind === 'failed' && [400, 422, 501].includes(first.problem.status);
  return refused ? search(server, query, signal) : first;
}

/** H1: what says that it is somebody else's is not listed. A subject by identifier only was matched by the server. */
export function isOf(patient: string, resource: Json, base: URL): boolean {
  const subject = localReference(resource['subject'], base);
  return subject === undefined || subject === `Patient/${patient}`;
}

/** What it was made for: the encounter, and the orders. */
function occasionOf(json: Json, base: URL): Pick<Study, 'encounter' | 'orders'> {
  const orders = objects(json['basedOn']).flatMap((reference) => localReference(reference, base) ?? []);
  return present({
    encounter: localReference(json['encounter'], base),
    orders: orders.length > 0 ? orders : undefined,
  });
}

function ordersOf(studies: readonly { readonly json: Json; readonly study: Study }[], base: URL) {
  const orders = new Map<string, readonly string[]>();
  for (const { json, study } of studies)
    for (const reference of objects(json['basedOn'])) {
      const order = localReference(reference, base);
      if (order && study.reference) orders.set(order, [...(orders.get(order) ?? []), study.reference]);
    }
  return orders;
}
