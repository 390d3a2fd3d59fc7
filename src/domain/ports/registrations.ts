import type { Result } from '../problem';
import type { Instance } from '../study/study';
import type { Registration } from '../volume/registration';

/** Reads how an object joins frames of reference. Its code is loaded with the first. Rejects only with the signal's reason. */
export type OpenRegistration = (instance: Instance, signal: AbortSignal) => Promise<Result<Registration>>;
