/** What is withheld is opened in an emergency, with a reason. */
export const emergencyTexts = {
  open: 'Open in an emergency…',
  title: 'Open in an emergency',
  close: 'Close',
  meaning: (record: string): string =>
    `This is withheld from you. Where waiting would harm the patient, you may ask ${record} to open it all the same. It decides. It is told your reason, which also goes with the record of what you look at.`,
  unnamed: (record: string): string =>
    `Whose it is cannot be said here: ${record} withholds the name as well. Ask only if the record that you opened Imaging from is that of the patient before you. Once it is open, look at the name before you look at anything else.`,
  numbered: 'The record’s own number for this patient, which is not a name and not an NHS number:',
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
