/** At the foot of each page, over a list on paper, and where a browser does not print. */
export const printTexts = {
  forbidden: 'Nothing was printed: the browser does not allow it here. Open the imaging in a tab of its own.',
  page: 'Page',
  of: 'of',
  columns: { what: 'Study', when: 'Date', where: 'Place', images: 'Images', report: 'Report' },
} as const;
