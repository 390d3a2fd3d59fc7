import type { KeyImageToSave } from '../objects/key-image-to-save';
import type { Problem } from '../problem';

/** Saving pictures that a person chooses, in the archive that holds them. */
export interface KeyImageSaving {
  /** Stores what the archive does not have yet of it. Asked again with the same id only the rest is sent. */
  save(wanted: KeyImageToSave, signal: AbortSignal): Promise<KeyImageSaved>;
}

export type KeyImageSaved =
  | { readonly kind: 'saved'; readonly where: string }
  /** @param has what of it the archive has taken; absent where it is nothing, or not known */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly has?: 'choice' | 'view' };
