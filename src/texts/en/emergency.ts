/** What is withheld is opened in an emergency, with a reason. */
export const emergencyTexts = {
  open: 'Open in an emergency…',
  title: 'Open in an emergency',
  close: 'Close',
  meaning: (record: string): string =>
    `${record} withholds this from you. Where waiting would harm the patient, you may ask it to open all the same. It decides; your name, the time and your reason are recorded and looked at afterwards.`,
  reason: 'Why it cannot wait',
  reasonHint: 'In a sentence: what is happening to the patient, and what you need to see.',
  needed: 'Say why it cannot wait.',
  act: 'Open, and record my reason',
  asking: 'Asking the record…',
  opened: 'The record has opened it. What you look at from now on is recorded as seen in an emergency.',
  refused: (record: string, why: string): string =>
    `${record} did not open it${why ? `. It says: ${why}` : '.'}`,
  unknown: (record: string): string =>
    `${record} did not answer. Whether it opened anything is not known. Your reason is recorded; try again.`,
};
