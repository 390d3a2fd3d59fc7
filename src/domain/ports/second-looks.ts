import type { InstanceUid, StudyUid } from '../ids';
import type { Result } from '../problem';
import type { Sent } from './sent';

/** Asking the reporting department to look again at a picture: a person's words, and none of the software's. */
export interface SecondLooks {
  /** Whom a letter is to, where the site says it */
  readonly department?: string | undefined;
  /** The record's name, where it takes such requests, or messages of them, from this sign-in; else there is a letter alone */
  readonly where?: string | undefined;
  /** What was asked of this picture before, the newest first; what is not surely this patient's is left out */
  askedBefore(image: InstanceUid, signal: AbortSignal): Promise<Result<readonly AskedBefore[]>>;
  /** Puts it into the record, once. Asked again with the same id it is looked for first: it may have arrived unheard. */
  send(look: SecondLook, signal: AbortSignal): Promise<Sent>;
  /** The letter left by the clipboard: printing is recorded for itself */
  copied(study: StudyUid): void;
}

export interface SecondLook {
  /** Its own UUID */
  readonly id: string;
  readonly study: StudyUid;
  readonly image: InstanceUid;
  /** The request that the study was made for (`ServiceRequest/3`), where the record says so and it is one */
  readonly request?: string;
  /** "image 5 of 30" */
  readonly imageWords: string;
  /** What stands in the timeline */
  readonly summary: string;
  /** All of it, as a person wrote it */
  readonly words: string;
}

export interface AskedBefore {
  readonly id: string | undefined;
  /** ISO 8601, as much as is known */
  readonly at: string | undefined;
  /** By who is signed in now */
  readonly isOwn: boolean;
}
