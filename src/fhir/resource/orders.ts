import { codes, isAccession } from './coded';
import { object, objects, text, type Json } from './json';
import { containedId, localReference, referencesIn } from './reference';

/** Which studies were made for an order: `ServiceRequest/3` → `ImagingStudy/1` */
export type Orders = ReadonlyMap<string, readonly string[]>;

/**
 * The orders that something was made for, so that two resources that name the same one can be told: by literal reference, or
 * by an identifier with its system. An accession number is no order's name here: it has its own place.
 */
export function orderKeys(basedOn: unknown, base: URL): readonly string[] {
  const keys = referencesIn(basedOn).flatMap((each) => {
    const literal = localReference(each, base);
    const identifier = object(each['identifier']);
    const value = text(identifier?.['value']);
    const logical =
      identifier && value !== undefined && !isAccessionLike(identifier)
        ? [`${text(identifier['system']) ?? ''}|${value}`]
        : [];
    return [...(literal === undefined ? [] : [literal]), ...logical];
  });
  return [...new Set(keys)];
}

/** Accession numbers of the orders that a resource names: in `basedOn[].identifier`, or in an order that it contains */
export function accessionsOfOrders(resource: Json): readonly string[] {
  const orders = referencesIn(resource['basedOn']);
  const inside = orders.map((each) => containedIn(resource, each)).filter((each) => each !== undefined);
  return accessionsAmong([
    ...orders.flatMap(({ identifier }) => objects([identifier])),
    ...inside.flatMap((each) => objects(each['identifier'])),
  ]);
}

/** The resource that a reference names within the one that holds both */
export function containedIn(within: Json, reference: Json): Json | undefined {
  const id = containedId(reference);
  return id === undefined ? undefined : objects(within['contained']).find((each) => text(each['id']) === id);
}

/** By its type, or by a system that calls itself so, as UK Core and older records write it. */
const isAccessionLike = (identifier: Json) =>
  isAccession(identifier) ||
  (codes(identifier['type']).length === 0 && /accession/i.test(text(identifier['system']) ?? ''));

export const accessionsAmong = (identifiers: readonly Json[]): readonly string[] => [
  ...new Set(identifiers.filter(isAccessionLike).flatMap(({ value }) => text(value) ?? [])),
];
