import { createContext } from 'svelte';
import type { Patient } from '../../domain/patient/patient';
import type { ViewerActor } from '../../workflow/viewer/viewer.machine';

/** What stands on paper beside the report. */
export type PrintKind = 'report' | 'shown' | 'keyImages';

/** Where printing finds what is to be printed. */
export interface PrintSources {
  readonly patient: Patient;
  /** Absent where no pictures are open */
  readonly viewer: ViewerActor | undefined;
}

/** Set by the screen, read by whatever offers to print. */
export const [printSources, setPrintSources, hasPrintSources] = createContext<() => PrintSources>();
