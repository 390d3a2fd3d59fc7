/** The mark that `watchRows` sets. */
export const LIST_ROWS = 'bench:list';

/**
 * Runs in the page, before its own scripts: marks the animation frame after ten rows of a list are in the document. A row
 * that says that there are none, or none yet, is one.
 */
export function watchRows({ mark, rows }: { readonly mark: string; readonly rows: string }): void {
  const observer = new MutationObserver(() => {
    if (document.querySelectorAll(rows).length < 10) return;
    observer.disconnect();
    requestAnimationFrame(() => performance.mark(mark));
  });
  observer.observe(document, { childList: true, subtree: true });
}
