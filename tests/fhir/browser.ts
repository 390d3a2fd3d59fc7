import type { KeyValueStore, Page } from '../../src/fhir/smart/page';

/** A tab: one session storage and one entry of history, on which pages are loaded one after the other. */
export interface Tab {
  /** Loads an address; `history.state` is new unless it is a reload. */
  load(address: string): Page;
  reload(): Page;
  readonly address: () => URL;
  readonly stored: () => string;
  readonly storage: KeyValueStore;
}

export function aTab({ blocked = false } = {}): Tab {
  const values = new Map<string, string>();
  const storage: KeyValueStore = {
    get length() {
      return values.size;
    },
    key: (at) => [...values.keys()][at] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
  let address = new URL('about:blank');
  let entry: unknown = null;
  const page = (): Page => ({
    address,
    entry,
    storage: blocked ? undefined : storage,
    rewrite: (to, state) => {
      address = to;
      entry = structuredClone(state);
    },
  });
  return {
    load: (to) => {
      address = new URL(to);
      entry = null;
      return page();
    },
    reload: page,
    address: () => address,
    stored: () => [...values].map(([key, value]) => `${key}=${value}`).join('\n'),
    storage,
  };
}
