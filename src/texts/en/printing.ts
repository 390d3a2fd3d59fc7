/** What is printed, and how it is chosen. */
export const printTexts = {
  name: 'Print',
  choose: 'Print…',
  what: 'What to print',
  report: 'The report',
  shown: 'The report and the pictures on the screen',
  keyImages: 'The report and its key images',
  preparing: 'Preparing the pictures for print…',
  failed: 'The pictures could not be prepared. The report can be printed by itself.',
  forbidden: 'Nothing was printed: the browser does not allow it here. Open the imaging in a tab of its own.',
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
  page: 'Page',
  of: 'of',
  columns: { what: 'Study', when: 'Date', where: 'Place', images: 'Images', report: 'Report' },
} as const;
