import type { RecordedReports } from '../../domain/ports/record';
import type { Result } from '../../domain/problem';
import { searchOfPatient } from '../resource/patient-search';
import type { FetchForms } from '../record/record-forms';
import type { FhirServer } from '../resource/request';
import type { LaunchedPatient } from '../resource/subject';

/**
 * The patient's imaging reports in full, every page, with their authors, results and key images. Laboratory reports are left
 * out; what names a study or an accession number stays, whatever its category.
 * @throws the signal's reason when it aborts
 */
export async function fullReportsOf(
  server: FhirServer,
  patient: LaunchedPatient,
  forms: FetchForms,
  signal: AbortSignal,
): Promise<Result<RecordedReports>> {
  const answer = await searchWithAuthors(server, patient.id, signal);
  if (!answer.ok) return answer;
  const { readReports } = await forms();
  return readReports(server, patient, answer.value, signal);
}

/** With their authors where the server sends them along; else those are asked for by themselves. */
const searchWithAuthors = (server: FhirServer, patient: string, signal: AbortSignal) =>
  searchOfPatient(
    server,
    {
      type: 'DiagnosticReport',
      patient,
      pageSize: 500,
      // A sign-in without them may be refused the whole search for them.
      include: server.grants('Practitioner', 'r')
        ? ['DiagnosticReport:results-interpreter', 'DiagnosticReport:performer']
        : [],
    },
    signal,
  );
