import { togetherShort, unreadable } from '../../domain/knowledge/remote';
import type { Denied } from '../../domain/list/federation';
import type { RecordedImaging } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { Study } from '../../domain/study/study';
import { inTurns, nextTurn } from '../../domain/turns';
import { ofType, type Found } from '../resource/bundle';
import { present, type Json } from '../resource/json';
import { orderKeys } from '../resource/orders';
import { localReference } from '../resource/reference';
import type { FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient } from '../resource/subject';
import { placesOf } from './endpoints';
import { studyFrom, studyUidOf, withdrawalOf } from './imaging-study';

/** What a search for ImagingStudy found, as the patient's studies with the endpoints where they are. */
export async function readImaging(
  server: FhirServer,
  patient: LaunchedPatient,
  { resources, shortfalls, brought }: Found,
  signal: AbortSignal,
): Promise<Result<RecordedImaging>> {
  const owner = { patient: await patient.read, base: server.base, now: server.now(), brought };
  const all = ofType(resources, 'ImagingStudy');
  const { kept, somebodyElses } = await ownedAmong(all, owner);
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
  await nextTurn();
  return ok({
    studies: readable.map(({ study }) => study),
    somebodyElses,
    ...(somebodyElses > 0 && { denied: deniedAmong(all, new Set(kept.map(({ json }) => json))) }),
    ...places,
    shortfalls: togetherShort([...shortfalls, ...unreadable(kept.length - whole.length)]),
  });
}

/** What the record lists as somebody else's: an archive may hold the same under the patient's number. */
const deniedAmong = (all: readonly Json[], kept: ReadonlySet<Json>): readonly Denied[] =>
  all
    .filter((json) => !kept.has(json) && withdrawalOf(json) === undefined)
    .flatMap((json) => studyUidOf(json) ?? [])
    .map((uid) => ({ uid, ownership: 'contradicted' }));

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
