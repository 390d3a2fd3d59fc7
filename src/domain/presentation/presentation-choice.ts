import { samePerson, type DicomPerson, type Patient } from '../patient/patient';
import type { SoftcopyPresentation } from './presentation-state';
import type { ImageReference } from '../report/report-document';
import type { Frame } from '../study/study';

/** Whether something that lies beside the pictures may be used for this patient: what says nothing, or is not somebody else's. */
export const isOf = (patient: Patient, { person }: { readonly person?: DicomPerson }): boolean =>
  person === undefined || samePerson(patient, person).kind !== 'different';

/** The presentation states that can be chosen for a frame: this patient's, newest first, then by their labels. */
export function presentationsFor(
  frame: Frame,
  presentations: readonly SoftcopyPresentation[],
  patient: Patient,
): readonly SoftcopyPresentation[] {
  return presentations
    .filter((one) => isOf(patient, one) && appliesTo(one, frame))
    .sort(
      (a, b) =>
        compared(b.made, a.made) || compared(a.label, b.label) || compared(String(a.id), String(b.id)),
    );
}

/** Whether a presentation state names this frame (Presentation State Relationship, PS3.3 C.11.11). */
export const appliesTo = ({ applies }: SoftcopyPresentation, frame: Frame): boolean =>
  applies.some((one) => namesFrame(one, frame));

/** A reference without any UID names nothing: numbers that a person wrote are no part of a presentation state. */
export function namesFrame(
  { study, series, instance, frames }: ImageReference,
  { instance: of, number }: Frame,
): boolean {
  if (instance === undefined && series === undefined) return false;
  return (
    (study ?? of.study) === of.study &&
    (series ?? of.series) === of.series &&
    (instance ?? of.uid) === of.uid &&
    (frames?.includes(number) ?? true)
  );
}

const compared = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);
