import type { Orientation } from './view-state';
import type { FrameAttributes, Vector } from '../study/study';

/** Letters at the four edges of the picture as it lies on the screen: `R`, `AL`, `HFR`. */
export interface EdgeLetters {
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly left: string;
}

const OPPOSITE: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };

/** Below this share of a unit vector an axis is not named: two degrees off is not oblique to a clinician. */
const NAMED = 0.0872;

/**
 * Edge letters from Image Orientation (Patient), else Patient Orientation, following flips and rotation.
 * `undefined` where neither is there or one is not well formed: unknown is said, never guessed (H5).
 */
export function edgeLetters(frame: FrameAttributes, orientation: Orientation): EdgeLetters | undefined {
  const ends = directions(frame);
  if (ends === undefined) return undefined;
  const [right, bottom] = ends;
  const asStored = { top: opposite(bottom), right, bottom, left: opposite(right) };
  return rotated(flipped(asStored, orientation), orientation.rotation);
}

/** The patient's directions at the end of a row and at the end of a column. */
function directions(frame: FrameAttributes): readonly [string, string] | undefined {
  if (frame.plane) {
    const row = lettersOf(frame.plane.row);
    const column = lettersOf(frame.plane.column);
    return row && column ? [row, column] : undefined;
  }
  const [row, column] = frame.patientOrientation ?? [];
  return row && column && isDirection(row) && isDirection(column) && canCross(row, column)
    ? [row, column]
    : undefined;
}

/** Up to three letters, strongest first, of three axes. */
const isDirection = (text: string) =>
  /^[LRAPHF]{1,3}$/.test(text) && new Set([...text].map(axisOf)).size === text.length;

const axisOf = (letter: string) => ['LR', 'AP', 'HF'].findIndex((ends) => ends.includes(letter));

/**
 * Whether two directions can be at right angles, as rows and columns are: those of one strongest axis are so only where
 * another axis turns the other way (LA and LP), and L beside L or R is none.
 */
function canCross(row: string, column: string): boolean {
  if (axisOf(row.charAt(0)) !== axisOf(column.charAt(0))) return true;
  const shared = [...row].flatMap((letter) => {
    const other = [...column].find((one) => axisOf(one) === axisOf(letter));
    return other === undefined ? [] : [other === letter];
  });
  return shared.includes(true) && shared.includes(false);
}

/** The axes a vector points along, strongest first (PS3.3 C.7.6.1.1.1). */
function lettersOf([x, y, z]: Vector): string {
  return [
    { letter: x > 0 ? 'L' : 'R', share: Math.abs(x) },
    { letter: y > 0 ? 'P' : 'A', share: Math.abs(y) },
    { letter: z > 0 ? 'H' : 'F', share: Math.abs(z) },
  ]
    .filter(({ share }) => share >= NAMED)
    .sort((a, b) => b.share - a.share)
    .map(({ letter }) => letter)
    .join('');
}

const opposite = (letters: string) => [...letters].map((letter) => OPPOSITE[letter]).join('');

function flipped(edges: EdgeLetters, { flipHorizontal, flipVertical }: Orientation): EdgeLetters {
  const sideways = flipHorizontal ? { ...edges, left: edges.right, right: edges.left } : edges;
  return flipVertical ? { ...sideways, top: sideways.bottom, bottom: sideways.top } : sideways;
}

function rotated(edges: EdgeLetters, degrees: Orientation['rotation']): EdgeLetters {
  const { top, right, bottom, left } = edges;
  const turns: Record<Orientation['rotation'], EdgeLetters> = {
    0: edges,
    90: { top: left, right: top, bottom: right, left: bottom },
    180: { top: bottom, right: left, bottom: top, left: right },
    270: { top: right, right: bottom, bottom: left, left: top },
  };
  return turns[degrees];
}
