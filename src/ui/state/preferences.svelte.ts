import type { StudyUid } from '../../domain/ids';
import type { FigureKind } from '../../domain/measure/figure';

/** How this person likes the screen. None of it says anything about a patient. */
export interface Preferences {
  /** Beside an open study the list is a rail; it opens over the pictures */
  listOpen: boolean;
  /** Until the page is left */
  reportFolded: boolean;
  /** The study whose report, a PDF, is given more room than its pictures */
  wideReport: StudyUid | undefined;
  /** As the system has it where nothing was chosen; kept on this device */
  readonly theme: Theme;
  useTheme(theme: Theme): void;
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
export const TEXT_SIZES = [0.9375, 1.0625, 1.1875, 1.375, 1.75] as const;

export type Theme = 'light' | 'dark' | undefined;

const SINGLE_KEYS = 'plainfilm:single-keys';
const THEME = 'plainfilm:theme';

export function preferences(): Preferences {
  const own: { -readonly [Key in keyof Preferences]: Preferences[Key] } = $state({
    listOpen: false,
    reportFolded: false,
    wideReport: undefined,
    theme: themeRemembered(),
    useTheme(theme) {
      own.theme = theme;
      remember(THEME, theme ?? '');
      showTheme(theme);
    },
    textSize: 1,
    figure: 'length',
    measurementsListed: false,
    singleKeys: remembered(SINGLE_KEYS) !== 'off',
    useSingleKeys(on) {
      own.singleKeys = on;
      remember(SINGLE_KEYS, on ? 'on' : 'off');
    },
  });
  showTheme(own.theme);
  return own;
}

function themeRemembered(): Theme {
  const kept = remembered(THEME);
  return kept === 'light' || kept === 'dark' ? kept : undefined;
}

function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme) dataset['theme'] = theme;
  else delete dataset['theme'];
}

/** Storage is blocked in some frames: then the choice lasts as long as the page. */
function remembered(what: string): string | null {
  try {
    return localStorage.getItem(what);
  } catch {
    return null;
  }
}

function remember(what: string, value: string): void {
  try {
    localStorage.setItem(what, value);
  } catch {
    // See `remembered`.
  }
}
