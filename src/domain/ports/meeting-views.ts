import type { StudyUid } from '../ids';
import type { Result } from '../problem';
import type { Sent } from './sent';

/** Views that were collected for a meeting, as the record keeps them for this patient. */
export interface MeetingViews {
  /** The record's name, where this sign-in may add some */
  readonly where?: string | undefined;
  /** The codes that are kept, the oldest first; what is not surely this patient's is left out. Absent where they may not be read */
  readonly kept?: ((signal: AbortSignal) => Promise<Result<readonly string[]>>) | undefined;
  /** Puts some into the record. Nothing is repeated by itself. */
  keep(views: readonly KeptView[], signal: AbortSignal): Promise<Sent>;
}

export interface KeptView {
  readonly code: string;
  readonly study: StudyUid;
  /** "CT chest, 24-Oct-2026", for who reads the record by other means */
  readonly words: string;
}
