/** Asking for a second look at a picture: the form, the letter, and what became of it. */
export const secondLookTexts = {
  title: 'I’m worried about this picture',
  close: 'Close',
  intro: (department: string): string =>
    `Ask ${department} to look at it again. Where it cannot wait, telephone them: it may be days before anybody reads this.`,
  department: 'the reporting department',
  departmentHeading: 'Reporting department',
  worry: 'What worries you',
  worryHint: 'In your own words: what you see, and how the patient is.',
  sure: 'How sure are you?',
  sureness: {
    fairly: 'Fairly sure that something was missed',
    unsure: 'Not sure, I would like it checked',
    mismatch: 'It does not fit how the patient is',
  },
  contact: 'How they reach you',
  contactHint: 'A telephone number or bleep, and when.',
  marked: (count: number): string =>
    count === 1 ? 'Your mark on this picture goes with it:' : 'Your marks on this picture go with it:',
  unmarked: 'Nothing is marked. To mark the place, close this, and measure it or put an arrow there.',
  needed: 'Say what worries you, how sure you are, and how they reach you.',
  send: (where: string): string => `Send to ${where}`,
  copy: 'Copy as a letter',
  print: 'Print as a letter, with the picture',
  again: 'Try again now',
  sending: 'Sending…',
  sent: (where: string): string => `Sent. It stands in ${where} as “second look asked”.`,
  waiting: (why: string): string =>
    `Not sent yet. ${why} It is kept here until this page closes, and tried again each minute. Copy or print it if you cannot wait.`,
  /** @param goesOn it is looked for, and sent, by itself */
  unheard: (why: string, goesOn: boolean): string =>
    `It may have been sent. ${why} ${goesOn ? 'It is looked for each minute, and sent again only where it is not there.' : 'Try again looks for it first, and sends it only where it is not there.'} It is kept here until this page closes. Telephone them if you cannot wait.`,
  refused: (why: string): string =>
    `${why} It was not sent. It is kept here: copy or print it, or try again.`,
  copied: 'Copied. Paste it into a message to them.',
  notCopied: 'The browser does not allow copying here. Print it.',
  printed: 'Given to the printer’s window. If you closed that, nothing was printed.',
  notPrinted: 'The picture could not be prepared. Copy the letter.',
  unconfirmed:
    'This picture is not surely this patient’s, so nothing is sent in their name. Telephone the reporting department, and say so.',
  noPicture: 'There is no picture to ask about yet.',
  before: (when: string, isOwn: boolean): string =>
    isOwn
      ? `You asked for a second look at this picture already, on ${when}.`
      : `Somebody asked for a second look at this picture already, on ${when}.`,
  beforeUnknown: 'Whether somebody has asked already could not be found out.',

  summary: (picture: string): string => `Second look asked: ${picture}`,
  /** The letter, line by line */
  letter: {
    to: (department: string): string => `To: ${department}`,
    heading: 'Request for a second look at imaging',
    picture: (words: string): string => `Picture: ${words}`,
    accession: (number: string): string => `Accession number: ${number}`,
    worry: (words: string): string => `What worries me: ${words}`,
    sure: (words: string): string => `How sure I am: ${words}`,
    marked: (words: string): string => `Marked: ${words}`,
    contact: (words: string): string => `How to reach me: ${words}`,
    from: (who: string | undefined, when: string): string =>
      who === undefined ? `Written ${when}` : `Written by ${who}, ${when}`,
    person: 'Written by a person who looked at it on a review screen. The software has found nothing.',
  },
} as const;
