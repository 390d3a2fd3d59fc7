import type { Identifier, Patient, PersonName } from '../../domain/patient/patient';
import { object, objects, present, text, texts, type Json } from '../resource/json';

/** A FHIR Patient as the banner and the same-person rule need it. `undefined` where it is none, or of another id. */
export function patientFrom(resource: unknown, id: string): Patient | undefined {
  const json = object(resource);
  if (json?.['resourceType'] !== 'Patient' || json['id'] !== id) return undefined;
  return present<Patient>({
    id,
    name: nameOf(json),
    birthDate: partialDate(json['birthDate']),
    gender: genderOf(json['gender']),
    deceased: deceasedOf(json),
    identifiers: identifiersOf(json),
  });
}

/** A person's name in official or usual use; never one that is old, and a maiden name only where there is nothing else. */
export function nameOf(patient: Json): PersonName {
  const names = objects(patient['name']).filter(
    ({ use, period }) => use !== 'old' && !text(object(period)?.['end']),
  );
  const ranks = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'maiden'];
  const rank = ({ use }: Json) => (ranks.indexOf(text(use)) + ranks.length + 1) % (ranks.length + 1);
  const best = [...names].sort((a, b) => rank(a) - rank(b))[0] ?? objects(patient['name'])[0] ?? {};
  const family = text(best['family']);
  const given = texts(best['given']);
  const prefix = texts(best['prefix']).join(' ');
  // Some records give only the whole name as one text: it stands where the family name does, so that it is shown.
  return {
    ...((family ?? (given.length === 0 && text(best['text']))) && { family: family ?? text(best['text']) }),
    given,
    ...(prefix && { prefix }),
  };
}

function identifiersOf(patient: Json): readonly Identifier[] {
  return objects(patient['identifier'])
    .filter(({ use }) => use !== 'old')
    .flatMap((identifier) => {
      const value = text(identifier['value']);
      const system = text(identifier['system']);
      return value === undefined ? [] : [{ value, ...(system && { system }) }];
    });
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

/** FHIR dates and times, to the day */
function partialDate(value: unknown): string | undefined {
  return /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T.*)?$/.exec(text(value) ?? '')?.[1];
}
