/** What may leave the viewer: how it is chosen, what is written into it, and how it ended. */
export const exportTexts = {
  title: 'Save or copy',
  close: 'Close',
  what: 'What',
  picture: 'This picture',
  sheet: (count: number): string => `All ${count} views, as one sheet`,
  keyImages: (count: number): string =>
    count === 1 ? 'The key image, as it was marked' : `The ${count} key images, as they were marked`,
  film: (count: number): string => `The ${count} images of this view, as a film`,
  dicomSeries: 'This series, as stored (DICOM)',
  dicomStudy: 'The whole study, as stored (DICOM)',
  teaching: 'A teaching copy, without the patient’s name',
  goOn: 'Go on',
  as: 'As',
  png: 'PNG, nothing lost',
  jpeg: 'JPEG, smaller, some detail lost',
  save: 'Save',
  copy: 'Copy',
  stop: 'Stop',
  carries:
    'The patient’s name and number, the date, the source and “for review” are written into it. Send it only where the patient’s record may go.',
  carriesDicom:
    'The files hold the patient’s name and number. Keep them only where the patient’s record may be kept.',
  recorded: 'Where your organisation keeps an audit log, it is told what you take out.',
  report: 'For the report with its pictures as a PDF: choose Print, then save as PDF there.',
  unconfirmed: 'Not every picture here is known to be this patient’s. Nothing can be saved or copied.',
  preparing: 'Preparing…',
  filming: (at: number, count: number): string => `Filming image ${at} of ${count}…`,
  writing: (here: number): string => (here === 1 ? '1 image is written…' : `${here} images are written…`),

  /** Written below a picture */
  source: (archive: string, site: string): string => `From ${archive}, by ${site}`,
  saved: (when: string, who: string | undefined): string =>
    who === undefined ? `Saved ${when}` : `Saved ${when} by ${who}`,
  jpegNote: 'Saved as JPEG: some detail is lost',
  filmNote: 'Saved as a film: some detail is lost, and times are not those of the examination',
  notDrawn: 'Outlines and colours drawn by others are left out',

  done: {
    saved: 'Saved.',
    'handed over': 'Given to the browser. If no file came, the record’s window does not allow files.',
    copied: 'Copied.',
    'not-allowed': 'You may not take this out.',
    'not-confirmed': 'It is not known to be this patient’s, so it was not taken out.',
    'not-looked-at': 'Nothing was saved: it was not looked at, or has no box that it needs.',
    stopped: 'Stopped. Nothing was saved.',
    nothing: 'There was nothing to save.',
    frame:
      'The record’s window does not allow this. Open the viewer in a window of its own, or ask the record’s support.',
    'not-written':
      'The file could not be written, and nothing was saved. The disk may be full: make room, save to another place, or save one series at a time.',
    failed: 'It could not be made. Nothing was saved.',
  },
  nothingSaved: 'Nothing was saved.',
  tooLarge: (megabytes: number): string =>
    `More than ${megabytes} MB, which this browser cannot save from here. Save one series at a time.`,
  missing: (count: number): string =>
    count === 1 ? 'One is missing. README.txt says so.' : `${count} are missing. README.txt says so.`,
  missingPictures: (count: number): string =>
    count === 1
      ? 'One could not be prepared and is missing.'
      : `${count} could not be prepared and are missing.`,

  /** Of README.txt beside stored objects */
  readme: (here: number, missing: number): readonly string[] => [
    `${here} DICOM objects, as they are stored.`,
    missing === 0
      ? 'None is known to be missing.'
      : `${missing} could not be had, or are not surely this patient’s, and are missing here.`,
  ],
} as const;
