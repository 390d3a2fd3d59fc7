/** Faults that the viewer does not meet yet. One that is met fails here until it is taken off the list. */
export const known: readonly string[] = [];
