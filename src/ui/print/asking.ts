/** `nothing`: there was nothing to print; `forbidden`: the browser does not print from where this page stands */
export type PrintOutcome = 'printed' | 'nothing' | 'forbidden';

/** How long a browser may take from being asked to its `beforeprint`, in milliseconds: some return first and begin later */
const UNTIL_IT_BEGINS = 2_000;

/**
 * Asks the browser to print. A sandboxed frame without `allow-modals` refuses and tells nobody (HTML, "printing steps"): no
 * `beforeprint` comes, and no `afterprint` either.
 *
 * @param after takes away what was put on paper; at once where nothing is printed
 */
export async function askToPrint(after?: () => void): Promise<'printed' | 'forbidden'> {
  const stop = new AbortController();
  const began = new Promise<boolean>((settle) => {
    window.addEventListener('beforeprint', () => settle(true), { signal: stop.signal });
    setTimeout(() => settle(false), UNTIL_IT_BEGINS);
  });
  if (after) window.addEventListener('afterprint', after, { once: true });
  window.print();
  const isPrinted = await began;
  stop.abort();
  if (isPrinted) return 'printed';
  if (after) window.removeEventListener('afterprint', after);
  after?.();
  return 'forbidden';
}
