/** What a launch needs of the page it runs in. Tests give one of their own. */
export interface Page {
  readonly address: URL;
  /** The state of this entry of the tab's history; it survives a reload */
  readonly entry: unknown;
  /** The tab's session storage; `undefined` where the browser blocks it, as it may in an iframe */
  readonly storage: KeyValueStore | undefined;
  /** What this browser remembers from launch to launch. Nothing of a patient. */
  readonly notes?: KeyValueStore | undefined;
  /** Puts another address and state in place of this entry's, without loading anything. */
  rewrite(address: URL, entry: unknown): void;
}

/** An address without its query and fragment. Its path is not resolved anew: one that begins with `//` would name another host. */
export function bareAddress(address: URL): URL {
  const bare = new URL(address);
  bare.search = '';
  bare.hash = '';
  return bare;
}

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The page of this window. */
export function browserPage(window: Window): Page {
  return {
    address: new URL(window.location.href),
    entry: window.history.state as unknown,
    storage: usable(() => window.sessionStorage),
    notes: usable(() => window.localStorage),
    rewrite: (address, entry) => {
      window.history.replaceState(entry, '', address);
    },
  };
}

/** A blocked storage throws at the first touch or, in some browsers, at the first write. */
function usable(storage: () => Storage): KeyValueStore | undefined {
  const probe = 'plainfilm.probe';
  try {
    const store = storage();
    store.setItem(probe, '1');
    store.removeItem(probe);
    return store;
  } catch {
    return undefined;
  }
}
