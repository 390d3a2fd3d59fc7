import type { Problem } from '../problem';

/** What became of something that was put into the record. */
export type Sent =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      /** It may be there: the try broke off, and nobody has found out since */
      readonly mayBeThere: boolean;
    };
