import type { Point } from '../../domain/presentation/presentation-state';

/** CSS pixels of a line: readable at every zoom, as the overlay's own text is. */
const LINE = 18;
export const TEXT_FONT =
  '500 14px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
/** Between an anchor and a text that has no box. */
const OFFSET = 8;

/** A text as it is to stand on the screen, upright whatever the picture does. */
export interface PlacedText {
  /** Each with the middle of its left edge, CSS pixels */
  readonly lines: readonly { readonly text: string; readonly at: Point }[];
  /** From the text to what it is about */
  readonly leader?: readonly [Point, Point];
}

/**
 * The text begins in the upper left corner of its box, or beside its anchor; within the box it stands to the left, to the
 * right or in the middle. It may be larger than its box, which only says where it is (PS3.3 C.10.5.1.1).
 *
 * @param width of a line in CSS pixels
 */
export function placedText(
  text: string,
  box: readonly [Point, Point] | undefined,
  anchor: Point | undefined,
  width: (line: string) => number,
  justified?: 'right' | 'center',
): PlacedText {
  const words = text.trimEnd().split('\n');
  const [left, top] = box
    ? [Math.min(box[0][0], box[1][0]), Math.min(box[0][1], box[1][1])]
    : anchor
      ? [anchor[0] + OFFSET, anchor[1] - (LINE * words.length) / 2]
      : [0, 0];
  const widths = words.map(width);
  const widest = Math.max(...widths);
  const room = box ? Math.abs(box[1][0] - box[0][0]) : widest;
  const share = box && justified ? { right: 1, center: 0.5 }[justified] : 0;
  const indent = (line: number) => (share === 0 ? 0 : share * (room - line));
  const lines = words.map((line, n) => ({
    text: line,
    at: [left + indent(widths[n] ?? 0), top + LINE * (n + 0.5)] as const,
  }));
  if (!box || !anchor) return { lines };
  const begin = left + indent(widest);
  const right = begin + widest;
  const bottom = top + LINE * words.length;
  const nearest: Point = [
    Math.min(right, Math.max(begin, anchor[0])),
    Math.min(bottom, Math.max(top, anchor[1])),
  ];
  const isWithin = nearest[0] === anchor[0] && nearest[1] === anchor[1];
  return { lines, ...(!isWithin && { leader: [nearest, anchor] as const }) };
}
