/**
 * Printing one part of the screen: while it prints, the page says so on its root (`data-print`), by which style sheets
 * leave out the rest. Otherwise paper holds the report.
 */
export const printOnly = {
  print(): void {
    const root = document.documentElement;
    const done = () => {
      delete root.dataset['print'];
    };
    root.dataset['print'] = 'measurements';
    window.addEventListener('afterprint', done, { once: true });
    window.print();
  },
  /** A part that leaves the screen is printed no more. */
  attach: () => () => {
    delete document.documentElement.dataset['print'];
  },
};
