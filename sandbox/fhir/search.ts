import type { ProtectedType } from '../smart/scopes';
import { matches } from './match';
import { parameters, valuesAt } from './parameters';
import type { Entry, Resource } from './resource';

export interface Search {
  /** Matches in the order asked for */
  readonly matched: readonly Resource[];
  /** Parameters that were used, for the `self` link (R4 3.1.1.6.1) */
  readonly used: URLSearchParams;
  /** Parameters that this server does not know for this type */
  readonly unknown: readonly string[];
}

/** Parameters that shape the answer and do not choose. */
const shaping: readonly string[] = [
  '_count',
  '_sort',
  '_include',
  '_elements',
  '_format',
  '_summary',
  '_total',
];

/** Filters and sorts. The caller has already left out what the token may not see. */
export function search(type: ProtectedType, entries: readonly Entry[], query: URLSearchParams): Search {
  const used = new URLSearchParams();
  const unknown: string[] = [];
  let matched = entries.map(({ resource }) => resource);
  for (const [name, value] of query) {
    const filter = filterFor(type, name, value);
    if (filter === undefined && !shaping.includes(name)) {
      unknown.push(name);
      continue;
    }
    used.append(name, value);
    if (filter !== undefined) matched = matched.filter(filter);
  }
  return { matched: sorted(type, matched, query.get('_sort')), used, unknown };
}

function filterFor(
  type: ProtectedType,
  name: string,
  value: string,
): ((resource: Resource) => boolean) | undefined {
  const [bare = name, modifier] = name.split(':', 2);
  const ownId = bare === '_id' || (type === 'Patient' && bare === 'patient');
  if (ownId) return ({ id }) => value.split(',').some((one) => one.split('/').at(-1) === id);
  const parameter = Object.hasOwn(parameters[type], bare) ? parameters[type][bare] : undefined;
  if (parameter === undefined) return undefined;
  if (modifier === undefined) return (resource) => matches(resource, parameter, value);
  // `patient:Patient=x` is the same as `patient=Patient/x`
  return modifier === 'Patient' ? (resource) => matches(resource, parameter, `Patient/${value}`) : undefined;
}

function sorted(type: ProtectedType, resources: Resource[], sort: string | null): readonly Resource[] {
  if (sort === null || sort === '') return resources;
  const keys = sort
    .split(',')
    .map((key) => ({ name: key.replace(/^-/, ''), sign: key.startsWith('-') ? -1 : 1 }));
  return [...resources].sort((a, b) => {
    for (const { name, sign } of keys) {
      const order = sortKey(type, a, name).localeCompare(sortKey(type, b, name));
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

function sortKey(type: ProtectedType, resource: Resource, name: string): string {
  if (name === '_id') return resource.id;
  const parameter = parameters[type][name];
  const [first] = parameter === undefined ? [] : valuesAt(resource, parameter.path);
  return typeof first === 'object' ? JSON.stringify(first) : String(first ?? '');
}

const includable: Readonly<Record<string, string>> = {
  'ImagingStudy:endpoint': 'endpoint',
  'ImagingStudy:basedon': 'basedOn',
  'ImagingStudy:patient': 'subject',
  'DiagnosticReport:imaging-study': 'imagingStudy',
  'DiagnosticReport:based-on': 'basedOn',
  'DiagnosticReport:results-interpreter': 'resultsInterpreter',
};

/**
 * What `_include` adds to these matches, each resource once.
 * @param find the resource behind `Type/id`, or `undefined` when there is none or the token may not read it
 */
export function included(
  matched: readonly Resource[],
  asked: readonly string[],
  find: (reference: string) => Resource | undefined,
): readonly Resource[] {
  const references = asked.flatMap((include) => {
    const path = includable[include];
    if (path === undefined) return [];
    const [source] = include.split(':');
    return matched
      .filter(({ resourceType }) => resourceType === source)
      .flatMap((each) => valuesAt(each, path));
  });
  const targets = new Set(references.map((value) => (value as { reference?: unknown }).reference));
  return [...targets].flatMap((target) => {
    const resource = typeof target === 'string' ? find(target) : undefined;
    return resource === undefined ? [] : [resource];
  });
}
