/*
 * Reading JSON that somebody else wrote. Whatever has the wrong shape reads as absent: one bad element never takes the
 * resource down, and nothing is believed to be of a type that it is not.
 */

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The members of a list that are objects; one by itself is a list of one */
export function objects(value: unknown): readonly Json[] {
  return list(value).filter((item): item is Json => object(item) !== undefined);
}

/** A list; what stands by itself where several may stand, as converters from XML write it, is a list of one */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/**
 * As `domain/text-direction.ts` has it; once more, because both pages begin with this, and what lazy code shares with both would be
 * a file of its own at every launch.
 */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text that says something, without spaces around it, and without what would turn the text beside it round */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = value.replace(DIRECTION, '').trim();
  return plain === '' ? undefined : plain;
}

export function texts(value: unknown): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

/** A code of FHIR's own lists, whatever its letters: what was taken back is taken back in capitals too */
export const code = (value: unknown): string | undefined => text(value)?.toLowerCase();

/** A number or name that is given to something, also where it was written as a number: its digits, where none can be lost */
export const given = (value: unknown): string | undefined =>
  text(typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value);

/** A whole number from 0 on: FHIR unsignedInt, or its digits */
export function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}

/** The same object without the keys that are undefined, so that what is absent is absent */
export function present<T extends object>(value: T): T {
  const kept: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as T;
}
