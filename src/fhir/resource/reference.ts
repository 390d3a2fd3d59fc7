import { object, objects, text, type Json } from './json';

/**
 * A literal reference to a resource of this record as `Type/id`, whether it was written relative or absolute, with or
 * without a version. `undefined` for contained, logical and foreign references: those are never followed. The record is
 * recognised in http and https, in capitals and with doubled slashes alike; what is asked is asked at the base.
 */
export function localReference(reference: unknown, base: URL): string | undefined {
  const literal = text(object(reference)?.['reference']) ?? text(reference);
  if (literal === undefined || literal.startsWith('#') || /^urn:/i.test(literal)) return undefined;
  const [plain] = PLAIN.exec(literal) ?? [];
  if (plain !== undefined) return plain;
  // Servers differ in what they make of a path that goes up again.
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(literal)) return undefined;
  if (!URL.canParse(literal, base.href)) return undefined;
  const address = new URL(literal, base);
  if (address.search !== '' || !isOfRecord(address, base)) return undefined;
  const below = segmentsOf(address).slice(segmentsOf(base).length).join('/');
  const [, type, id] =
    /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history(?:\/[^/]+)?)?$/.exec(below) ?? [];
  return type !== undefined && id !== undefined ? `${type}/${id}` : undefined;
}

/** As nearly all are written. They lie below the base whatever it is, so no address need be made of each. */
const PLAIN = /^[A-Z][A-Za-z]+\/(?!\.{1,2}$)[A-Za-z0-9\-.]{1,64}$/;

const segmentsOf = ({ pathname }: URL) => pathname.split('/').filter((step) => step !== '');

/** One server whatever the scheme, where each is at its usual port or both at the same; paths to the base in any case. */
function isOfRecord(address: URL, base: URL): boolean {
  if (!/^https?:$/.test(address.protocol) || address.username !== '' || address.password !== '') return false;
  if (address.host.toLowerCase() !== base.host.toLowerCase() || /%2f|%5c/i.test(address.pathname))
    return false;
  const [steps, root] = [segmentsOf(address), segmentsOf(base)];
  return root.every((step, at) => step.toLowerCase() === steps[at]?.toLowerCase());
}

/** The name of a contained resource: `#abc` → `abc` */
export function containedId(reference: unknown): string | undefined {
  const literal = text(object(reference)?.['reference']);
  return literal?.startsWith('#') ? literal.slice(1) : undefined;
}

/** The resource that a reference names within the one that holds both; STU 3 and others write its id with the mark too */
export function containedIn(within: Json, reference: unknown): Json | undefined {
  const id = containedId(reference);
  if (id === undefined) return undefined;
  return objects(within['contained']).find((each) => text(each['id'])?.replace(/^#/, '') === id);
}

/** References in an element that holds one or many, each plain or (R5) as a CodeableReference. */
export const referencesIn = (value: unknown): readonly Json[] =>
  objects(value).map((each) => object(each['reference']) ?? each);

/** How UIDs are begun where they stand as URIs: by FHIR (`urn:oid:`), and by others who mean the same */
const PREFIX = /^(?:(?:urn:)?oid:|urn:dicom:uid:)[ \t]{0,8}/i;

/** Whether a text says of itself that it is an object identifier */
export const isPrefixed = (value: string): boolean => PREFIX.test(value);

/** A UID as DICOM has it: without what begins it as a URI, and without the NUL that pads it in files. */
export const plainUid = (value: unknown): string | undefined =>
  text(value)?.replace(PREFIX, '').replaceAll('\0', '').trim() || undefined;
