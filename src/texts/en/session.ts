/** Sentences about the sign-in, and about a page that could not start. */
export const sessionTexts = {
  suspended: {
    title: 'The pictures are hidden for now',
    meaning: (record: string) =>
      `The sign-in has ended and ${record} could not be asked for a new one, so nothing of the patient is shown.`,
    action: 'It is asked again every few seconds. As soon as it answers, you go on where you were.',
  },
  expired: {
    title: 'The session has ended',
    meaning: 'The patient’s details and pictures have been taken off this screen.',
    action: 'To see them again, go back to the patient’s record and choose Imaging.',
  },
  notRenewed: 'The session could not be renewed yet; what you see stays, and renewing goes on.',
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
