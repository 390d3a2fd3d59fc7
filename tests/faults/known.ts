/** Faults that the viewer does not meet yet. One that is met fails here until it is taken off the list. */
export const known: readonly string[] = [
  // An archive that never had the study speaks for the one that has it and failed.
  'metadata: 403',
  'metadata: 200 with a login page',
  'metadata: reset before the first byte',
];
