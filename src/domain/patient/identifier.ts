import { withoutSlashes } from '../slashes';

/** A number or name that some authority gave to a person. */
export interface Identifier {
  /** The assigning authority as a URI (`https://fhir.nhs.uk/Id/nhs-number`, `urn:oid:…`) */
  readonly system?: string;
  readonly value: string;
  /** It does not name the patient any more; pictures may still be filed under it */
  readonly ended?: true;
  /** How its authority compares numbers, where that is not letter by letter */
  readonly rule?: IdentifierRule;
}

/** What makes no difference between two numbers of one authority. By default everything but spaces does. */
export interface IdentifierRule {
  readonly ignoreCase?: boolean | undefined;
  readonly ignoreLeadingZeros?: boolean | undefined;
}

/** An authority whose numbers an archive has as Patient ID, and what stands there as their issuer (0010,0021), if anything. */
export interface IdentifierDomain {
  readonly system: string;
  readonly issuer?: string | undefined;
}

/** The authority of an archive's Patient IDs; several where it has numbers of several. */
export type ArchiveNumbers = string | readonly IdentifierDomain[];

export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/** The NHS number's registered systems: FHIR's, the one of the retired server, and HL7's and DICOM's object identifier. */
const NHS_NUMBER_SYSTEM =
  /^(?:https?:\/\/fhir\.nhs\.(?:uk|net)\/id\/nhs-number\/*|(?:(?:urn:)?oid:)?2\.16\.840\.1\.113883\.2\.1\.4\.1)$/i;

/**
 * One name for each authority: all registered names of the NHS number are one, an OID is written `urn:oid:…`, `oid:…`
 * or by itself, and a slash at the end means nothing.
 */
export function canonicalSystem(system: string): string {
  // A version behind it says nothing of whose numbers they are.
  const [plain = ''] = system.trim().split('|');
  if (NHS_NUMBER_SYSTEM.test(plain)) return NHS_NUMBER;
  const [, oid] = /^(?:(?:urn:)?oid:)?([0-2](?:\.\d+){3,})$/i.exec(plain) ?? [];
  if (oid !== undefined) return `urn:oid:${oid}`;
  if (/^urn:/i.test(plain)) return plain.toLowerCase();
  // A host is written in any letters; what follows it is not.
  return withoutSlashes(plain.replace(/^https?:\/\/[^/]*/i, (host) => host.toLowerCase()));
}

export const isSameSystem = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && canonicalSystem(a) === canonicalSystem(b);

export const isOfNhs = ({ system }: Pick<Identifier, 'system'>): boolean => isSameSystem(system, NHS_NUMBER);

/** Whether two values of one authority are the same, by the rule that either of them carries. */
export function isSameValue(a: Identifier, b: Identifier): boolean {
  if (isOfNhs(a)) return nhsDigits(a.value) === nhsDigits(b.value);
  const ignored: IdentifierRule = { ...b.rule, ...a.rule };
  const [one, other] = [comparable(a.value, ignored), comparable(b.value, ignored)];
  return one !== '' && one === other;
}

function comparable(value: string, { ignoreCase, ignoreLeadingZeros }: IdentifierRule): string {
  const plain = value.normalize('NFC').replace(/[\s\p{Cf}]/gu, '');
  const cased = ignoreCase ? plain.toUpperCase() : plain;
  return ignoreLeadingZeros ? cased.replace(/^0+(?=.)/, '') : cased;
}

/** An NHS number without the spaces or hyphens that it is written with */
export const nhsDigits = (value: string): string => value.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}]/gu, '');

/** Ten digits whose last is the modulus-11 check digit of the nine before it; a check digit of 10 is never issued. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && check % 11 === Number(digits[9]);
}

/** What stands where no number is known, `-` or `0000000000`: it names nobody, and many may have it. */
const isPlaceholder = (identifier: Identifier): boolean =>
  isOfNhs(identifier) && /^(?:\D*|(\d)\1*)$/.test(nhsDigits(identifier.value));

/**
 * What numbers say of two people: `agrees` where every authority that both have a number of agrees, `differs` where one
 * does not, `absent` where there is none. The number 1234 of two hospitals is two people. A number of ours that has ended
 * is as good as another for this.
 */
export function identifierAgreement(
  ours: readonly Identifier[],
  theirs: readonly Identifier[],
): 'agrees' | 'differs' | 'absent' {
  const compared = theirs.flatMap((their) => {
    const alike = isPlaceholder(their)
      ? []
      : ours.filter((our) => isSameSystem(our.system, their.system) && !isPlaceholder(our));
    return alike.length === 0 ? [] : [alike.some((our) => isSameValue(our, their))];
  });
  if (compared.length === 0) return 'absent';
  return compared.every(Boolean) ? 'agrees' : 'differs';
}
