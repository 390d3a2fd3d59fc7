/** Sentences about the sign-in. */
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
  /** Of the audit trail. `where` is who keeps it */
  audit: {
    delayed: (where: string) => `Recording who looked is delayed: ${where} does not take it at the moment.`,
    refused: (where: string) =>
      `Who looks is not being recorded: ${where} does not take it from this viewer.`,
    missing: (missing: number, looks: number, where: string) =>
      `${missing} of ${looks} looks could not be recorded by ${where}.`,
    /** Of two who are to record them */
    onlyBy: (who: string, not: string) => `Looks are recorded by ${who}, not by ${not}.`,
    /** Whether they got through nobody knows */
    unsure: (waiting: number, looks: number, where: string) =>
      `${waiting} of ${looks} looks may not have been recorded by ${where}.`,
    details: 'Details for support',
  },
  notRenewed: 'The session could not be renewed yet; what you see stays, and renewing goes on.',
} as const;
