/** Sentences about what a launch asked for. */
export const launchTexts = {
  namedNotFound:
    'The record named something to open that could not be found here. Choose from the list what you want to see.',
  namedNotFoundYet: 'What the record named to open has not been found yet.',
  whatToDo: 'What to do',
  forSupport: 'For support:',
} as const;
