/** How the last display check on this device ended. Nothing of a patient is in it. */
export interface KeptCheck {
  readonly result: 'passed' | 'failed';
  /** Epoch milliseconds */
  readonly at: number;
  /** CSS pixels and dots a pixel: another screen is another check */
  readonly screen: string;
}

export type CheckState = 'never' | 'expired' | KeptCheck['result'];

const KEY = 'plainfilm:display-check';
const OFFERED = 'plainfilm:display-check-offered';
const DAY = 86_400_000;
/** Days for which a check holds: a screen ages, a room changes */
export const HOLDS = 90;

export const thisScreen = ({
  screen,
  devicePixelRatio,
}: Pick<Window, 'screen' | 'devicePixelRatio'>): string =>
  `${screen.width}x${screen.height}@${devicePixelRatio}`;

/** What is known of this device's screen; storage that is blocked or holds something else reads as never. */
export function stateOf(
  store: Pick<Storage, 'getItem'> | undefined,
  now: number,
  screen: string,
): CheckState {
  const kept = read(store);
  if (kept === undefined || kept.screen !== screen || kept.at > now + DAY) return 'never';
  return now - kept.at > HOLDS * DAY ? 'expired' : kept.result;
}

function read(store: Pick<Storage, 'getItem'> | undefined): KeptCheck | undefined {
  try {
    const kept: unknown = JSON.parse(store?.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { result, at, screen } = kept as Partial<Record<keyof KeptCheck, unknown>>;
    const isKnown = result === 'passed' || result === 'failed';
    return isKnown && typeof at === 'number' && typeof screen === 'string'
      ? { result, at, screen }
      : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether it is kept */
export function keep(store: Pick<Storage, 'setItem'> | undefined, check: KeptCheck): boolean {
  return put(store, KEY, JSON.stringify(check));
}

/** Whether it was offered on this device before; it is offered once. */
export const wasOffered = (store: Pick<Storage, 'getItem'> | undefined): boolean => {
  try {
    return store?.getItem(OFFERED) === 'yes';
  } catch {
    return true;
  }
};

export const noteOffered = (store: Pick<Storage, 'setItem'> | undefined): boolean =>
  put(store, OFFERED, 'yes');

function put(store: Pick<Storage, 'setItem'> | undefined, key: string, value: string): boolean {
  try {
    store?.setItem(key, value);
    return store !== undefined;
  } catch {
    return false;
  }
}

/** Storage is blocked in some frames. */
export function deviceStore(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
