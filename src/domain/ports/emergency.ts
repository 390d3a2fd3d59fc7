/**
 * Opens what the record withholds from this person, in an emergency: a person gives a reason, and the record decides.
 * @returns `opened`; `refused` with the record's own words; `unknown` where no answer came, and it may or may not be open
 */
export type BreakGlass = (reason: string) => Promise<Broken>;

export type Broken =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unknown' };
