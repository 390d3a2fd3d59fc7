import type { RecordedReports } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { Report } from '../../domain/report/report';
import { inTurns, nextTurn } from '../../domain/turns';
import { togetherShort, unreadable } from '../../domain/knowledge/remote';
import type { Found } from '../resource/bundle';
import { codes, words } from '../resource/coded';
import { accessionsAmong } from '../resource/orders';
import { namesImaging } from '../imaging/imaging-words';
import { objects, type Json } from '../resource/json';
import { inR4Form } from './report-r4';
import { reportFrom } from './report-resource';
import { byReference, withReferenced } from './report-surroundings';
import { withVersions } from './report-versions';
import type { FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient } from '../resource/subject';

/**
 * The imaging reports in what a record answered to a search for a patient's DiagnosticReports.
 * @throws the signal's reason when it aborts
 */
export async function readReports(
  server: FhirServer,
  patient: LaunchedPatient,
  { resources, shortfalls, brought }: Found,
  signal: AbortSignal,
): Promise<Result<RecordedReports>> {
  const all = resources.filter(({ resourceType }) => resourceType === 'DiagnosticReport').map(inR4Form);
  const owner = { patient: await patient.read, base: server.base, now: server.now(), brought };
  const { kept, somebodyElses } = await ownedAmong(all, owner);
  const own = (await inTurns(kept, (each) => (isForImaging(each.json) ? [each] : []))).flat();
  const others = resources.filter(({ resourceType }) => resourceType !== 'DiagnosticReport');
  const reported = own.map(({ json }) => json);
  const around = await withReferenced(server, reported, byReference(others), signal);
  const read = await inTurns(own, ({ json, ownership }) => {
    const report = readReport(json, around, server, owner);
    return report ? [{ json, report: { ...report, ...doubtOf(ownership) } }] : [];
  });
  const readable = read.flat();
  const reports = withVersions(readable, server.base);
  await nextTurn();
  return ok({
    reports,
    shortfalls: togetherShort([...shortfalls, ...unreadable(own.length - readable.length)]),
    somebodyElses,
  });
}

/** One that cannot be read costs itself alone. */
function readReport(...given: Parameters<typeof reportFrom>): Report | undefined {
  try {
    return reportFrom(...given);
  } catch {
    return undefined;
  }
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
  if (objects(report['basedOn']).length > 0) return true;
  if (accessionsAmong(objects(report['identifier'])).length > 0) return true;
  // What no code tells, words may: a report that nobody filed is not for that reason a laboratory's.
  return [words(report['code']), ...objects(report['category']).map(words)].some(
    (each) => each !== undefined && namesImaging(each),
  );
}
