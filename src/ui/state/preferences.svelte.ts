import type { FigureKind } from '../../domain/measure/figure';

/** How this person likes the screen. None of it says anything about a patient. */
export interface Preferences {
  /** Until the page is left */
  listFolded: boolean;
  reportFolded: boolean;
  /** Where list and report do not both fit beside the picture: which of them was asked for last */
  side: 'list' | 'report';
  /** Black on white, for the report alone */
  lightReport: boolean;
  /** A place in `TEXT_SIZES` */
  textSize: number;
  /** What the measuring tool draws */
  figure: FigureKind;
  /** The list of measurements stands beside the pictures */
  measurementsListed: boolean;
  /** Shortcuts of one letter, digit or sign (WCAG 2.1.4): kept on this device */
  singleKeys: boolean;
  useSingleKeys(on: boolean): void;
}

/** Sizes of the report's type, rem */
export const TEXT_SIZES = [0.875, 1, 1.125, 1.375, 1.75] as const;

const SINGLE_KEYS = 'plainfilm:single-keys';

export function preferences(): Preferences {
  const own: Preferences = $state({
    listFolded: false,
    reportFolded: false,
    side: 'report',
    lightReport: false,
    textSize: 1,
    figure: 'length',
    measurementsListed: false,
    singleKeys: remembered() !== 'off',
    useSingleKeys(on) {
      own.singleKeys = on;
      remember(on ? 'on' : 'off');
    },
  });
  return own;
}

/** Storage is blocked in some frames: then the choice lasts as long as the page. */
function remembered(): string | null {
  try {
    return localStorage.getItem(SINGLE_KEYS);
  } catch {
    return null;
  }
}

function remember(value: 'on' | 'off'): void {
  try {
    localStorage.setItem(SINGLE_KEYS, value);
  } catch {
    // See `remembered`.
  }
}
