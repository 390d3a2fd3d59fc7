/** A teaching copy: pictures without the patient's name, which are looked at before they leave. */
export const teachingTexts = {
  title: 'Teaching copy',
  close: 'Close',
  what: 'What',
  picture: 'This picture',
  series: 'This series',
  study: 'The whole study',
  as: 'As',
  dicom: 'DICOM, for viewers and teaching files',
  png: 'PNG, for slides',
  caseNumber: 'Case number, in place of the name',
  caseHint: 'Letters, figures and hyphens, 16 at most. No part of the patient’s name or numbers.',
  caseWrong: 'This cannot be a case number, or has a part of the patient’s name or numbers.',
  picturesList: 'The pictures',
  canvas: (at: number, count: number): string => `Picture ${at} of ${count}, as it would leave`,
  at: (at: number, count: number): string => `Picture ${at} of ${count}`,
  previous: 'Back',
  next: 'Next',
  play: 'Show all',
  pause: 'Stop',
  seen: (seen: number, count: number): string => `Looked at ${seen} of ${count}.`,
  seenWhy: 'What you have not looked at stays here.',
  draw: 'Look for names, dates and numbers in the picture. Draw a box over each: it is made black for good.',
  needsBox: 'Pictures of this kind often have words in them. It leaves only with a box drawn on it.',
  addBox: 'Add a box',
  covers: 'A new box covers',
  coversSeries: 'Every picture of this series of this size',
  coversPicture: 'This picture alone',
  boxKeys: 'Arrow keys move the box, with Shift they change its size, Delete takes it away.',
  boxOn: (number: number, isAll: boolean): string =>
    isAll ? `Box ${number}, on every picture of the series` : `Box ${number}, on this picture`,
  removeBox: (number: number): string => `Take box ${number} away`,
  notAnonymous: 'It may still tell who it is',
  warnings: (): readonly string[] => [
    'A face can be recognised from a CT or MR of the head, and in a photograph.',
    'A rare disease, or a picture that was in the news, can be recognised.',
    'Age and sex stay. Dates are moved. Names, numbers, places and everything that people wrote are taken out.',
    'Ask your information governance before it leaves, and the patient where they say so.',
  ],
  confirm:
    'I have looked: outside the boxes no name, date, number or other words about the patient can be seen.',
  save: (count: number): string => (count === 1 ? 'Save 1 picture' : `Save ${count} pictures`),
  stop: 'Stop',
  loading: 'Preparing…',
  writing: (here: number): string => (here === 1 ? '1 picture is written…' : `${here} pictures are written…`),
  none: 'There is no picture here that can be a teaching copy.',
  refused: 'You may not take this out.',
  failed: 'The list of pictures did not come. Close this and try again.',
  leftOutKind: (count: number): string =>
    count === 1
      ? '1 document, film or other object is left out: a teaching copy has pictures alone.'
      : `${count} documents, films or other objects are left out: a teaching copy has pictures alone.`,
  leftOutPerson: (count: number): string =>
    count === 1
      ? '1 object is not surely this patient’s and is left out.'
      : `${count} objects are not surely this patient’s and are left out.`,
  leftOutMissing: (count: number): string =>
    count === 1 ? '1 object did not come.' : `${count} objects did not come.`,
  missing: (count: number): string =>
    count === 1
      ? '1 picture could not be written. README.txt says so.'
      : `${count} pictures could not be written. README.txt says so.`,
  /** Below a PNG */
  captionCase: (number: string): string => `Teaching case ${number}`,
  captionNote: 'For teaching – not for diagnosis',
  readme: (number: string, here: number, missing: number, unseen: number): readonly string[] => [
    `Teaching case ${number}`,
    `${here} pictures. For teaching – not for diagnosis.`,
    ...(missing > 0 ? [`${missing} could not be written and are missing here.`] : []),
    ...(unseen > 0 ? [`${unseen} were not chosen.`] : []),
    'Names, numbers, places and everything that people wrote were taken out, and dates were moved. Age and sex stayed.',
    'Words in the pictures were made black where the person who saved this drew a box.',
    'It may still tell who it is: by a face in a CT or MR of the head or a photograph, by a rare disease, by a picture that is known.',
    'Pass it on only as your information governance allows.',
  ],
} as const;
