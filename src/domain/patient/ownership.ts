import { identifierAgreement, type Identifier } from './identifier';
import { samePerson, type DicomPerson, type Patient } from './patient';

/**
 * Whom one reference of a resource names: a subject, or a participant. What the reference says literally, and what it says
 * beside that, are kept apart, because they may contradict each other.
 */
export interface Subject {
  readonly literal:
    /** A Patient of this record, by its id there */
    | { readonly kind: 'patient'; readonly id: string }
    /** A Patient at an address that may be an inner name of this record, or another server beside it */
    | { readonly kind: 'perhaps-patient'; readonly id: string }
    /** A Patient of another server, or something that is no patient: a device, a place */
    | { readonly kind: 'other' }
    /** The resource brought its own Patient: contained, or an entry of the same Bundle */
    | { readonly kind: 'brought'; readonly person: DicomPerson }
    /** Nothing that can be followed: words only, a reference to what is not there, a group or a person who may be the patient, or none at all */
    | { readonly kind: 'nothing' };
  /** Of a logical reference (R4 2.3.0) */
  readonly identifiers: readonly Identifier[];
}

/**
 * Whose a resource is (H1). *ours*: its subject is the launched patient by a reference within this record, by a number that
 * the patient holds, or by a Patient that it brought and that passes the same-person rule. *somebody-elses*: it is left out,
 * counted and said. *cannot-tell*: it is shown apart and marked, never landed on, and never counted as "none".
 */
export type Ownership = 'ours' | 'somebody-elses' | 'cannot-tell';

/**
 * @param subjects everybody who is named as subject, or as a participant; one of several participants is enough to be ours.
 * None at all is nobody's.
 */
export function ownershipOf(patient: Patient, subjects: readonly Subject[]): Ownership {
  const verdicts = subjects.map((subject) => judged(patient, subject));
  if (verdicts.includes('ours')) return 'ours';
  return verdicts.length === 0 || verdicts.includes('cannot-tell') ? 'cannot-tell' : 'somebody-elses';
}

function judged(patient: Patient, { literal, identifiers }: Subject): Ownership {
  const numbers = identifierAgreement(patient.identifiers, identifiers);
  switch (literal.kind) {
    case 'patient': {
      const isOurs = literal.id === patient.id;
      // A reference and a number that say two things: nobody can tell which of them is the slip.
      if (isOurs) return numbers === 'differs' ? 'cannot-tell' : 'ours';
      return numbers === 'agrees' ? 'cannot-tell' : 'somebody-elses';
    }
    case 'perhaps-patient':
      // Another id is another patient whichever server it is; the same id is the same patient only at the same server.
      if (literal.id === patient.id)
        return numbers === 'agrees' ? 'ours' : numbers === 'differs' ? 'somebody-elses' : 'cannot-tell';
      return numbers === 'agrees' ? 'cannot-tell' : 'somebody-elses';
    case 'other':
      return numbers === 'agrees' ? 'ours' : 'somebody-elses';
    case 'brought': {
      const { person } = literal;
      const match = samePerson(patient, { ...person, otherIds: [...person.otherIds, ...identifiers] });
      return match.kind === 'same' ? 'ours' : match.kind === 'different' ? 'somebody-elses' : 'cannot-tell';
    }
    case 'nothing':
      return numbers === 'agrees' ? 'ours' : numbers === 'differs' ? 'somebody-elses' : 'cannot-tell';
  }
}
