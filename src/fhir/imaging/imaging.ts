import { isUid } from '../../domain/ids';
import { togetherShort, unreadable } from '../../domain/knowledge/remote';
import type { RecordedImaging } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { Study } from '../../domain/study/study';
import { inTurns, nextTurn } from '../../domain/turns';
import { ofType } from '../resource/bundle';
import { placesOf } from './endpoints';
import { studyFrom, withdrawalOf } from './imaging-study';
import { present, type Json } from '../resource/json';
import { orderKeys } from '../resource/orders';
import { searchOfPatient } from '../resource/patient-search';
import { localReference, referencesIn } from '../resource/reference';
import type { FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient } from '../resource/subject';

/** The port's answer, with what only the record knows. */
export interface ImagingOfRecord extends RecordedImaging {
  /** Orders (`ServiceRequest/1`) and the studies (`ImagingStudy/1`) that were made for them */
  readonly orders: ReadonlyMap<string, readonly string[]>;
}

/**
 * The patient's ImagingStudy resources on every page, with their endpoints. One that is malformed is counted, not fatal.
 * @param beforeNext settles when a page after the first may be asked for
 */
export function imagingOf(
  server: FhirServer,
  patient: LaunchedPatient,
  signal: AbortSignal,
  beforeNext?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<ImagingOfRecord>> {
  return imagingFound(server, patient, undefined, signal, beforeNext);
}

/** @param those further parameters of the search, `_id=1` */
async function imagingFound(
  server: FhirServer,
  patient: LaunchedPatient,
  those: string | undefined,
  signal: AbortSignal,
  beforeNext?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<ImagingOfRecord>> {
  const answer = await searchOfPatient(
    server,
    {
      type: 'ImagingStudy',
      patient: patient.id,
      pageSize: 500,
      // A sign-in without them may be refused the whole search for them.
      include: server.grants('Endpoint', 'r') ? ['ImagingStudy:endpoint'] : [],
      ...(those !== undefined && { those }),
      ...(beforeNext && { beforeNext }),
    },
    signal,
  );
  if (!answer.ok) return answer;
  const { resources, shortfalls, brought } = answer.value;
  const owner = { patient: await patient.read, base: server.base, now: server.now(), brought };
  const { kept, somebodyElses } = await ownedAmong(ofType(resources, 'ImagingStudy'), owner);
  const read = await inTurns(kept, ({ json, ownership }) => {
    const study = studyFrom(json);
    return study
      ? [{ json, study: { ...study, ...occasionOf(json, server.base), ...doubtOf(ownership) } }]
      : [];
  });
  const whole = read.flat();
  const readable = stillStanding(whole);
  const standing = kept.map(({ json }) => json).filter((json) => withdrawalOf(json) === undefined);
  const places = await placesOf(server, standing, ofType(resources, 'Endpoint'), signal);
  const orders = ordersOf(readable, server.base);
  await nextTurn();
  return ok({
    studies: readable.map(({ study }) => study),
    somebodyElses,
    ...places,
    shortfalls: togetherShort([...shortfalls, ...unreadable(kept.length - whole.length)]),
    orders,
  });
}

/**
 * The studies among `named` that are named by reference or by UID: a patient of many years has a list of many pages, and
 * what the launch is about may be on the last of them.
 * @returns `undefined` where none is named like this
 */
export function namedImagingOf(
  server: FhirServer,
  patient: LaunchedPatient,
  named: readonly string[],
  signal: AbortSignal,
): Promise<Result<ImagingOfRecord>> | undefined {
  const ids = named.flatMap((name) => /^ImagingStudy\/([A-Za-z0-9\-.]{1,64})$/.exec(name)?.[1] ?? []);
  if (ids.length > 0) return imagingFound(server, patient, `_id=${ids.join(',')}`, signal);
  const uids = named.filter(isUid).map((uid) => `urn:dicom:uid|urn:oid:${uid}`);
  if (uids.length === 0) return undefined;
  return imagingFound(server, patient, `identifier=${encodeURIComponent(uids.join(','))}`, signal);
}

/** A study that has two entries is withdrawn only where both are: the other was made by mistake, not the pictures. */
function stillStanding<Read extends { readonly study: Study }>(read: readonly Read[]): readonly Read[] {
  const standing = new Set(read.flatMap(({ study }) => (study.withdrawn ? [] : [study.uid])));
  return read.filter(({ study }) => study.withdrawn === undefined || !standing.has(study.uid));
}

/** What it was made for: the encounter, and the orders. */
function occasionOf(json: Json, base: URL): Pick<Study, 'encounter' | 'orders'> {
  const orders = orderKeys(json['basedOn'], base);
  return present({
    // STU 3 has it as `context`.
    encounter: localReference(json['encounter'] ?? json['context'], base),
    orders: orders.length > 0 ? orders : undefined,
  });
}

function ordersOf(studies: readonly { readonly json: Json; readonly study: Study }[], base: URL) {
  const orders = new Map<string, readonly string[]>();
  for (const { json, study } of studies)
    for (const reference of referencesIn(json['basedOn'])) {
      const order = localReference(reference, base);
      if (order && study.reference) orders.set(order, [...(orders.get(order) ?? []), study.reference]);
    }
  return orders;
}
