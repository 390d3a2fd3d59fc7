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
