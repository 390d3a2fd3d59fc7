import type { Prior } from '../../src/domain/list/relevance';
import type { Study } from '../../src/domain/study/study';

/** Every other study, as one to compare with. */
export const priorsOf = (study: Study, studies: readonly Study[]): readonly Prior[] =>
  studies.filter(({ uid }) => uid !== study.uid).map((each) => ({ study: each, part: 'chosen' }));
