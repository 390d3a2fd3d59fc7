/** Sentences about who sits at this screen, and about the record's other windows. */
const again = 'To see it again, go back to the patient’s record and choose Imaging.';
const off = 'The patient’s details and pictures have been taken off this screen.';

export const presenceTexts = {
  besideAnother:
    'Another tab of this browser shows a different patient. Check the name above before you act on what you see.',
  endsSoon: (at: string, record: string) =>
    `This viewing ends at ${at}. To go on after that, open Imaging again from ${record}.`,
  ending: {
    title: 'Are you still there?',
    meaning: 'Nobody has used this screen for a while. In a moment the patient is taken off it.',
    unsaved:
      'What was not saved or sent yet will be lost: measurements, key images, a request for a second look.',
    action: 'To stay, press any key or move the mouse.',
  },
  leaving: {
    title: 'Sign out without saving?',
    meaning:
      'What was not saved or sent yet will be lost: measurements, key images, a request for a second look.',
    leave: 'Sign out and lose them',
    stay: 'Stay here',
  },
  closing: {
    title: 'Close without saving?',
    leave: 'Close and lose them',
    asked: 'The record is closing Imaging…',
    refused: (why?: string) => `The record did not close Imaging${why ? `. It says: ${why}` : '.'}`,
    silent: 'The record did not answer. Imaging can be closed where it was opened.',
  },
  left: {
    'signed-out': {
      title: 'You have signed out of Imaging',
      meaning: `${off} The record itself may still be open: sign out there as well.`,
      action: again,
    },
    'handed-back': {
      title: 'Imaging is closed',
      meaning: off,
      action: 'Go on in the patient’s record.',
    },
    idle: {
      title: 'Locked, because nobody used it',
      meaning: off,
      action: again,
    },
    'record-signed-out': {
      title: 'The record has signed out',
      meaning: `${off} It was closed because the record’s session ended.`,
      action: again,
    },
    'record-paused': {
      title: 'The record’s session is paused',
      meaning: off,
      action: 'When the record is in use again, open Imaging from there.',
    },
    'patient-closed': {
      title: 'The record has closed this patient',
      meaning: off,
      action: again,
    },
    'patient-changed': {
      title: 'The record has moved on to another patient',
      meaning: `${off} A sign-in to Imaging holds for one patient.`,
      action: 'In the record, choose Imaging for the patient who is open there now.',
    },
  },
} as const;
