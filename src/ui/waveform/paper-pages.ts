import { MARGIN, type Sheet } from '../../domain/waveform/sheet';

/** A part of a sheet that goes on one page of paper, mm. */
export interface PaperPart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of a recording that is longer than a page is wide: from, to, of how many */
  readonly seconds?: readonly [number, number, number];
}

/** A page as it was painted. */
export interface PaperPage {
  readonly canvas: HTMLCanvasElement;
  readonly part: PaperPart;
}

/** mm that an A4 page on its side has for curves, within its margins and above what is said of them */
export const PAGE = { width: 277, height: 155 } as const;
/** Pages side by side: more would be a book, of which the rest is said to be missing */
const MOST = 4;

/**
 * The parts of a sheet that go on pages, true to scale: whole rows below one another, and what is too long goes on on the
 * next page.
 * @param from mm from the sheet's left where a sheet begins that is too long for one page
 */
export function paperParts({ width, height, strips, speed }: Sheet, from: number): readonly PaperPart[] {
  const start = width <= PAGE.width ? 0 : Math.max(0, Math.min(from, width - PAGE.width));
  const count = Math.min(MOST, Math.ceil((width - start) / PAGE.width));
  const tops = [...new Set(strips.map(({ top }) => top))].sort((a, b) => a - b);
  const bands: { top: number; bottom: number }[] = [];
  for (const [at, top] of tops.entries()) {
    const bottom = tops[at + 1] ?? height;
    const band = bands.at(-1);
    if (band && bottom - band.top <= PAGE.height) band.bottom = bottom;
    else bands.push({ top, bottom });
  }
  const end = width - MARGIN.right;
  const timeAt = (mm: number) => Math.max(0, Math.min(mm, end) - MARGIN.left) / speed;
  return Array.from({ length: count }, (_, page) => start + page * PAGE.width).flatMap((left) => {
    const across = Math.min(PAGE.width, width - left);
    const seconds = [timeAt(left), timeAt(left + across), timeAt(end)] as const;
    return bands.map(({ top, bottom }) => ({
      left,
      top,
      width: across,
      height: bottom - top,
      ...(width > PAGE.width && { seconds }),
    }));
  });
}

/** Whoever prints asks the paper for its pages by an event of this name, whose detail takes them. */
export const PAGES_ASKED = 'plainfilm:pages';
