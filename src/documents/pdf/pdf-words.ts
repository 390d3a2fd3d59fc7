import type { PlacedWords } from '../../domain/ports/documents';

/** What pdf.js says of a run of text: sizes in the page's own units, the place as an affine matrix (ISO 32000-1 §8.3.3). */
interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
  readonly hasEOL: boolean;
}

interface TextStyle {
  readonly fontFamily: string;
  readonly ascent: number;
  readonly descent: number;
  readonly vertical: boolean;
}

/** More runs than any page of words has; a drawing may be made of letters. */
const MOST_RUNS = 20_000;

/** Part of the type's height above the line, where the font does not say it */
const ASCENT = 0.8;

/**
 * Runs of text as they stand on the page.
 * @param transform from the page's own units to CSS pixels
 */
export function placedWords(
  items: readonly (TextItem | { readonly type: string })[],
  styles: Readonly<Record<string, TextStyle>>,
  transform: readonly number[],
): readonly PlacedWords[] {
  const runs = items.filter((item) => 'str' in item).slice(0, MOST_RUNS);
  const scale = Math.hypot(transform[0] ?? 1, transform[1] ?? 0);
  return runs.map((item): PlacedWords => {
    const style = styles[item.fontName];
    const [a, b, c, d, x, y] = product(transform, item.transform);
    const height = Math.hypot(c, d);
    const turn = Math.atan2(b, a) + (style?.vertical ? Math.PI / 2 : 0);
    const ascent = height * ascentOf(style);
    return {
      text: item.str,
      left: x + ascent * Math.sin(turn),
      top: y - ascent * Math.cos(turn),
      width: (style?.vertical ? item.height : item.width) * scale,
      height,
      turn,
      face: faceOf(style?.fontFamily),
      endsLine: item.hasEOL,
    };
  });
}

/** The words in their own order, lines parted by line ends. */
export const wordsText = (words: readonly PlacedWords[]): string =>
  words
    .map(({ text, endsLine }) => (endsLine ? `${text}\n` : text))
    .join('')
    .trim();

function ascentOf(style: TextStyle | undefined): number {
  if (style?.ascent) return style.ascent;
  return style?.descent ? 1 + style.descent : ASCENT;
}

const faceOf = (family: string | undefined): PlacedWords['face'] =>
  family === 'serif' || family === 'monospace' ? family : 'sans-serif';

type Matrix = readonly [number, number, number, number, number, number];

function product(one: readonly number[], other: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = one;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = other;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
