import type { DicomJson } from '../../catalogue';
import { tagOfAttribute } from '../dicom/dictionary';

/** What a QIDO-RS query asked for (PS3.18 8.3). */
export interface Query {
  /** Tag → value to match */
  readonly matches: readonly (readonly [string, string])[];
  /** Tags to add to the answer, or everything */
  readonly include: readonly string[] | 'all';
  readonly limit: number;
  readonly offset: number;
}

const control = new Set(['limit', 'offset', 'includefield', 'fuzzymatching', 'emptyvaluematching', 'accept']);

/** @returns the query, or in words what is wrong with it */
export function queryOf(parameters: URLSearchParams): Query | string {
  const matches: [string, string][] = [];
  for (const [name, value] of parameters) {
    if (control.has(name.toLowerCase())) continue;
    // Attributes inside sequences (A.B) are not matched on; unknown ones are the client's mistake
    const tag = tagOfAttribute(name);
    if (tag === undefined) return `Unknown query attribute: ${name}`;
    matches.push([tag, value]);
  }
  const fields = parameters.getAll('includefield').flatMap((value) => value.split(','));
  const limit = wholeNumber(parameters.get('limit'), Number.MAX_SAFE_INTEGER);
  const offset = wholeNumber(parameters.get('offset'), 0);
  if (limit === undefined || offset === undefined) return 'limit and offset are whole numbers';
  const include = fields.includes('all') ? 'all' : fields.flatMap((field) => tagOfAttribute(field) ?? []);
  return { matches, include, limit, offset };
}

function wholeNumber(text: string | null, absent: number): number | undefined {
  if (text === null) return absent;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** True where every key that is asked for matches (PS3.4 C.2.2.2: single value, UID list, wildcard, date range; empty matches all). */
export function matchesQuery(attributes: DicomJson, query: Query): boolean {
  return query.matches.every(([tag, wanted]) => wanted === '' || matchesOne(attributes[tag], wanted));
}

function matchesOne(element: DicomJson[string] | undefined, wanted: string): boolean {
  const values = (element?.Value ?? []).map(textValue);
  const vr = element?.vr;
  if (vr === 'DA' || vr === 'TM' || (vr === 'DT' && wanted.includes('-'))) {
    return values.some((value) => withinRange(value, wanted));
  }
  const alternatives = vr === 'UI' ? wanted.split(/[,\\]/) : vr === 'CS' ? wanted.split(/[,\\]/) : [wanted];
  return alternatives.some((one) => {
    const pattern = wildcard(one, vr === 'PN');
    return values.some((value) => pattern.test(value));
  });
}

function textValue(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'Alphabetic' in value) return String(value.Alphabetic);
  return String(value ?? '');
}

/** PS3.4 C.2.2.2.5: `a-b`, `a-`, `-b`, or one value. */
function withinRange(value: string, wanted: string): boolean {
  const dash = wanted.indexOf('-');
  if (dash < 0) return value.startsWith(wanted);
  const from = wanted.slice(0, dash);
  const to = wanted.slice(dash + 1);
  return (from === '' || value >= from) && (to === '' || value.slice(0, to.length) <= to);
}

function wildcard(pattern: string, isName: boolean): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, isName ? 'i' : '');
}
