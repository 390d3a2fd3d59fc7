import type { Study } from '../study/study';

/** How sure it is whose a study is, as far as is known before it is opened. */
export type StudyIdentity = 'confirmed' | 'not-confirmed' | 'cannot-tell' | 'contradicted' | 'somebody-elses';

/**
 * `cannot-tell`: the record does not say, and no archive confirms it. `not-confirmed`: what an archive says is not enough,
 * or differs in a part. `somebody-elses`: the record lists it as the patient's, and an archive says that it is not.
 * `contradicted`: the other way round, which nobody can tell to be a slip of the one or the other.
 */
export function studyIdentity({ identity, ownership }: Pick<Study, 'identity' | 'ownership'>): StudyIdentity {
  if (identity?.kind === 'different') return 'somebody-elses';
  if (ownership === 'contradicted') return ownership;
  if (identity?.kind === 'same') return 'confirmed';
  if (ownership === 'cannot-tell') return 'cannot-tell';
  return identity === undefined ? 'confirmed' : 'not-confirmed';
}

/**
 * What a launch may open by itself: nothing that the record took back or does not say whose it is, nor what is said to be of
 * somebody else; and what is not confirmed only where nothing else is there.
 * @param studies in their order
 */
export function openedByItself(studies: readonly Study[]): readonly Study[] {
  const sure = openedByName(studies).filter((study) => studyIdentity(study) !== 'somebody-elses');
  const confirmed = sure.filter((study) => studyIdentity(study) === 'confirmed');
  return confirmed.length > 0 ? confirmed : sure;
}

/**
 * What a launch may open because it was named: it need not be confirmed, for its pictures say whose they are; and of what is
 * said to be of somebody else the refusal is told.
 */
export const openedByName = (studies: readonly Study[]): readonly Study[] =>
  studies.filter((study) => !study.withdrawn && !NOBODY_KNOWS.has(studyIdentity(study)));

/** Nobody can tell whose it is */
const NOBODY_KNOWS: ReadonlySet<StudyIdentity> = new Set(['cannot-tell', 'contradicted']);

/** Whether a study is, or may well be, somebody else's: neither a prior of the patient's nor a result of their requests. */
export const isPerhapsAnothers = (study: Pick<Study, 'identity' | 'ownership'>): boolean => {
  const known = studyIdentity(study);
  return known === 'somebody-elses' || NOBODY_KNOWS.has(known);
};
