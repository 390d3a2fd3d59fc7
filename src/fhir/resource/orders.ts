import { canonicalSystem } from '../../domain/patient/identifier';
import { codes, isAccession, words } from './coded';
import { given, objects, text, type Json } from './json';
import { containedIn, localReference, referencesIn } from './reference';

/**
 * The orders that something was made for, so that two resources that name the same one can be told: by literal reference, or
 * by an identifier with its system. An accession number is no order's name here: it has its own place.
 */
export function orderKeys(basedOn: unknown, base: URL): readonly string[] {
  const keys = referencesIn(basedOn).flatMap((each) => {
    const literal = localReference(each, base);
    const logical = identifierKeys(objects(each['identifier']).slice(0, 1));
    return [...(literal === undefined ? [] : [literal]), ...logical];
  });
  return [...new Set(keys)];
}

/** Identifiers by which an order is named, `system|value`; accession numbers are not among them. */
export const identifierKeys = (identifiers: readonly Json[]): readonly string[] =>
  identifiers.flatMap((identifier) => {
    const value = given(identifier['value']);
    if (value === undefined || isAccessionLike(identifier)) return [];
    return [`${canonicalSystem(text(identifier['system']) ?? '')}|${value}`];
  });

/** Accession numbers of the orders that a resource names: in `basedOn[].identifier`, or in an order that it contains */
export function accessionsOfOrders(resource: Json): readonly string[] {
  const orders = referencesIn(resource['basedOn']);
  const inside = orders.map((each) => containedIn(resource, each)).filter((each) => each !== undefined);
  return accessionsAmong([
    ...orders.flatMap(({ identifier }) => objects(identifier)),
    ...inside.flatMap((each) => objects(each['identifier'])),
  ]);
}

/** By its type, or by a system or words that call it so, as UK Core and older records write it. */
const isAccessionLike = (identifier: Json) =>
  isAccession(identifier) ||
  (codes(identifier['type']).length === 0 &&
    [text(identifier['system']), words(identifier['type'])].some((each) => /accession/i.test(each ?? '')));

export const accessionsAmong = (identifiers: readonly Json[]): readonly string[] => [
  ...new Set(identifiers.filter(isAccessionLike).flatMap(({ value }) => given(value) ?? [])),
];
