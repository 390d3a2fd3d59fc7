import type { MeasurementsToSave } from '../measure/measurement';
import type { Stored } from './sent';

/** Measurements of a session, and where they may go. */
export interface Measuring {
  /** A UID that nothing else has (PS3.5 §B.2) */
  newUid(): string;
  /** Stores measurements in the archive that holds the pictures. Absent where the configuration keeps them to the session */
  readonly save?: (wanted: MeasurementsToSave, signal: AbortSignal) => Promise<Stored>;
}
