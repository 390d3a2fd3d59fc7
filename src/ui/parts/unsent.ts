/** What was written on this page and has not got through yet, each by itself: leaving would lose it. */
export const unsent = new Set<object>();
