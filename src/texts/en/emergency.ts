/** What is withheld is opened in an emergency, with a reason. */
export const emergencyTexts = {
  open: 'Open in an emergency…',
  title: 'Open in an emergency',
  close: 'Close',
  meaning: (record: string): string =>
    `This is withheld from you. Where waiting would harm the patient, you may ask ${record} to open it all the same. It decides. It is told your reason, which also goes with the record of what you look at.`,
  reason: 'Why it cannot wait',
  reasonHint: 'In a sentence: what is happening to the patient, and what you need to see.',
  needed: 'Say why it cannot wait.',
  act: 'Ask it to open, with my reason',
  asking: 'Asking the record…',
  show: 'Close and show it',
  opened: 'The record has agreed. What you look at from now on is marked as seen in an emergency.',
  refused: (record: string, why: string): string =>
    `${record} did not open it${why ? `. It says: ${why}` : '.'}`,
  unknown: (record: string): string =>
    `${record} did not answer. Whether it opened anything is not known. Close this to see, or try again.`,
};
