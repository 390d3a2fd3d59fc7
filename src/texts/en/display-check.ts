/** Whether this screen, in this room, shows what it has to show. */
export const displayCheck = {
  title: 'Check this screen',
  intro:
    'Look at the pattern as you sit, in the light that there is. Six questions take half a minute. The answers are kept on this device, and nothing of any patient.',
  light:
    'The room: no lamp or window should be mirrored in the screen, and it should be dim enough to read the pattern without leaning in.',
  limits:
    'A browser cannot measure brightness or the grey scale of a screen (DICOM GSDF). This check finds a screen that is plainly unfit; it makes none fit for diagnosis.',
  pattern:
    'Test pattern: eleven steps of grey, a square of 5 % in black and one of 95 % in white, three faint squares, and fine lines',
  questions: {
    dark: 'In the black field, can you see the dark grey square?',
    light: 'In the white field, can you see the light grey square?',
    faint: 'In each of the three grey fields below, can you see a faint square?',
    steps: 'Along the top, are all eleven greys different from the next one?',
    lines: 'At the bottom, are the fine lines sharp, and no field plain grey?',
    room: 'Is the screen free of the mirror image of a lamp or a window?',
  },
  yes: 'Yes',
  no: 'No',
  finish: 'Keep the answer',
  unanswered: 'Answer each question first.',
  passed: (days: number) =>
    `This screen shows what the pattern asks for. The answer holds for ${days} days on this device.`,
  failed:
    'This screen, or the light in this room, hides a part of what pictures show. Turn the brightness up, dim the room or close the blind, and check again; or look at another screen.',
  notKept: 'The answer cannot be kept: this browser keeps nothing for this page.',
  again: 'Check again',
  close: 'Close',
  state: {
    never: 'This screen was never checked.',
    expired: 'This screen was checked long ago.',
    failed: 'This screen did not pass its check.',
    passed: 'This screen passed its check.',
  },
  check: 'Check this screen',
  notNow: 'Not now',
  offer: 'Is this screen fit for looking at pictures? A check takes half a minute.',
} as const;
