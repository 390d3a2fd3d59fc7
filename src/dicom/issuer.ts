import {
  canonicalSystem,
  isNhsNumber,
  isSameSystem,
  NHS_NUMBER,
  nhsDigits,
  type ArchiveNumbers,
  type Identifier,
} from '../domain/patient/identifier';
import { itemOf, textOf, type Dataset } from './dataset';
import * as Tag from './tags';

/**
 * The Patient ID (0010,0020) of a dataset with the authority that gave it: the issuer where it is a URI or an OID, in
 * itself or in the qualifiers (PS3.3 table 10-18), else the authority that the configuration names for this issuer there, or
 * for the archive where no issuer stands. An issuer in words (`RXK`, a hospital's name) may be any: another hospital's 1234 is
 * not this one's, so that a number of whom nobody knows has no authority, and is held against none.
 * Where an archive goes by NHS numbers, or by several, a number that is a valid one is taken for one.
 */
export function patientIdFrom(
  dataset: Dataset,
  archiveSystem: ArchiveNumbers | undefined,
): Identifier | undefined {
  const given = identifierFrom(dataset);
  if (given === undefined) return given;
  const issuer = textOf(dataset, Tag.IssuerOfPatientID);
  const named = systemOfIssuer(issuer, archiveSystem);
  if (given.system !== undefined && named === undefined) return given;
  const isOfNhs = isNhsNumber(nhsDigits(given.value));
  const isSaid = issuer === undefined || (NHS_IN_WORDS.test(issuer) && isOfNhs);
  const own = typeof archiveSystem === 'string' ? archiveSystem : undefined;
  const system = named ?? (isSaid ? own : undefined);
  if (system !== undefined) return { ...given, system: canonicalSystem(system) };
  const mayBeOfNhs = own === undefined || isSameSystem(own, NHS_NUMBER);
  return mayBeOfNhs && isOfNhs ? { ...given, system: NHS_NUMBER } : given;
}

/** As machines name the authority of NHS numbers */
const NHS_IN_WORDS = /^nhs(?:[ _-]?(?:no|num|number|id))?$/i;

/**
 * Of several authorities the one that the issuer stands for; without an issuer, the one that is configured without. What is
 * configured as words is meant by the same words.
 */
function systemOfIssuer(issuer: string | undefined, numbers: ArchiveNumbers | undefined): string | undefined {
  if (typeof numbers === 'string') return issuer === numbers ? numbers : undefined;
  if (numbers === undefined) return undefined;
  const [only] = numbers;
  const own = numbers.filter((domain) => domain.issuer === issuer);
  if (own.length === 1) return own[0]?.system;
  return numbers.length === 1 && issuer === undefined ? only?.system : undefined;
}

/** A number with the authority that it names itself. One in eleven numbers of ten digits passes for an NHS number. */
export function identifierFrom(dataset: Dataset): Identifier | undefined {
  const value = textOf(dataset, Tag.PatientID);
  if (value === undefined) return undefined;
  const system = qualifierSystem(dataset) ?? issuerSystem(textOf(dataset, Tag.IssuerOfPatientID));
  return system === undefined ? { value } : { system, value };
}

function qualifierSystem(dataset: Dataset): string | undefined {
  const qualifiers = itemOf(dataset, Tag.IssuerOfPatientIDQualifiersSequence);
  const id = qualifiers && textOf(qualifiers, Tag.UniversalEntityID);
  if (!qualifiers || id === undefined) return undefined;
  const type = textOf(qualifiers, Tag.UniversalEntityIDType);
  if (type === 'UUID') return `urn:uuid:${id.toLowerCase()}`;
  return issuerSystem(id);
}

/** `https://…` and `urn:…` as they are; `2.16.840…` as an OID; HL7's `NHS&2.16.840…&ISO` by its middle. */
function issuerSystem(issuer: string | undefined): string | undefined {
  const parts = issuer?.split('&') ?? [];
  const text = parts.length >= 3 && parts[2] === 'ISO' ? parts[1] : issuer;
  if (text === undefined) return undefined;
  const system = canonicalSystem(text);
  return /^(https?:\/\/|urn:)\S+$/i.test(system) ? system : undefined;
}
