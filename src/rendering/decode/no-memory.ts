/**
 * Whether an error says that memory could not be had. Engines word it differently, and codecs that were compiled to
 * WebAssembly have words of their own; a RangeError alone may as well be a wrong index.
 */
export function isNoMemory(error: unknown): boolean {
  const words = error instanceof Error || error instanceof DOMException ? error.message : String(error);
  return /allocation (failed|size overflow)|could not allocate|out of memory|\bOOM\b|bad_alloc|enlarge memory/i.test(
    words,
  );
}
