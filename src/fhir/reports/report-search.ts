import type { RecordedReports } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import { inTurns, nextTurn } from '../../domain/turns';
import { search, type Found } from '../resource/bundle';
import { codes, words } from '../resource/coded';
import { objects, type Json } from '../resource/json';
import type { Orders } from './report-joins';
import { reportFrom } from './report-resource';
import { byReference, withReferenced } from './report-surroundings';
import { withVersions } from './report-versions';
import type { FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient } from '../resource/subject';

/**
 * The patient's imaging reports in full, every page, with their authors, results and key images. Laboratory reports are left
 * out; what names a study or an accession number stays, whatever its category.
 * @param orders `ServiceRequest/1` → the studies that were made for it; needed only when the reports are here
 * @throws the signal's reason when it aborts
 */
export async function fullReportsOf(
  server: FhirServer,
  patient: LaunchedPatient,
  orders: Orders | Promise<Orders>,
  signal: AbortSignal,
): Promise<Result<RecordedReports>> {
  const answer = await searchWithAuthors(server, patient.id, signal);
  if (!answer.ok) return answer;
  const { resources, unreadable, brought } = answer.value;
  const all = resources.filter(({ resourceType }) => resourceType === 'DiagnosticReport');
  const owner = { patient: await patient.read, base: server.base, now: server.now(), brought };
  const { kept, somebodyElses } = await ownedAmong(all, owner);
  const own = (await inTurns(kept, (each) => (isForImaging(each.json) ? [each] : []))).flat();
  const others = resources.filter(({ resourceType }) => resourceType !== 'DiagnosticReport');
  const reported = own.map(({ json }) => json);
  const around = await withReferenced(server, reported, byReference(others), signal);
  const made = await orders;
  const read = await inTurns(own, ({ json, ownership }) => {
    const report = reportFrom(json, around, server, made, owner);
    return report ? [{ json, report: { ...report, ...doubtOf(ownership) } }] : [];
  });
  const readable = read.flat();
  const reports = withVersions(readable, server.base);
  await nextTurn();
  return ok({
    reports,
    unreadable: unreadable + own.length - readable.length,
    somebodyElses,
  });
}

/** A server that does not know `_include` may refuse the search for it; the authors are then asked for by themselves. */
async function searchWithAuthors(
  server: FhirServer,
  patient: string,
  signal: AbortSignal,
): Promise<Result<Found>> {
  const query = `DiagnosticReport?patient=${encodeURIComponent(patient)}&_count=500`;
  const include = ['results-interpreter', 'performer']
    .map((name) => `&_include=DiagnosticReport:${name}`)
    .join('');
  const first = await search(server, `${query}${include}`, signal);
  const refused =
    !first.ok && first.problem.kind === 'failed' && [400, 422, 501].includes(first.problem.status);
  return refused ? search(server, query, signal) : first;
}

/** v2-0074, LOINC, SNOMED CT for radiology, imaging and what imaging departments do */
const IMAGING_CODES = new Set([
  ...['RAD', 'RUS', 'RX', 'CT', 'NMR', 'NMS', 'CUS', 'OUS', 'VUS', 'XRC', 'IMG', 'MRI', 'EC'],
  ...['LP29684-5', '18748-4', '68604-8'],
  ...['394914008', '4201000179104', '363679005', '722124004', '717321000000108', '900000000000003001'],
]);
const LABORATORY_CODES = new Set([
  'LAB',
  'CH',
  'HM',
  'MB',
  'BLB',
  'SR',
  'IMM',
  'GE',
  'TX',
  'SP',
  'CP',
  'LP29693-6',
]);

/** Imaging by category or code, or by what it names; a laboratory's accession number is no examination's. */
function isForImaging(report: Json): boolean {
  const categories = objects(report['category']).flatMap((category) => [...codes(category)]);
  if (objects(report['imagingStudy']).length > 0 || objects(report['study']).length > 0) return true;
  if ([...categories, ...codes(report['code'])].some((code) => IMAGING_CODES.has(code))) return true;
  if (objects(report['category']).some((category) => /radiolog|imaging/i.test(words(category) ?? '')))
    return true;
  if (categories.some((code) => LABORATORY_CODES.has(code))) return false;
  return objects(report['basedOn']).length > 0 || objects(report['identifier']).some(hasAccessionType);
}

const hasAccessionType = ({ type }: Json) => codes(type).some((code) => code === 'ACSN' || code === 'FILL');
