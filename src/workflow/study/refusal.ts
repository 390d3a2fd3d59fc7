import { samePerson, type Patient } from '../../domain/patient/patient';
import type { StudyObjects } from '../../domain/objects/study-objects';
import type { Problem } from '../../domain/problem';
import type { Study } from '../../domain/study/study';

/** One instance of somebody else makes the whole study doubtful: nobody can tell how it got there. */
export type Refusal = Extract<Problem, { readonly kind: 'different-person' }>;

export const isRefusal = (problem: Problem): problem is Refusal => problem.kind === 'different-person';

/** What is known of a whole study before any of its pictures: an archive may say that it is of somebody else. */
export const refusalOf = ({ identity }: Pick<Study, 'identity'>): Refusal | undefined =>
  identity?.kind === 'different' ? { kind: 'different-person', differs: identity.differs } : undefined;

/** Told by whoever finds it, whenever that is; every picture of the study then leaves the screen. */
export interface StudyRefused {
  readonly type: 'study.refused';
  readonly study: string;
  readonly problem: Refusal;
}

/** What lies beside the pictures is held to the same rule as the pictures. */
export function refusalAmong(
  { reports, keyObjects, presentations }: StudyObjects,
  patient: Patient,
): Refusal | undefined {
  for (const { person } of [...reports, ...keyObjects, ...presentations]) {
    const match = person && samePerson(patient, person);
    if (match?.kind === 'different') return { kind: 'different-person', differs: match.differs };
  }
  return undefined;
}
