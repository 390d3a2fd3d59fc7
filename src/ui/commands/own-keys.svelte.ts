/** Keys that a person gave to actions, or took from them: kept on this device, for everybody who uses it. */
const STORED = 'plainfilm:keys';

type OwnKeys = Readonly<Partial<Record<string, readonly string[]>>>;

const own = $state<{ keys: OwnKeys }>({ keys: remembered() });

/** By the name of an action; `[]` is one without a key, `undefined` one that has its usual keys. */
export const ownKeysOf = (id: string): readonly string[] | undefined => own.keys[id];

/** @param keys as pressed: `w`, `Shift ArrowUp`; `undefined` gives the usual ones back */
export function setOwnKeys(id: string, keys: readonly string[] | undefined): void {
  const others = Object.fromEntries(Object.entries(own.keys).filter(([one]) => one !== id));
  own.keys = keys === undefined ? others : { ...others, [id]: keys };
  try {
    if (Object.keys(own.keys).length === 0) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(own.keys));
  } catch {
    // Storage is blocked in some frames: then they last as long as the page.
  }
}

/** Whatever the storage holds: only names with lists of words are keys. */
function remembered(): OwnKeys {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).flatMap(([id, keys]: [string, unknown]) =>
        Array.isArray(keys) && keys.every((key): key is string => typeof key === 'string')
          ? [[id, keys]]
          : [],
      ),
    );
  } catch {
    return {};
  }
}
