/** Which part of an object that is stored in several an instance is (PS3.3 C.7.6.16.2.2.4). */
export interface Concatenation {
  readonly uid: string;
  /** Frames of the whole before this part's first; where nobody says, parts are in the order of their numbers */
  readonly offset?: number;
  /** From 1 */
  readonly number?: number;
  /** Parts of the whole, as far as that was known */
  readonly of?: number;
}
