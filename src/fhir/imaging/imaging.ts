import { isUid } from '../../domain/ids';
import type { RecordedImaging } from '../../domain/ports/record';
import type { Result } from '../../domain/problem';
import type { FetchForms } from '../record/record-forms';
import { searchOfPatient } from '../resource/patient-search';
import type { FhirServer } from '../resource/request';
import type { LaunchedPatient } from '../resource/subject';

/**
 * The patient's ImagingStudy resources on every page, with their endpoints. One that is malformed is counted, not fatal.
 * @param beforeNext settles when a page after the first may be asked for
 */
export function imagingOf(
  server: FhirServer,
  patient: LaunchedPatient,
  forms: FetchForms,
  signal: AbortSignal,
  beforeNext?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<RecordedImaging>> {
  return imagingFound(server, patient, forms, undefined, signal, beforeNext);
}

/** @param those further parameters of the search, `_id=1` */
async function imagingFound(
  server: FhirServer,
  patient: LaunchedPatient,
  forms: FetchForms,
  those: string | undefined,
  signal: AbortSignal,
  beforeNext?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<RecordedImaging>> {
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
  const { readImaging } = await forms();
  return readImaging(server, patient, answer.value, signal);
}

/**
 * The studies among `named` that are named by reference or by UID: a patient of many years has a list of many pages, and
 * what the launch is about may be on the last of them.
 * @returns `undefined` where none is named like this
 */
export function namedImagingOf(
  server: FhirServer,
  patient: LaunchedPatient,
  forms: FetchForms,
  named: readonly string[],
  signal: AbortSignal,
): Promise<Result<RecordedImaging>> | undefined {
  const ids = named.flatMap((name) => /^ImagingStudy\/([A-Za-z0-9\-.]{1,64})$/.exec(name)?.[1] ?? []);
  if (ids.length > 0) return imagingFound(server, patient, forms, `_id=${ids.join(',')}`, signal);
  const uids = named.filter(isUid).map((uid) => `urn:dicom:uid|urn:oid:${uid}`);
  if (uids.length === 0) return undefined;
  return imagingFound(server, patient, forms, `identifier=${encodeURIComponent(uids.join(','))}`, signal);
}
