import type { Measurement } from '../../domain/measure/measurement';

/** "Length 2": what a measurement is called, on the picture, in the list and where it is spoken of. */
export const labelWords = ({ label }: Pick<Measurement, 'label' | 'figure'>): string => label;

const DONE = { add: 'drawn', move: 'moved', write: 'rewritten', delete: 'deleted' } as const;

/** What was done to a measurement: "Length 2 deleted" */
export const actWords = ({
  kind,
  one,
}: {
  readonly kind: keyof typeof DONE;
  readonly one: Pick<Measurement, 'label' | 'figure'>;
}): string => `${labelWords(one)} ${DONE[kind]}`;

/** The measurements on a picture and their list. */
export const measuringTexts = {
  layer: 'Measurements on this picture: arrow keys move, Delete takes away',
  turn: (label: string): string => `${label}, turn it`,
  handle: (label: string, number: number, count: number): string => `${label}, point ${number} of ${count}`,

  title: 'Measurements',
  ofStudy: 'Measurements of this study',
  ofBoth: 'Measurements of both studies',
  close: 'Close the list of measurements',
  closeNote: 'Close',
  none: 'None yet. They are kept until you leave, and not in the record.',
  elsewhere: (count: number): string =>
    `${count} more, of other studies: listed where those are open or compared.`,
  purpose: 'Measured for review – not for primary diagnosis',
  notMeasured: (why: string): string => `Not measured: ${why}`,
  delete: (label: string): string => `Delete ${label}`,
  undo: 'Undo',
  undoWhat: (what: string): string => `Undo: ${what}`,
  undoTip: (what: string): string => `Undo: ${what} (Ctrl Z)`,
  print: 'Print',
  copy: 'Copy all',
  copied: 'Copied, each number with its basis.',
  notCopied: 'This browser does not allow copying here. The text can be selected and copied by hand.',
  marked: 'It points at something and measures nothing.',
  markedNotSaved: 'It points at something and measures nothing. Only a saved key image keeps it.',
  words: (label: string): string => `Words of ${label}`,
  write: 'Write here',
  notDrawn: 'Measurements cannot be drawn here: a part of the viewer could not be loaded.',
  noSeries: 'a series that is not loaded',
} as const;
