/** Sentences of a page that could not start: every launch brings them, and so these alone. */
export const startTexts = {
  practise: 'Practise on an invented patient',
  /** The program itself failed before there was a screen: mostly, a part of it did not come */
  notStarted: {
    title: 'Imaging could not be started',
    meaning:
      'A part of it did not come: the connection may have been lost for a moment, or Imaging may have been updated meanwhile.',
    action:
      'Load the page again. If that does not help, go back to the patient’s record and choose Imaging again, and tell your IT support team the words below.',
    reload: 'Load again',
  },
  openInTab: 'Open Imaging in a tab of its own',
} as const;
