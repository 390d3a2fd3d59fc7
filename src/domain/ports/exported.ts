import type { Problem } from '../problem';

/**
 * `handed over`: a browser in a frame does not say whether it saved a file · `missing`: objects that did not come, or are not
 * surely the patient's, and are left out
 */
export type Exported =
  | { readonly kind: 'saved' | 'handed over' | 'copied'; readonly missing: number }
  | { readonly kind: 'not-allowed' | 'not-confirmed' | 'not-looked-at' | 'stopped' | 'nothing' }
  /** The frame of the record forbids files or the clipboard */
  | { readonly kind: 'frame' }
  /** The browser took no more: a full disk, mostly */
  | { readonly kind: 'not-written' }
  /** More than a browser that cannot write to a file by itself may hold */
  | { readonly kind: 'too-large'; readonly megabytes: number }
  | { readonly kind: 'failed'; readonly problem?: Problem | undefined };
