/** The screen around list, pictures and report. */
export const shellTexts = {
  title: 'Imaging',
  whatIsShown: 'What is shown',
  panes: { list: 'List', pictures: 'Pictures', report: 'Report' },
  fold: {
    list: (open: boolean) => (open ? 'Hide the list' : 'Show the list'),
    report: (open: boolean) => (open ? 'Hide the report' : 'Show the report'),
  },
  opening: 'Opening the patient’s record…',
  askingForPictures: 'Asking for the pictures…',
} as const;
