import { isInner } from '../../http/inner-host';
import { object, objects, text, type Json } from './json';

/*
 * A record behind a proxy calls itself by another name inside than the one by which it is asked. What it says of that
 * name is learned in one place, and every address below it is made a relative one as soon as an answer is here: who reads
 * the answer (whose it is, what belongs to what, where its bytes are) needs to know nothing of it.
 */

/** The same server under the same name is one tenant or another, and no inner name of it. */
export function innerAddress(literal: string, base: URL): URL | undefined {
  if (!/^https?:/i.test(literal) || !URL.canParse(literal)) return undefined;
  const address = new URL(literal);
  return address.username === '' &&
    address.password === '' &&
    address.host !== base.host &&
    isInner(address.hostname)
    ? address
    : undefined;
}

/**
 * The root by which a record behind a proxy calls itself: where its Bundle says that it came from (`link` self). What the
 * entries are called by is no such word, because they may have been gathered from elsewhere.
 * @param type what was searched for: `ImagingStudy`
 */
export function ownNameIn(bundle: Json, base: URL, type: string): string | undefined {
  const self = objects(bundle['link']).find(({ relation }) => relation === 'self');
  const address = innerAddress(text(self?.['url']) ?? '', base);
  const [, root] = /^(.*)\/([A-Z][A-Za-z]+)(?:\/_search)?\/?$/.exec(address?.pathname ?? '') ?? [];
  return address && root !== undefined && address.pathname.startsWith(`${root}/${type}`)
    ? `${address.origin}${root}`
    : undefined;
}

/** Whether entries name this patient at an inner address that nobody has said to be the record's. */
export function namesInside(entries: readonly Json[], patient: string, base: URL): boolean {
  const isInside = (reference: unknown) =>
    innerAddress(text(object(reference)?.['reference']) ?? '', base)?.pathname.includes(
      `/Patient/${patient}`,
    ) === true;
  return entries.some(({ resource }) => {
    const { subject, patient: person, participant } = object(resource) ?? {};
    return [subject, person, ...objects(participant).map(({ actor }) => actor)].some(isInside);
  });
}

/** Deeper than FHIR nests */
const DEEPEST = 64;

/**
 * A resource with every reference below one of the record's own names made relative, and the addresses of bytes that lie
 * there. What it is called by elsewhere (`fullUrl`, identifiers, definitions) stays.
 * @param only the one resource that the names are known of; all of them without
 */
export function withOwnNames<T>(json: T, names: ReadonlySet<string>, only?: string): T {
  return names.size === 0 ? json : (renamed(json, { names: [...names], only }, 0) as T);
}

interface Naming {
  readonly names: readonly string[];
  /** `Patient/1`, where the name is known of that resource alone */
  readonly only?: string | undefined;
}

function renamed(value: unknown, naming: Naming, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, naming, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'string' ? below(key, each, naming) : renamed(each, naming, depth + 1),
    ]),
  );
}

const RESOURCE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const BYTES = /^Binary\//;

function below(key: string, literal: string, { names, only }: Naming): string {
  if (key !== 'reference' && key !== 'url') return literal;
  const name = names.find((each) => literal.startsWith(`${each}/`));
  const rest = name === undefined ? '' : literal.slice(name.length + 1);
  const isMeant = only === undefined || rest === only || rest.startsWith(`${only}/_history/`);
  return isMeant && RESOURCE.test(rest) && (key === 'reference' || BYTES.test(rest)) ? rest : literal;
}
