/*
 * fhirclient takes `fetch` from `window` once, when it is loaded. In node it gets one that looks fetch up at each call, so
 * that requests can be intercepted. Import this before anything that imports fhirclient.
 */
Object.assign(globalThis, {
  window: { fetch: (...asked: Parameters<typeof fetch>) => globalThis.fetch(...asked) },
});
export {};
