import type { EdgeLetters } from '../../domain/presentation/orientation';

/** A picture with what belongs to it, before it is one. */
export interface Composition {
  readonly source: CanvasImageSource;
  /** Its own pixels */
  readonly width: number;
  readonly height: number;
  /** What was measured on it, of the same shape */
  readonly marks?: CanvasImageSource | undefined;
  readonly letters?: EdgeLetters | undefined;
  /** Whose it is: the first line below it */
  readonly whose: string;
  readonly lines: readonly string[];
}

/** Pixels: below it, words would stand in a column */
const NARROWEST = 640;
/** Pixels of a letter's height that can be read still */
const SMALLEST = 7;
const PADDING = 0.6;
const LINE = 1.35;

interface Caption {
  /** Pixels of a letter's height */
  readonly size: number;
  readonly rows: readonly { readonly words: string; readonly strong: boolean }[];
  readonly height: number;
}

const fontOf = (size: number, strong: boolean) => `${strong ? 600 : 400} ${size}px sans-serif`;

/** The canvas that holds all of it: nothing of its words is cut, whatever their length. */
export function composed(composition: Composition): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const caption = captionOf(canvas.getContext('2d'), composition);
  canvas.width = widthOf(composition);
  canvas.height = composition.height + caption.height;
  paint(canvas, composition, caption);
  return canvas;
}

/**
 * The next picture of a film: of the first one's size. Where its words need more room than the first one's they are smaller:
 * the last of them say what it is not for.
 */
export function repainted(canvas: HTMLCanvasElement, composition: Composition): void {
  const context = canvas.getContext('2d');
  let caption = captionOf(context, composition);
  while (composition.height + caption.height > canvas.height && caption.size > SMALLEST)
    caption = captionOf(context, composition, caption.size - 1);
  paint(canvas, composition, caption);
}

const widthOf = ({ width }: Composition) => Math.max(width, NARROWEST);

function captionOf(
  context: CanvasRenderingContext2D | null,
  composition: Composition,
  size = Math.round(Math.min(26, Math.max(14, widthOf(composition) / 60))),
): Caption {
  const width = widthOf(composition);
  const room = width - 2 * PADDING * size;
  const rows = [composition.whose, ...composition.lines].flatMap((words, at) =>
    wrapped(context, words, fontOf(size, at === 0), room).map((row) => ({ words: row, strong: at === 0 })),
  );
  return { size, rows, height: Math.ceil((rows.length * LINE + 2 * PADDING) * size) };
}

function wrapped(
  context: CanvasRenderingContext2D | null,
  words: string,
  font: string,
  room: number,
): readonly string[] {
  if (!context) return [words];
  context.font = font;
  const fits = (text: string) => context.measureText(text).width <= room;
  const rows: string[] = [];
  let row = '';
  for (const word of words.split(/\s+/)) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (fits(longer)) {
      row = longer;
      continue;
    }
    if (row !== '') rows.push(row);
    row = '';
    // One word that is longer than the line goes on in the next one.
    for (const letter of word) {
      if (row !== '' && !fits(row + letter)) {
        rows.push(row);
        row = '';
      }
      row += letter;
    }
  }
  return row === '' ? rows : [...rows, row];
}

function paint(canvas: HTMLCanvasElement, composition: Composition, caption: Caption): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { source, width, height, marks, letters } = composition;
  const left = Math.round((canvas.width - width) / 2);
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, left, 0, width, height);
  if (marks) context.drawImage(marks, left, 0, width, height);
  if (letters) paintLetters(context, letters, [left, width, height], caption.size * 1.3);
  context.fillStyle = '#16191c';
  context.fillRect(0, height, canvas.width, canvas.height - height);
  context.fillStyle = '#fff';
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const [at, { words, strong }] of caption.rows.entries()) {
    context.font = fontOf(caption.size, strong);
    context.fillText(words, PADDING * caption.size, height + (PADDING + at * LINE) * caption.size);
  }
}

function paintLetters(
  context: CanvasRenderingContext2D,
  letters: EdgeLetters,
  [left, width, height]: readonly [number, number, number],
  size: number,
): void {
  context.font = fontOf(size, true);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = '#000';
  context.lineWidth = size / 4;
  context.fillStyle = '#f3f6f8';
  const places = [
    [letters.top, left + width / 2, size],
    [letters.bottom, left + width / 2, height - size],
    [letters.left, left + size, height / 2],
    [letters.right, left + width - size, height / 2],
  ] as const;
  for (const [letter, x, y] of places) {
    context.strokeText(letter, x, y);
    context.fillText(letter, x, y);
  }
}

/** Several pictures on one, each with its own words. */
export function sheetOf(canvases: readonly HTMLCanvasElement[]): HTMLCanvasElement {
  const columns = Math.ceil(Math.sqrt(canvases.length));
  const rows = Array.from({ length: Math.ceil(canvases.length / columns) }, (_, at) =>
    canvases.slice(at * columns, (at + 1) * columns),
  );
  const width = Math.max(...canvases.map((one) => one.width));
  const heights = rows.map((row) => Math.max(...row.map((one) => one.height)));
  const sheet = document.createElement('canvas');
  sheet.width = columns * width + (columns - 1) * GAP;
  sheet.height = heights.reduce((sum, height) => sum + height, (rows.length - 1) * GAP);
  const context = sheet.getContext('2d');
  if (!context) return sheet;
  context.fillStyle = '#5a646d';
  context.fillRect(0, 0, sheet.width, sheet.height);
  let top = 0;
  for (const [at, row] of rows.entries()) {
    for (const [place, one] of row.entries()) context.drawImage(one, place * (width + GAP), top);
    top += (heights[at] ?? 0) + GAP;
  }
  return sheet;
}

/** Pixels between the pictures of a sheet */
const GAP = 8;
