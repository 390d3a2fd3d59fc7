import type { ObjectCard } from '../objects/object-card';
import type { Result } from '../problem';
import type { Instance } from '../study/study';

/** What is known of an object that has nothing to show. Its code is loaded with the first. */
export type OpenCard = (instance: Instance, signal: AbortSignal) => Promise<Result<ObjectCard>>;
