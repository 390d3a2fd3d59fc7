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
  /** Of the viewer's own code */
  partLost:
    'A part of Imaging could not be loaded. Imaging may have been updated, or the network may be down.',
  loadAgain: 'Load Imaging again',
  closeNote: 'Close',
  askingForPictures: 'Asking for the pictures…',
} as const;
