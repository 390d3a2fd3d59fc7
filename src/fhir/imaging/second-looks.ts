import { mayHaveArrived } from '../../domain/arrival';
import type { AuditLog } from '../../domain/ports/audit';
import type { AskedBefore, SecondLook, SecondLooks } from '../../domain/ports/second-looks';
import type { Patient } from '../../domain/patient/patient';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import { ofType } from '../resource/bundle';
import { createdIn } from '../resource/create';
import { code, object, objects, text, type Json } from '../resource/json';
import { searchOfPatient } from '../resource/patient-search';
import { localReference } from '../resource/reference';
import type { FhirServer } from '../resource/request';
import { onlyId, ownedAmong } from '../resource/subject';
import { isGranted } from '../smart/scopes';

export interface SecondLooksSetting {
  readonly server: FhirServer;
  readonly scope: string;
  /** FHIR logical id of the launched patient */
  readonly patientId: string;
  /** The patient as read */
  readonly patient: () => Patient | undefined;
  /** The verified `fhirUser` */
  readonly user: string | undefined;
  readonly department?: string | undefined;
  /** Whether the site wants requests in the record */
  readonly send?: boolean | undefined;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Told when one stands in the record */
  readonly sent: () => void;
}

const UID = 'urn:dicom:uid';
const UUID = 'urn:ietf:rfc:3986';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/communication-category';

/** What was asked before, and whether that is all of it */
interface Asked {
  readonly ours: readonly Json[];
  readonly isWhole: boolean;
}

/** A resource that a second look may be put into the record as */
type Form = 'ServiceRequest' | 'Communication';
const FORMS: readonly Form[] = ['ServiceRequest', 'Communication'];

/**
 * Second looks in the record, where the site wants them and the sign-in grants their creation: as ServiceRequests, else as
 * Communications.
 */
export function secondLooks(setting: SecondLooksSetting): SecondLooks {
  const { server, scope, department, audit } = setting;
  const form = setting.send === true ? FORMS.find((each) => isGranted(scope, each, 'c')) : undefined;
  const sentUnheard = new Set<string>();

  const askedAs = async (type: Form, signal: AbortSignal): Promise<Result<Asked>> => {
    const { patientId, patient } = setting;
    const found = await searchOfPatient(server, { type, patient: patientId, pageSize: 100 }, signal);
    if (!found.ok) return found;
    const { resources, brought, shortfalls } = found.value;
    const owner = { patient: patient() ?? onlyId(patientId), base: server.base, now: server.now() };
    const { kept } = await ownedAmong(ofType(resources, type), { ...owner, ...(brought && { brought }) });
    const ours = kept.filter(({ ownership }) => ownership === 'ours').map(({ json }) => json);
    return ok({ ours, isWhole: shortfalls.length === 0 });
  };

  /** Somebody with another sign-in may have asked in the other form. */
  const asked = async (signal: AbortSignal): Promise<Result<Asked>> => {
    const own = form ?? 'ServiceRequest';
    const types = FORMS.filter((each) => each === own || isGranted(scope, each, 's'));
    const all = await Promise.all(types.map((type) => askedAs(type, signal)));
    const failed = all.find(({ ok: isHeard }) => !isHeard);
    const heard = all.flatMap((each) => (each.ok ? [each.value] : []));
    return (
      failed ??
      ok({ ours: heard.flatMap(({ ours }) => ours), isWhole: heard.every(({ isWhole }) => isWhole) })
    );
  };

  const askedBefore: SecondLooks['askedBefore'] = async (image, signal) => {
    const all = await asked(signal);
    if (!all.ok) return all;
    const those = all.value.ours.filter(
      (json) =>
        isStanding(json) &&
        [...objects(json['supportingInfo']), ...objects(json['about'])].some((each) =>
          names(each, UID, `urn:oid:${image}`),
        ),
    );
    // Of a part nobody can tell that there is none.
    if (those.length === 0 && !all.value.isWhole)
      return err<Problem>({ kind: 'malformed', where: server.where, what: 'a part of what there is' });
    return ok(
      those.map((json) => askedFrom(json, setting)).sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1)),
    );
  };

  /** @returns whether it arrived with a try before; a problem where that cannot be told */
  const hasArrived = async (type: Form, id: string, signal: AbortSignal): Promise<Result<boolean>> => {
    const all = await askedAs(type, signal);
    if (!all.ok) return all;
    const { ours, isWhole } = all.value;
    const isThere = ours.some((json) => objects(json['identifier']).some((each) => isUuid(each, id)));
    return isThere || isWhole
      ? ok(isThere)
      : err<Problem>({ kind: 'malformed', where: server.where, what: 'a part of what there is' });
  };

  const send: SecondLooks['send'] = async (look, signal) => {
    const failed = (problem: Problem) =>
      ({ kind: 'failed', problem, mayBeThere: sentUnheard.has(look.id) }) as const;
    if (form === undefined)
      return failed({ kind: 'not-stored', where: server.where, why: 'this session may not store there' });
    const isThere = sentUnheard.has(look.id) ? await hasArrived(form, look.id, signal) : ok(false);
    if (!isThere.ok) return failed(isThere.problem);
    if (!isThere.value) {
      const made = form === 'ServiceRequest' ? serviceRequest(look, setting) : communication(look, setting);
      const done = await createdIn(server, made, signal);
      if (!done.ok) {
        if (mayHaveArrived(done.problem)) sentUnheard.add(look.id);
        else sentUnheard.delete(look.id);
        return failed(done.problem);
      }
    }
    sentUnheard.delete(look.id);
    audit.record({ kind: 'disclosed', how: 'shared', study: look.study, what: 'second look' });
    setting.sent();
    return { kind: 'sent' };
  };

  return {
    department,
    ...(form && { where: server.where }),
    askedBefore,
    send,
    copied: (study) => audit.record({ kind: 'disclosed', how: 'copied', study, what: 'second look' }),
  };
}

/** Taken back, or never to be answered (R4 request-status, event-status) */
const FALLEN: ReadonlySet<string> = new Set([
  'entered-in-error',
  'revoked',
  'not-done',
  'stopped',
  // STU 3
  'aborted',
  'suspended',
]);

const isStanding = (json: Json) => !FALLEN.has(code(json['status']) ?? '');

function names(reference: Json, system: string, value: string): boolean {
  const identifier = object(reference['identifier']);
  return identifier?.['system'] === system && identifier['value'] === value;
}

const isUuid = (identifier: Json, id: string) =>
  identifier['system'] === UUID && identifier['value'] === `urn:uuid:${id}`;

function askedFrom(json: Json, { user, server }: SecondLooksSetting): AskedBefore {
  const own = objects(json['identifier']).map(({ system, value }) =>
    system === UUID ? text(value) : undefined,
  );
  const requester = object(json['requester']) ?? object(json['sender']);
  const by = requester && localReference(requester, server.base);
  return {
    id: own.find(Boolean)?.replace(/^urn:uuid:/, ''),
    at: text(json['authoredOn']) ?? text(json['sent']),
    isOwn: by !== undefined && user !== undefined && by === localReference({ reference: user }, server.base),
  };
}

/** FHIR R4: a proposal, which a person answers. No code says what may be wrong. */
function serviceRequest(look: SecondLook, { patientId, user, department, server }: SecondLooksSetting): Json {
  const requester = user && (localReference({ reference: user }, server.base) ?? user);
  const uid = (value: string) => ({ system: UID, value: `urn:oid:${value}` });
  return {
    resourceType: 'ServiceRequest',
    identifier: [{ system: UUID, value: `urn:uuid:${look.id}` }],
    status: 'active',
    intent: 'proposal',
    category: [{ coding: [{ system: 'http://snomed.info/sct', code: '363679005', display: 'Imaging' }] }],
    code: { text: look.summary },
    subject: { reference: `Patient/${patientId}` },
    authoredOn: new Date(server.now()).toISOString(),
    ...(requester && { requester: { reference: requester } }),
    ...(department && { performer: [{ display: department }] }),
    supportingInfo: [
      { type: 'ImagingStudy', identifier: uid(look.study) },
      { identifier: uid(look.image), display: look.imageWords },
    ],
    note: [{ text: look.words }],
  };
}

/**
 * FHIR R4: a message that is on its way until somebody has answered it (`in-progress`), about the study and the image. `basedOn`
 * names the request that the study was made for, where it is known by one.
 */
function communication(look: SecondLook, { patientId, user, department, server }: SecondLooksSetting): Json {
  const sender = user && (localReference({ reference: user }, server.base) ?? user);
  const uid = (value: string) => ({ system: UID, value: `urn:oid:${value}` });
  return {
    resourceType: 'Communication',
    identifier: [{ system: UUID, value: `urn:uuid:${look.id}` }],
    ...(look.request && { basedOn: [{ reference: look.request }] }),
    status: 'in-progress',
    category: [
      {
        coding: [{ system: CATEGORY, code: 'notification', display: 'Notification' }],
        text: 'Second look asked',
      },
    ],
    subject: { reference: `Patient/${patientId}` },
    topic: { text: look.summary },
    about: [
      { type: 'ImagingStudy', identifier: uid(look.study) },
      { identifier: uid(look.image), display: look.imageWords },
    ],
    sent: new Date(server.now()).toISOString(),
    ...(department && { recipient: [{ display: department }] }),
    ...(sender && { sender: { reference: sender } }),
    payload: [{ contentString: look.words }],
  };
}
