import { bodyPartOf } from '../../domain/study/body-part-of';
import { mainModality } from '../../domain/study/modalities';
import type { Study } from '../../domain/study/study';
import { bodyPartWords } from '../../texts/en/body-parts';
import { whatItIs } from '../../texts/en/with-patient';

/**
 * "X-ray of your chest"
 * @param modality of the picture itself, where one is shown
 * @param forAnother it is said to somebody who looks for the patient
 */
export function plainWhat(study: Study, modality: string | undefined, forAnother: boolean): string {
  const part = bodyPartOf(study);
  return whatItIs(modality || mainModality(study.modalities), part, part && bodyPartWords(part), forAnother);
}
