import type { KeyImageToSave, KeyImageToWithdraw } from '../objects/key-image-to-save';
import type { KeyObject } from '../objects/key-object';
import type { NotSent, Stored } from './sent';

/** Saving pictures that a person chooses, in the archive that holds them. */
export interface KeyImageSaving {
  /** Stores what the archive does not have yet of it. Asked again with the same id only the rest is sent. */
  save(wanted: KeyImageToSave, signal: AbortSignal): Promise<KeyImageSaved>;
  /** Whether who is signed in is surely who saved it: by the user that the object keeps, and never by a name. */
  withdrawable(keyObject: KeyObject): 'own' | 'somebody-elses' | 'unknown';
  /** Says in the archive that it is withdrawn. Asked again with the same id it is the same note. Others' are refused. */
  withdraw(wanted: KeyImageToWithdraw, signal: AbortSignal): Promise<Stored>;
}

/** `has`: what of it the archive has surely taken; absent where it is nothing, or not known */
export type KeyImageSaved = Exclude<Stored, NotSent> | (NotSent & { readonly has?: 'choice' | 'view' });
