import type { Problem } from '../problem';

/** What was to be put somewhere, and did not surely get there. */
export interface NotSent {
  readonly kind: 'failed';
  readonly problem: Problem;
  /** The answer to this try or to one before was lost, and nobody has found out since that it is not there */
  readonly mayBeThere: boolean;
}

/** What became of something that was put into the record. */
export type Sent = { readonly kind: 'sent' } | NotSent;

/** What became of something that was stored in an archive. */
export type Stored = { readonly kind: 'saved'; readonly where: string } | NotSent;
