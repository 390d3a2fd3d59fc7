/** Why somebody could not see what they needed: fixed, so that nothing of a patient can be in it */
export const REASONS = [
  'pictures-missing',
  'report-missing',
  'not-that-patient',
  'too-slow',
  'hard-to-find',
  'something-else',
] as const;

export type Reason = (typeof REASONS)[number];

/** Whether it helped, as the person says who was there */
export type Verdict =
  { readonly answer: 'useful' } | { readonly answer: 'not-seen'; readonly reason: Reason };
