import type { SlideState } from '../../domain/ports/slide';
import { magnificationOf, turnedBy, type Turned } from '../../domain/slide/place';
import type { OpticalPath, Pair, Slide } from '../../domain/slide/slide';
import { counted, listed } from '../texts';

const short = (value: number, digits: number) => String(Number(value.toPrecision(digits)));

/** "250 µm", "1.25 mm" */
export const lengthWords = (microns: number): string =>
  microns >= 1000 ? `${short(microns / 1000, 4)} mm` : `${short(microns, microns < 10 ? 2 : 4)} µm`;

/** "about 10×, 1 µm a pixel", of the screen */
const magnification = (pitch: number): string =>
  `about ${short(magnificationOf(pitch), 2)}×, ${short(pitch, 2)} µm per pixel`;

/** "DAPI, blue (461 nm)" */
const pathWords = ({ id, words, wavelength }: OpticalPath): string =>
  [words ?? (id === '' ? 'Light' : `Light ${id}`), wavelength !== undefined && `(${short(wavelength, 4)} nm)`]
    .filter(Boolean)
    .join(' ');

const turnedWords = ({ by, mirrored }: Turned): string =>
  `Lies on the glass ${[mirrored && 'mirrored', by !== 0 && `turned by ${Math.abs(by)}°`].filter(Boolean).join(' and ')}, beside the usual`;

const part = ({ number, of }: { readonly number: number; readonly of: number }) => `part ${number} of ${of}`;

/** What must be known before a slide is relied on, each in a sentence without its full stop. */
export function slideNotes(slide: Slide, { failed, missing, awaited }: SlideState): readonly string[] {
  const { shortfalls } = slide;
  const turned = turnedBy(slide);
  return [
    awaited > 0 && 'Sharper tiles are on their way',
    failed.length > 0 &&
      counted(failed.length, { one: 'tile cannot be shown', other: 'tiles cannot be shown' }),
    shortfalls.missing.length > 0
      ? `Of this slide ${listed(shortfalls.missing.map(part))} ${shortfalls.missing.length === 1 ? 'is' : 'are'} missing`
      : missing > 0 && 'A part of this slide is missing',
    turned && turnedWords(turned),
    !slide.isScaled && 'Scale not recorded: nothing can be measured',
  ].flatMap((words) => (typeof words === 'string' ? [words] : []));
}

/** What is known beside it, for whoever asks. */
export function slideFacts(slide: Slide, places: readonly Pair[] | undefined): readonly string[] {
  const { shortfalls, size, levels, isScaled } = slide;
  const glass = (place: Pair) => place.map((one) => Number(one.toFixed(3))).join(' × ');
  return [
    isScaled && `${lengthWords(size[0])} wide, ${lengthWords(size[1])} high`,
    counted(levels.length, { one: 'resolution', other: 'resolutions' }),
    places?.[0] && places[3] && `On the glass from ${glass(places[0])} to ${glass(places[3])} mm`,
    shortfalls.doubled > 0 &&
      `${counted(shortfalls.doubled, { one: 'tile', other: 'tiles' })} for a place that has one already, not shown`,
    shortfalls.outside > 0 &&
      `${counted(shortfalls.outside, { one: 'tile', other: 'tiles' })} outside of the slide, not shown`,
    shortfalls.unusable > 0 &&
      `${counted(shortfalls.unusable, { one: 'object', other: 'objects' })} with tiles that fit nowhere, not shown`,
  ].flatMap((words) => (typeof words === 'string' ? [words] : []));
}

/** For whoever does not see the slide. */
export const slideSpoken = (slide: Slide, { pitch }: SlideState): string =>
  [slide.isScaled && magnification(pitch), listed(slide.paths.map(pathWords))].filter(Boolean).join('. ');

export const slideTexts = {
  bar: 'How the slide is shown',
  zoomIn: 'Nearer',
  zoomOut: 'Further away',
  whole: 'Whole slide',
  oneToOne: 'Every pixel',
  magnification,
  lengthWords,
  pathWords,
  measure: 'Measure',
  measureTip: 'Two clicks measure a length on the slide',
  measureHelp: 'Click where the length begins, then where it ends. Enter takes the middle of the view.',
  measureEnd: 'Now where it ends',
  forget: 'Remove the last length',
  notSaved: 'Lengths are not saved',
  lengthSpoken: (microns: number): string => `Length ${lengthWords(microns)}`,
  mapWord: 'Map',
  map: 'Where this is on the slide',
  paths: 'Light',
  pathsTip: 'What is shown of what was made visible, in colours that are not those of the tissue',
  from: 'Black at',
  to: 'Full at',
  plane: 'Focus',
  planeOf: (at: number, count: number): string => `${at + 1} of ${count}`,
  stored: 'Stored colours',
  storedTip: 'Colours as they are stored, without the colour profile that goes with them',
  label: 'Label',
  labelTip: 'The label of the glass',
  labelCompare: 'From the glass. Compare it with the patient:',
  labelFailed: 'This picture cannot be shown',
  pictures: { label: 'Label', overview: 'Whole glass' },
  facts: 'About this slide',
  tile: (level: number, [column, row]: Pair): string =>
    `Resolution ${level + 1}, tile ${column} across, ${row} down`,
  tryAgain: 'Try again',
  close: 'Close',
} as const;
