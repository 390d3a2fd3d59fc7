/**
 * How long it is until a moment: the less of what the device's clock says and of what a clock says that nobody can set. The one may
 * be put back while a page is open, and the other may stand still while the device sleeps.
 * @param at epoch milliseconds
 * @param elapsed milliseconds since any moment, by a clock that nobody can set
 * @returns milliseconds, below 0 once it is over
 */
export function until(
  at: number,
  now: () => number,
  elapsed: () => number = () => performance.now(),
): () => number {
  const steady = elapsed() + (at - now());
  return () => Math.min(at - now(), steady - elapsed());
}
