import { mayHaveArrived } from '../../domain/arrival';
import type { AuditLog } from '../../domain/ports/audit';
import type { KeptView, MeetingViews } from '../../domain/ports/meeting-views';
import type { Patient } from '../../domain/patient/patient';
import { ok } from '../../domain/problem';
import { ofType } from '../resource/bundle';
import { createdIn } from '../resource/create';
import { object, objects, text, type Json } from '../resource/json';
import { searchOfPatient } from '../resource/patient-search';
import type { FhirServer } from '../resource/request';
import { onlyId, ownedAmong } from '../resource/subject';
import { isGranted } from '../smart/scopes';

export interface MeetingListsSetting {
  readonly server: FhirServer;
  readonly scope: string;
  /** FHIR logical id of the launched patient */
  readonly patientId: string;
  /** The patient as read */
  readonly patient: () => Patient | undefined;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** What tells such a list from every other of the patient's */
const CODE = { system: 'urn:plainfilm', code: 'meeting', display: 'Imaging for a meeting' };
/** Where an entry says which view of its study it is */
const VIEW = 'urn:plainfilm:view';

/**
 * Views for a meeting as FHIR R4 List: one for each time that some are kept, so that two people who keep theirs do not overwrite each
 * other. A view that is in several is one view.
 */
export function meetingLists({
  server,
  scope,
  patientId,
  patient,
  audit,
}: MeetingListsSetting): MeetingViews {
  const mayRead = isGranted(scope, 'List', 's');
  const mayKeep = isGranted(scope, 'List', 'c');

  const kept: MeetingViews['kept'] = async (signal) => {
    const found = await searchOfPatient(
      server,
      { type: 'List', patient: patientId, pageSize: 100, those: `code=${CODE.system}|${CODE.code}` },
      signal,
    );
    if (!found.ok) return found;
    const { resources, brought } = found.value;
    const owner = { patient: patient() ?? onlyId(patientId), base: server.base, now: server.now() };
    const owned = await ownedAmong(ofType(resources, 'List').filter(isMeeting), {
      ...owner,
      ...(brought && { brought }),
    });
    const lists = owned.kept
      .filter(({ ownership }) => ownership === 'ours')
      .map(({ json }) => json)
      .sort((a, b) => ((text(a['date']) ?? '') < (text(b['date']) ?? '') ? -1 : 1));
    return ok([...new Set(lists.flatMap(codesOf))]);
  };

  return {
    ...(mayKeep && { where: server.where }),
    ...(mayRead && { kept }),
    keep: async (views, signal) => {
      if (!mayKeep)
        return {
          kind: 'failed',
          problem: { kind: 'forbidden', where: server.where },
          mayBeThere: false,
        };
      const done = await createdIn(server, listOf(views, patientId, new Date(server.now())), signal);
      if (!done.ok)
        return { kind: 'failed', problem: done.problem, mayBeThere: mayHaveArrived(done.problem) };
      for (const study of new Set(views.map((view) => view.study)))
        audit.record({ kind: 'disclosed', how: 'shared', study, what: 'meeting list' });
      return { kind: 'sent' };
    },
  };
}

const isMeeting = (json: Json) =>
  json['status'] === 'current' &&
  objects(object(json['code'])?.['coding']).some(
    ({ system, code }) => system === CODE.system && code === CODE.code,
  );

const codesOf = (json: Json): readonly string[] =>
  objects(json['entry'])
    .filter(({ deleted }) => deleted !== true)
    .flatMap(({ extension }) => objects(extension))
    .flatMap(({ url, valueString }) => (url === VIEW ? (text(valueString) ?? []) : []));

function listOf(views: readonly KeptView[], patientId: string, at: Date): Json {
  return {
    resourceType: 'List',
    status: 'current',
    mode: 'working',
    title: CODE.display,
    code: { coding: [CODE], text: CODE.display },
    subject: { reference: `Patient/${patientId}` },
    date: at.toISOString(),
    entry: views.map(({ code, study, words }) => ({
      extension: [{ url: VIEW, valueString: code }],
      item: {
        type: 'ImagingStudy',
        identifier: { system: 'urn:dicom:uid', value: `urn:oid:${study}` },
        display: words,
      },
    })),
  };
}
