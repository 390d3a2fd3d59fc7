import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Holds a resource against a FHIR profile's own constraints: cardinality, fixed values and patterns, slices by value, and
 * value sets that are listed by their codes. What a profile says in FHIRPath is held where `INVARIANTS` has it.
 */

type Json = Readonly<Record<string, unknown>>;
interface Element extends Json {
  readonly id: string;
  readonly min?: number;
  readonly max?: string;
  readonly slicing?: { readonly discriminator: readonly { readonly path: string }[]; readonly rules: string };
  readonly binding?: { readonly strength: string; readonly valueSet: string };
}

const folder = new URL('../../../../shared/cases/record-and-hub/fhir/ihe-balp/profiles/', import.meta.url);
export const arePublishedProfilesHere = existsSync(folder);
export const publishedExamples = new URL('../../../../shared/data/fhir/ihe-balp/', import.meta.url);

const read = (name: string): Json =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`${name}.json`, folder)), 'utf8')) as Json;
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const tail = (url: string) => url.split('/').at(-1) ?? '';

/** Elements of a profile and of those that it is derived from, the nearest first. */
function elementsOf(name: string): readonly Element[] {
  const { differential, baseDefinition } = read(`StructureDefinition-${name}`) as {
    differential: { element: Element[] };
    baseDefinition: string;
  };
  const base = tail(baseDefinition);
  return [...differential.element, ...(base === 'AuditEvent' ? [] : elementsOf(base))];
}

/** Whether a value has at least what a pattern has. */
function matches(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.every((each) => listOf(value).some((one) => matches(one, each)));
  if (typeof pattern !== 'object' || pattern === null) return value === pattern;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(pattern).every(([key, each]) => matches((value as Json)[key], each))
  );
}

const patternOf = (element: Element): unknown =>
  Object.entries(element).find(([key]) => /^(?:pattern|fixed)[A-Z]/.test(key))?.[1];

function isInValueSet(value: unknown, url: string): boolean {
  const { compose } = read(`ValueSet-${tail(url)}`) as {
    compose: { include: { system: string; concept?: { code: string }[] }[] };
  };
  const { system, code } = value as { system?: string; code?: string };
  return compose.include.some(
    (each) => each.system === system && (each.concept?.some((one) => one.code === code) ?? true),
  );
}

/** What a resource has against a profile; empty where it conforms. */
export function faultsAgainst(resource: Json, name: string): readonly string[] {
  const elements = elementsOf(name);
  const byId = new Map<string, Element[]>();
  for (const each of elements) byId.set(each.id, [...(byId.get(each.id) ?? []), each]);
  const faults: string[] = [];

  /** The values at an element's id, each slice being those of its list that its discriminator takes. */
  const valuesAt = (id: string): readonly unknown[] => {
    const at = id.lastIndexOf('.');
    if (at === -1) return [resource];
    const [key = '', slice] = id.slice(at + 1).split(':');
    const parents = valuesAt(id.slice(0, at));
    const values = parents.flatMap((parent) => listOf((parent as Json)[key]));
    if (slice === undefined) return values;
    const unsliced = id.slice(0, id.lastIndexOf(':'));
    const path =
      byId.get(unsliced)?.find(({ slicing }) => slicing)?.slicing?.discriminator[0]?.path ?? 'type';
    const decided = path === '$this' ? id : `${id}.${path}`;
    const deciding = byId.get(decided) ?? [];
    const pattern = deciding.map(patternOf).find((each) => each !== undefined);
    const valueSet = deciding.find(({ binding }) => binding?.strength === 'required')?.binding?.valueSet;
    return values.filter((value) => {
      const own = path === '$this' ? value : (value as Json)[path];
      return pattern !== undefined
        ? matches(own, pattern)
        : valueSet !== undefined && isInValueSet(own, valueSet);
    });
  };

  for (const element of elements) {
    const { id, min = 0, max = '*', binding } = element;
    const at = id.lastIndexOf('.');
    const parents = at === -1 ? [resource] : valuesAt(id.slice(0, at));
    const last = id.slice(at + 1);
    for (const parent of parents) {
      const values = last.includes(':')
        ? valuesAt(id)
        : at === -1
          ? [parent]
          : listOf((parent as Json)[last]);
      if (values.length < min) faults.push(`${id}: ${values.length} of at least ${min}`);
      if (max !== '*' && values.length > Number(max))
        faults.push(`${id}: ${values.length} of at most ${max}`);
      const pattern = patternOf(element);
      if (pattern !== undefined)
        for (const value of values)
          if (!matches(value, pattern)) faults.push(`${id}: ${JSON.stringify(value)}`);
      if (binding?.strength === 'required')
        for (const value of values)
          if (!isInValueSet(value, binding.valueSet)) faults.push(`${id}: not of its value set`);
    }
  }
  return [...new Set(faults)];
}
