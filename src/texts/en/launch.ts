/** Sentences about what a launch asked for. */
export const launchTexts = {
  namedNotFound:
    'The record named something to open that could not be found here. Choose from the list what you want to see.',
} as const;
