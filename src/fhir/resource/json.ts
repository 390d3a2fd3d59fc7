import { withoutDirection } from '../../domain/text-direction';

/*
 * Reading JSON that somebody else wrote. Whatever has the wrong shape reads as absent: one bad element never takes the
 * resource down, and nothing is believed to be of a type that it is not.
 */

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The members of a list that are objects; none where it is no list */
export function objects(value: unknown): readonly Json[] {
  return list(value).filter((item): item is Json => object(item) !== undefined);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** A text that says something, without spaces around it, and without what would turn the text beside it round */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = withoutDirection(value).trim();
  return plain === '' ? undefined : plain;
}

export function texts(value: unknown): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

/** A whole number from 0 on: FHIR unsignedInt */
export function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

/** The same object without the keys that are undefined, so that what is absent is absent */
export function present<T extends object>(value: T): T {
  const kept: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as T;
}
