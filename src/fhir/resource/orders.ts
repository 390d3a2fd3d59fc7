import { codes, isAccession } from './coded';
import { object, objects, text, type Json } from './json';
import { localReference } from './reference';

/** References of `basedOn`, plain or (R5) as CodeableReference */
export const ordersIn = (basedOn: unknown): readonly Json[] =>
  (Array.isArray(basedOn) ? objects(basedOn) : objects([basedOn])).map(
    (each) => object(each['reference']) ?? each,
  );

/**
 * The orders that something was made for, so that two resources that name the same one can be told: by literal reference, or
 * by an identifier with its system. An accession number is no order's name here: it has its own place.
 */
export function orderKeys(basedOn: unknown, base: URL): readonly string[] {
  const keys = ordersIn(basedOn).flatMap((each) => {
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

/** Accession numbers that the orders are named by, in `basedOn[].identifier` */
export const accessionsOfOrders = (basedOn: unknown): readonly string[] =>
  accessionsAmong(ordersIn(basedOn).flatMap(({ identifier }) => objects([identifier])));

/** By its type, or by a system that calls itself so, as UK Core and older records write it. */
const isAccessionLike = (identifier: Json) =>
  isAccession(identifier) ||
  (codes(identifier['type']).length === 0 && /accession/i.test(text(identifier['system']) ?? ''));

export const accessionsAmong = (identifiers: readonly Json[]): readonly string[] => [
  ...new Set(identifiers.filter(isAccessionLike).flatMap(({ value }) => text(value) ?? [])),
];
