/** Saving the picture that is looked at as a key image: what is saved, and what became of it. */
export const keyImageTexts = {
  title: 'Save as key image',
  close: 'Close',
  intro: (archive: string): string =>
    `Saves which picture it is and how you see it now, beside the study in ${archive}. It stands under “Key images” for everybody who opens the study. Only you can withdraw it, and others may have seen it by then.`,
  archive: 'the archive',
  by: (who: string): string => `It goes under your name: ${who}.`,
  byNobody: 'The record does not say who you are. It will be saved without a name.',
  note: 'Note (may be left empty)',
  noteHint: 'Why this picture. Everybody who opens the study can read it.',
  marks: (count: number): string =>
    count === 1 ? 'With your mark on it:' : `With your ${count} marks on it:`,
  unmarked: 'Nothing is marked. To show the place, close this, and measure it or put an arrow there.',
  colour:
    'This picture is in colour: which picture it is and your note are saved; its brightness, how large it is shown, and your marks are not.',
  notKept: (parts: string): string => `Not saved of what you see: ${parts}.`,
  parts: {
    palette: 'the colours in place of greys',
    subtraction: 'the subtraction',
    shutter: 'the covered edges',
    tones: 'the shades of grey of the saved view',
    graphics: 'what others have drawn in the saved view',
  },
  already: (who: string): string => `This picture is a key image already: ${who}.`,
  alreadyBy: (title: string, by: string): string => (by ? `${title}, ${by}` : title),
  withdraw: 'Withdraw this key image',
  withdrawing: 'Withdrawing…',
  withdrawn: (where: string): string =>
    `Withdrawn in ${where}. Its picture stays in the study, and the list of the report says that it was withdrawn.`,
  notWithdrawn: (why: string): string => `Not withdrawn: everybody still sees it. ${why}.`,
  perhapsWithdrawn: (why: string): string => `It may be withdrawn, or everybody still sees it. ${why}.`,
  notYours: {
    'somebody-elses': 'Only the person who saved it can withdraw it.',
    unknown:
      'It cannot be told for certain whether you saved it, so you cannot withdraw it here. Ask your imaging department.',
  },
  save: 'Save',
  again: 'Try again now',
  saving: 'Saving…',
  saved: (where: string): string => `Saved in ${where}. It stands under “Key images”.`,
  waiting: (why: string): string =>
    `Not saved yet. ${why} It is kept here until this page closes, and tried again each minute.`,
  perhapsSaved: (why: string): string =>
    `It may have been saved. ${why} It is sent again each minute until this page closes, and will be there only once.`,
  refused: (why: string): string =>
    `${why} It is kept here until this page closes: try again, or tell your imaging department.`,
  half: {
    choice: 'The archive has which picture it is, and not yet how you see it.',
    view: 'The archive has how you see it, and not yet that it is a key image: nobody finds it so far.',
  },
  unconfirmed:
    'This picture is not surely this patient’s, so nothing is saved with it. Tell your imaging department.',
  noPicture: 'There is no finished picture to save yet.',
  noArchive: 'This picture is in no archive that could take it.',
} as const;
