/** User Timing marks, with no patient data in them. */
export type Milestone =
  'launch' | 'token' | 'list' | 'first-preview' | 'first-image' | 'first-report' | 'stack-complete';
