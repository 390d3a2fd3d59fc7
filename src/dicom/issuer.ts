import {
  canonicalSystem,
  isNhsNumber,
  NHS_NUMBER,
  nhsDigits,
  type Identifier,
} from '../domain/patient/identifier';
import { itemOf, textOf, type Dataset } from './dataset';
import * as Tag from './tags';

/**
 * The Patient ID (0010,0020) of a dataset with the authority that gave it: the issuer where it is a URI or an OID, in
 * itself or in the qualifiers (PS3.3 table 10-18), else the authority that the configuration names for this archive.
 * Where it names none, a number that is a valid NHS number is taken for one.
 */
export function patientIdFrom(dataset: Dataset, archiveSystem: string | undefined): Identifier | undefined {
  const given = identifierFrom(dataset);
  if (given === undefined || given.system !== undefined) return given;
  if (archiveSystem !== undefined) return { ...given, system: canonicalSystem(archiveSystem) };
  return isNhsNumber(nhsDigits(given.value)) ? { ...given, system: NHS_NUMBER } : given;
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
