import { wallClock } from '../../domain/dates';
import type { Identifier, IdentifierRule } from '../../domain/patient/identifier';
import { isSameSystem } from '../../domain/patient/identifier';
import type { PersonName } from '../../domain/patient/names';
import type { DicomPerson, Patient } from '../../domain/patient/patient';
import { code, given, object, objects, present, text, texts, type Json } from '../resource/json';
import { dayOf, holds } from '../resource/period';
import { localReference } from '../resource/reference';

/** How the numbers of an authority are compared, as the configuration says. */
export interface IdentifierRules extends IdentifierRule {
  readonly system: string;
}

export interface PatientSetting {
  /** The FHIR base */
  readonly base: URL;
  /** Epoch milliseconds: what has ended by then names nobody any more */
  readonly now: number;
  readonly rules?: readonly IdentifierRules[];
}

/** What a record answers that was asked for a patient. */
export type PatientAnswer =
  | { readonly kind: 'patient'; readonly patient: Patient }
  /** The entry was merged into another, or is not in use any more: nothing is shown under the old one */
  | { readonly kind: 'not-current'; readonly how: 'replaced' | 'inactive' | 'another' }
  | { readonly kind: 'unreadable' };

/**
 * A FHIR Patient as the banner and the same-person rule need it.
 * @param id what was asked for; a Patient of another id is another entry, and says whether it took this one's place
 */
export function patientFrom(resource: unknown, id: string, setting: PatientSetting): PatientAnswer {
  const json = object(resource);
  if (json?.['resourceType'] !== 'Patient' || text(json['id']) === undefined) return { kind: 'unreadable' };
  if (json['id'] !== id) {
    const isSuccessor = linked(json, 'replaces').some((other) => isNamed(other, id, setting.base));
    return { kind: 'not-current', how: isSuccessor ? 'replaced' : 'another' };
  }
  if (linked(json, 'replaced-by').length > 0) return { kind: 'not-current', how: 'replaced' };
  if (String(json['active']) === 'false') return { kind: 'not-current', how: 'inactive' };
  return {
    kind: 'patient',
    patient: present<Patient>({
      id,
      name: nameOf(json, dayOf(setting.now)),
      birthDate: partialDate(json['birthDate']),
      gender: genderOf(json['gender']),
      deceased: deceasedOf(json),
      identifiers: identifiersIn(json, setting),
      // R4 8.1.6: `seealso` and `refer` name a second entry, in use as well, for the same person.
      recordedTwice: linked(json, 'seealso', 'refer').length > 0 ? true : undefined,
    }),
  };
}

/** A Patient that a resource brought itself, for the same-person rule. */
export function personOf(json: Json, now: number): DicomPerson {
  return present<DicomPerson>({
    otherIds: identifiersIn(json, { now }),
    name: namedIn(json) ? nameOf(json, dayOf(now)) : undefined,
    birthDate: partialDate(json['birthDate']),
  });
}

const namedIn = (json: Json) => objects(json['name']).length > 0;

/** STU 3 writes `replace` where R4 has `replaced-by`. */
function linked(patient: Json, ...types: readonly string[]): readonly unknown[] {
  const wanted = types.includes('replaced-by') ? [...types, 'replace'] : types;
  return objects(patient['link'])
    .filter(({ type }) => wanted.includes(code(type) ?? ''))
    .map(({ other }) => other);
}

const isNamed = (other: unknown, id: string, base: URL) => localReference(other, base) === `Patient/${id}`;

/**
 * A person's name in official or usual use; never one that is old, and a maiden name only where there is nothing else.
 * @param today `2026-11-29`
 */
export function nameOf(patient: Json, today: string): PersonName {
  const names = objects(patient['name']).filter(
    ({ use, period }) => code(use) !== 'old' && holds(period, today),
  );
  const ranks = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'maiden'];
  const best = [...names].sort((a, b) => rankOf(a, ranks) - rankOf(b, ranks))[0];
  const { family, given, prefix, text: whole } = best ?? objects(patient['name'])[0] ?? {};
  const [familyName, givenNames] = [text(family), texts(given)];
  // Some records give only the whole name as one text.
  if (familyName === undefined && givenNames.length === 0)
    return present<PersonName>({ given: [], text: text(whole) });
  return present<PersonName>({
    family: familyName,
    given: givenNames,
    prefix: text(texts(prefix).join(' ')),
  });
}

/** A use that is not among them comes last. */
function rankOf({ use }: Json, ranks: readonly (string | undefined)[]): number {
  return (ranks.indexOf(code(use)) + ranks.length + 1) % (ranks.length + 1);
}

/** Current ones first, official before others (R4 2.24.0.14); those that have ended stay, marked: pictures may be under them. */
function identifiersIn(
  patient: Json,
  { now, rules = [] }: Pick<PatientSetting, 'now' | 'rules'>,
): readonly Identifier[] {
  const today = dayOf(now);
  const uses = ['official', 'usual', undefined, 'secondary', 'temp', 'old'];
  return [...objects(patient['identifier'])]
    .sort((a, b) => rankOf(a, uses) - rankOf(b, uses))
    .flatMap((json) => {
      const value = given(json['value']);
      const system = text(json['system']);
      const rule = rules.find((each) => isSameSystem(each.system, system));
      const isCurrent = code(json['use']) !== 'old' && holds(json['period'], today);
      if (value === undefined) return [];
      const { ignoreCase, ignoreLeadingZeros } = rule ?? {};
      return [
        present<Identifier>({
          value,
          system,
          ended: isCurrent ? undefined : true,
          rule: rule && { ignoreCase, ignoreLeadingZeros },
        }),
      ];
    })
    .sort((a, b) => Number(a.ended ?? false) - Number(b.ended ?? false));
}

function genderOf(value: unknown): Patient['gender'] {
  return value === 'male' || value === 'female' || value === 'other' || value === 'unknown'
    ? value
    : undefined;
}

function deceasedOf(patient: Json): Patient['deceased'] {
  const at = partialDate(patient['deceasedDateTime']);
  return at ?? (patient['deceasedBoolean'] === true || text(patient['deceasedDateTime']) ? true : undefined);
}

/** FHIR dates and times, to the day of its place */
function partialDate(value: unknown): string | undefined {
  return /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T.*)?$/.exec(wallClock(text(value) ?? ''))?.[1];
}
