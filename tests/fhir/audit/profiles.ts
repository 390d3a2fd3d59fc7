import { existsSync, readdirSync, readFileSync } from 'node:fs';

/*
 * Holds a resource against a FHIR profile's own constraints: cardinality, fixed values and patterns, slices by value (closed
 * ones as well), and value sets that are listed by their codes. What R4 itself requires of an AuditEvent is held beside them,
 * and what a profile says in FHIRPath where `INVARIANTS` has it.
 */

type Json = Readonly<Record<string, unknown>>;
interface Element extends Json {
  readonly id: string;
  readonly min?: number;
  readonly max?: string;
  readonly slicing?: { readonly discriminator: readonly { readonly path: string }[]; readonly rules: string };
  readonly binding?: { readonly strength: string; readonly valueSet: string };
}
interface Profile {
  readonly element: readonly Element[];
  readonly base: string;
}

const published = new URL('../../../../shared/cases/record-and-hub/fhir/', import.meta.url);
const balp = new URL('ihe-balp/profiles/', published);
const pars = new URL('nhs-pars/', published);
export const arePublishedProfilesHere = existsSync(balp);
export const publishedExamples = new URL('../../../../shared/data/fhir/ihe-balp/', import.meta.url);

const read = (url: URL): Json => JSON.parse(readFileSync(url, 'utf8')) as Json;
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const tail = (url: string) => url.split('/').at(-1) ?? '';

/** The examples that PARS publishes, by file name. */
export const parsExamples = (): readonly (readonly [name: string, resource: Json])[] =>
  readdirSync(pars)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, read(new URL(file, pars))] as const);

/** R4 AuditEvent, as far as something in it must be there */
const R4: Profile = {
  base: '',
  element: [
    ...['type', 'recorded', 'agent', 'agent.requestor', 'source', 'source.observer'].map((path) => ({
      id: `AuditEvent.${path}`,
      min: 1,
    })),
    { id: 'AuditEvent.entity.detail.type', min: 1 },
  ],
};

function profile(name: string): Profile {
  if (name === 'AuditEvent') return R4;
  const xml = new URL(`profiles/${name}.xml`, pars);
  if (existsSync(xml)) return profileInXml(readFileSync(xml, 'utf8'));
  const { differential, baseDefinition } = read(new URL(`StructureDefinition-${name}.json`, balp)) as {
    differential: { element: Element[] };
    baseDefinition: string;
  };
  return { element: differential.element, base: tail(baseDefinition) };
}

/** What these profiles say in XML, and no more of it: this is no reader of StructureDefinitions. */
function profileInXml(xml: string): Profile {
  const valueOf = (within: string, name: string) => new RegExp(`<${name} value="([^"]*)"`).exec(within)?.[1];
  const element = [...xml.matchAll(/<element id="([^"]+)">([\s\S]*?)<\/element>/g)].map(
    ([, id = '', body = '']): Element => {
      const slicing = /<slicing>([\s\S]*?)<\/slicing>/.exec(body)?.[1];
      const plain = body.replace(/<slicing>[\s\S]*?<\/slicing>/, '');
      const [min, max] = [valueOf(plain, 'min'), valueOf(plain, 'max')];
      const [, key, fixed] = /<(fixed[A-Z]\w*) value="([^"]*)"/.exec(plain) ?? [];
      return {
        id,
        ...(min !== undefined && { min: Number(min) }),
        ...(max !== undefined && { max }),
        ...(key !== undefined && { [key]: fixed }),
        ...(slicing !== undefined && {
          slicing: {
            rules: valueOf(slicing, 'rules') ?? 'open',
            discriminator: [...slicing.matchAll(/<path value="([^"]+)"/g)].map(([, path = '']) => ({ path })),
          },
        }),
      };
    },
  );
  return { element, base: tail(valueOf(xml, 'baseDefinition') ?? '') };
}

/** Elements of a profile and of those that it is derived from, the nearest first. */
function elementsOf(name: string): readonly Element[] {
  const { element, base } = profile(name);
  return [...element, ...(base === '' ? [] : elementsOf(base))];
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
  const { compose } = read(new URL(`ValueSet-${tail(url)}.json`, balp)) as {
    compose: { include: { system: string; concept?: { code: string }[] }[] };
  };
  const { system, code } = value as { system?: string; code?: string };
  return compose.include.some(
    (each) => each.system === system && (each.concept?.some((one) => one.code === code) ?? true),
  );
}

/** `who.type` of an agent */
const valueAt = (value: unknown, path: string): unknown =>
  path === '$this' ? value : path.split('.').reduce((at, key) => (at as Json | undefined)?.[key], value);

/** `what[x]` is written as any of its types. */
const named = (parent: unknown, key: string): readonly unknown[] =>
  key.endsWith('[x]')
    ? Object.entries(parent as Json).flatMap(([name, value]) =>
        name.startsWith(key.slice(0, -3)) ? listOf(value) : [],
      )
    : listOf((parent as Json)[key]);

/** The profiles' FHIRPath, by the profile's name */
const INVARIANTS: Readonly<Record<string, (resource: Json) => readonly string[]>> = {
  'IHE.BasicAudit.PrivacyDisclosure.Source': ({ agent, source }) => {
    const isSource = (one: unknown) => matches((one as Json)['type'], { coding: [{ code: '110153' }] });
    const { observer } = source as Json;
    return listOf(agent)
      .filter(isSource)
      .some((one) => !matches((one as Json)['who'], observer))
      ? ['val-audit-source']
      : [];
  },
};

/** What a resource has against a profile; empty where it conforms. */
export function faultsAgainst(resource: Json, name: string): readonly string[] {
  const elements = elementsOf(name);
  const byId = new Map<string, Element[]>();
  for (const each of elements) byId.set(each.id, [...(byId.get(each.id) ?? []), each]);
  const faults: string[] = [...(INVARIANTS[name]?.(resource) ?? [])];

  const slicingOf = (unsliced: string) => byId.get(unsliced)?.find(({ slicing }) => slicing)?.slicing;

  /** Whether a value is of the slice with this id: by all that its discriminators look at. */
  const isOfSlice = (value: unknown, id: string) =>
    (slicingOf(id.slice(0, id.lastIndexOf(':')))?.discriminator ?? [{ path: 'type' }]).every(({ path }) => {
      const deciding = byId.get(path === '$this' ? id : `${id}.${path}`) ?? [];
      const pattern = deciding.map(patternOf).find((each) => each !== undefined);
      const valueSet = deciding.find(({ binding }) => binding?.strength === 'required')?.binding?.valueSet;
      const own = valueAt(value, path);
      return pattern !== undefined
        ? matches(own, pattern)
        : valueSet !== undefined && isInValueSet(own, valueSet);
    });

  /** The values at an element's id, each slice being those of its list that its discriminators take. */
  const valuesAt = (id: string): readonly unknown[] => {
    const at = id.lastIndexOf('.');
    if (at === -1) return [resource];
    const [key = '', slice] = id.slice(at + 1).split(':');
    const values = valuesAt(id.slice(0, at)).flatMap((parent) => named(parent, key));
    return slice === undefined ? values : values.filter((value) => isOfSlice(value, id));
  };

  for (const element of elements) {
    const { id, min = 0, max = '*', binding, slicing } = element;
    const at = id.lastIndexOf('.');
    const parents = at === -1 ? [resource] : valuesAt(id.slice(0, at));
    const last = id.slice(at + 1);
    if (slicing?.rules === 'closed') {
      const slices = [...byId.keys()].filter((each) => new RegExp(`^${id}:[^.]+$`).test(each));
      for (const value of valuesAt(id))
        if (!slices.some((each) => isOfSlice(value, each)))
          faults.push(`${id}: in no slice, ${JSON.stringify(value).slice(0, 80)}`);
    }
    for (const parent of parents) {
      const values = last.includes(':')
        ? named(parent, last.split(':')[0] ?? '').filter((value) => isOfSlice(value, id))
        : at === -1
          ? [parent]
          : named(parent, last);
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
