import type { Patient } from '../../../src/domain/patient/patient';
import { patientFrom, type PatientSetting } from '../../../src/fhir/record/patient';

export const setting: PatientSetting = {
  base: new URL('https://record.example/fhir/'),
  now: Date.parse('2026-11-29T12:00:00Z'),
};

/** The patient, where the answer is one of that id and in use */
export function patientIn(resource: unknown, id: string, rules = setting.rules): Patient | undefined {
  const answer = patientFrom(resource, id, { ...setting, ...(rules && { rules }) });
  return answer.kind === 'patient' ? answer.patient : undefined;
}
