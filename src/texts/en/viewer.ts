import type { PersonField } from '../../domain/problem';
import { counted } from '../texts';
import { fieldsWords } from './identity';

/** What stands around the pictures of a study. */
export const viewerTexts = {
  whatIsShown: 'What is shown of the study',
  keyImages: (count: number) => counted(count, { one: 'key image', other: 'key images' }),
  /** Behind "2 key images" where more were chosen than are here */
  ofKeyImages: (all: number) => ` of ${all}`,
  wholeStudy: 'Whole study',
  /** On a telephone, for the eye alone */
  keyImagesShort: (count: number) => `${count} key`,
  wholeStudyShort: 'All',
  /** After why a study was opened, while not every source has answered */
  keyImagesMissing: (count: number) => `${count} more not loaded or not in the study`,
  savedViewAbsent: 'A saved view that goes with this image could not be fetched.',
  wholeStudyOnly: 'The archive sends this study only as a whole: pictures take longer to come.',
  seriesMissing: 'Series of this study may be missing.',
  /** Of a series, by the archive's own word */
  moreImages: 'The archive says that there are more images',
  unreadable: (count: number): string =>
    `${counted(count, { one: 'image', other: 'images' })} could not be read`,
  imagesOf: (here: number, expected: number): string => `${here} of ${expected} images`,
} as const;

/** Of a run that is looked at less a picture before the contrast medium. */
export const subtractionTexts = {
  /** Numbers of the images that were taken away, from 1 */
  by: (masks: readonly number[]) =>
    masks.length === 1
      ? `Subtracted: less image ${masks[0]}`
      : masks.length === 2
        ? `Subtracted: less the mean of images ${masks.join(' and ')}`
        : `Subtracted: less the mean of ${masks.length} images`,
  mask: 'Mask image – shown as it is',
  outside: 'Not subtracted: nothing is said of a mask for this image',
  off: 'Subtraction is off',
  notDone: 'Meant to be seen subtracted – shown without subtraction',
} as const;

/** Behind a window that no one chose and nothing says: the range of values of the images themselves */
export const OWN_RANGE = 'own range';

/** A series in the strip of small pictures. */
export const seriesTexts = {
  strip: 'Series',
  named: (number: number | undefined, modality: string): string =>
    `Series ${number ?? ''} ${modality}`.trim(),
  loading: 'Loading …',
  asking: 'Asking…',
  /** Of what has no picture of its own */
  drawnOver: 'Drawn over others',
  whatItIs: 'What it is',
  curves: 'Curves',
  slide: 'Whole slide',
  anothers: 'Labelled as another person’s: not shown',
  /** @param all of its images are */
  keyImages: (count: number, all: boolean): string =>
    all && count === 1 ? 'key image' : counted(count, { one: 'key image', other: 'key images' }),
  inViews: (views: string): string => `in view ${views}`,
  tip: (label: string): string => `${label} – click, drag, or press 1 to 9 for a view, right click for more`,
} as const;

/** Where the pictures of a study did not come. */
export const failureTexts = {
  anothersTitle: 'These pictures belong to another person',
  anothersMeaning: (fields: readonly PersonField[]): string =>
    `They are labelled with another ${fieldsWords(fields)} than the record that is open. None of them is shown.`,
  anothersTodo:
    'Tell the imaging department that holds them: they are filed under the wrong patient, here or there. Until then do not rely on this entry of the list.',
  title: 'The pictures could not be opened',
  notThere: 'The study is known, but its pictures are not where they were looked for.',
  nothingLost: 'Nothing is lost: the study stays in the list and can be opened later.',
  back: 'Back to the list',
} as const;
