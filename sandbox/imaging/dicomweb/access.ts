import type { ArchiveAccess } from '../../scenario';
import type { Holdings } from './holdings';

/** What a request may see, put there once its token is known. */
export interface ArchiveVariables {
  Variables: { access: ArchiveAccess; holdings: Holdings };
}
