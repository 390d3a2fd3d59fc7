import type { NotApplied } from '../../domain/study/study';
import { counted, listed } from '../texts';

const PURPOSE = 'For review – not for primary diagnosis';
const TILES = 'Parts of one slide, shown one after another';

/** What is said of a picture, on it and beside it. */
export const pictureTexts = {
  /** A view by itself, and one with nothing in it */
  view: (number: number): string => `View ${number}`,
  emptyView: 'Empty view',
  track: 'Image',
  purpose: PURPOSE,
  details: 'All that is known of this picture',
  side: { L: 'Left', R: 'Right', B: 'Both sides' },

  /** "image 12 of 300", counted from 1 as people do */
  position: (at: number, count: number): string => `image ${at + 1} of ${count}`,
  curves: 'curves',
  slide: 'whole slide',
  none: 'no image shown yet',
  /** Where the first picture came before it was known which of how many it is */
  moreComing: 'more images are coming',
  loaded: (here: number, count: number): string => `${here} of ${count} loaded`,
  notLoaded: (count: number): string => `${count} could not be loaded`,
  /** A series that is larger than the device can keep */
  keptAround: 'Large series: images are kept only around this one',
  /** @param wanted, shown from 0 */
  loading: (wanted: number, shown: number | undefined): string =>
    shown === undefined
      ? `Loading image ${wanted + 1}`
      : `Loading image ${wanted + 1} – showing image ${shown + 1}`,
  preview: 'Preview – not yet the full picture',

  window: (center: string, width: string): string => `C ${center}  W ${width}`,
  zoom: (percent: string): string => `Zoom ${percent} %`,
  windowSpoken: (window: string): string => `window ${window}`,
  inverted: 'Inverted',
  invertedSpoken: 'inverted',
  savedViewSpoken: (name: string): string => `saved view ${name}`,
  colours: {
    uncalibrated: 'Colours not calibrated',
    'profile-unusable': 'Colours not calibrated: the profile cannot be used',
  },
  lossy: (ratio: number | undefined): string =>
    ratio === undefined ? 'Lossy' : `Lossy ${Number(ratio.toFixed(1))}:1`,

  /** What belongs to the picture as its maker shows it, and is left out here */
  notApplied: {
    'mask subtraction': 'Meant to be seen subtracted – shown without subtraction',
    'missing mask': 'Meant to be seen subtracted – its mask image is not there',
    logarithms: 'Subtracted as stored, not by logarithms: what lies over a vessel changes it',
    table: 'Its own table of greys could not be had – shown over its range of values',
    guessed: 'Its object does not say how its values are meant – guessed',
    'colour map': 'Its colours are not shown – grey only',
  } satisfies Readonly<Record<NotApplied, string>>,
  /** Millimetres take another room from image to image */
  scaleDiffers: 'Images here differ in scale',
  tiles: TILES,
  tilesSpoken: TILES.toLowerCase(),
  overlaysAbsent: 'Overlays not fetched',
  gaps: (count: number): string => counted(count, { one: 'gap in the slices', other: 'gaps in the slices' }),
  gapBefore: 'Slice missing before this one',
  gapAfter: 'Slice missing after this one',
  orderGuessed: 'Order guessed',
  orientationUnknown: 'Orientation unknown',

  hideable: { words: 'words', measurements: 'measurements', overlays: 'overlays' },
  /** "Hidden: measurements and overlays (B)" */
  hidden: (parts: readonly string[], key: string | undefined): string =>
    `Hidden: ${listed(parts)}${key === undefined ? '' : ` (${key})`}`,
} as const;

/** Why a picture that a report names cannot be gone to. */
export const placeTexts = {
  awaited: 'not loaded yet',
  failed: 'its series could not be loaded',
  absent: 'this image is not in the study',
  ambiguous: 'more than one image has this number',
  unlisted: (isWholeList: boolean): string =>
    isWholeList
      ? 'an image of a study that is not in the list'
      : 'an image of a study that is not in the list, which is not complete',
} as const;

/** Instead of a picture. */
export const troubleTexts = {
  video: 'This video cannot be shown',
  curves: 'These curves cannot be shown',
  slide: 'This slide cannot be shown',
  image: (number: number): string => `Image ${number} cannot be shown`,
  whole: 'This cannot be shown',
  others: 'The other images are not affected.',
  nothingToShow: 'This study holds nothing that can be shown as a picture here.',
  inTheArchive: 'What it holds is in the archive.',
  coming: 'The next picture is on its way',
  restFailed: 'A picture of this study could not be loaded',
  chooseSeries: 'Choose a series for this view',
} as const;
