import { counted } from '../texts';

/** What stands around the pictures of a study. */
export const viewerTexts = {
  keyImages: 'Key images',
  showWholeStudy: 'Show the whole study',
  showKeyImages: 'Show the key images',
  /** "(Key object): 3 images chosen" behind the strong words, or by itself "3 images chosen as key images (…)" */
  chosen: (count: number, titles: string, shown: boolean) => {
    const images = counted(count, { one: 'image', other: 'images' });
    return shown ? `(${titles}): ${images} chosen` : `${images} chosen as key images (${titles})`;
  },
  keyImagesMissing: (count: number) => `${count} more not loaded or not in the study`,
  savedViewAbsent: 'A saved view that goes with this image could not be fetched.',
  wholeStudyOnly: 'The archive sends this study only as a whole: pictures take longer to come.',
  seriesMissing: 'Series of this study may be missing.',
  /** Of a series, by the archive's own word */
  moreImages: 'The archive says that there are more images',
  cannotBeShown: 'Cannot be shown',
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
