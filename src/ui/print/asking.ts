/** `nothing`: there was nothing to print; `forbidden`: the browser does not print from where this page stands */
export type PrintOutcome = 'printed' | 'nothing' | 'forbidden';

/**
 * Asks the browser to print. A sandboxed frame without `allow-modals` refuses and tells nobody (HTML, "printing steps"): no
 * `beforeprint` comes, and no `afterprint` either.
 *
 * @param after takes away what was put on paper; at once where nothing is printed
 */
export function askToPrint(after?: () => void): 'printed' | 'forbidden' {
  let began = false;
  const begin = () => (began = true);
  window.addEventListener('beforeprint', begin, { once: true });
  if (after) window.addEventListener('afterprint', after, { once: true });
  window.print();
  window.removeEventListener('beforeprint', begin);
  if (began) return 'printed';
  if (after) window.removeEventListener('afterprint', after);
  after?.();
  return 'forbidden';
}
