/** How this person likes the screen. None of it says anything about a patient. */
export interface Preferences {
  /** Until the page is left */
  listFolded: boolean;
  /** Shortcuts of one letter, digit or sign (WCAG 2.1.4): kept on this device */
  singleKeys: boolean;
}

const SINGLE_KEYS = 'plainfilm:single-keys';

export function preferences(): Preferences {
  let listFolded = $state(false);
  let singleKeys = $state(remembered() !== 'off');
  return {
    get listFolded() {
      return listFolded;
    },
    set listFolded(folded) {
      listFolded = folded;
    },
    get singleKeys() {
      return singleKeys;
    },
    set singleKeys(on) {
      singleKeys = on;
      remember(on ? 'on' : 'off');
    },
  };
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
