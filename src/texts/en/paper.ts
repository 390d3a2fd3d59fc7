/** What is chosen for paper, and what stands beside pictures there. */
export const paperTexts = {
  title: 'Print the pictures',
  close: 'Close',
  act: 'Print',
  what: 'What to print',
  report: 'The report',
  shown: 'The report and the pictures on the screen',
  keyImages: 'The report and its key images',
  /** The pictures alone */
  alone: { shown: 'The pictures on the screen', keyImages: 'The key images' },
  carries:
    'Under each stand the patient’s name and number, the date and “for review”. The report is printed with it from the report’s own tools.',
  preparing: 'Preparing the pictures for print…',
  failed: 'The pictures could not be prepared. The report can be printed by itself.',
  failedAlone: 'The pictures could not be prepared. Nothing was printed.',
  unconfirmed: 'Not every picture here is known to be this patient’s. No picture can be printed.',
  /** Beside a picture that did not come */
  missing: (count: number): string =>
    count === 1
      ? 'One picture could not be prepared and is missing here.'
      : `${count} pictures could not be prepared and are missing here.`,
  keyImage: (number: number, count: number, title: string): string =>
    `Key image ${number} of ${count}: ${title}`,
  /** Of curves, which have their millimetres on paper */
  trueToScale: 'True to scale on A4 paper when printed at 100% (“actual size”)',
  curvesPage: (number: number, count: number): string => `curves, page ${number} of ${count}`,
  /** Of a recording that is longer than a page is wide */
  curvesTime: (from: string, to: string, all: string): string => `seconds ${from} to ${to} of ${all}`,
} as const;
