/**
 * Where sessions are kept between requests, and between instances. Values are sealed before they come here: whoever reads
 * the store reads nothing of a patient and no token.
 */
export interface Store {
  /** @param seconds where given, how long it lives from now on */
  get(key: string, seconds?: number): Promise<string | undefined>;
  set(key: string, value: string, seconds: number): Promise<void>;
  /** Gives it and removes it in one step: nobody gets it twice. */
  take(key: string): Promise<string | undefined>;
  delete(key: string): Promise<void>;
  /** True for the first who asks within so many seconds, of all instances. */
  claim(key: string, seconds: number): Promise<boolean>;
  close(): Promise<void>;
}

/** The store gave no answer in time, or none that makes sense: nobody is let in on a guess. */
export class StoreDown extends Error {}

/** In this process alone: for one instance, whose sessions end with it. */
export function memoryStore(now: () => number = Date.now): Store {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  let swept = now();
  const live = (key: string): string | undefined => {
    const found = kept.get(key);
    if (found !== undefined && found.until > now()) return found.value;
    kept.delete(key);
    return undefined;
  };
  const set = (key: string, value: string, seconds: number) => {
    if (now() - swept > 60_000) {
      swept = now();
      for (const each of kept.keys()) live(each);
    }
    kept.set(key, { value, until: now() + seconds * 1000 });
  };
  return {
    get: async (key, seconds) => {
      const value = live(key);
      if (value !== undefined && seconds !== undefined) set(key, value, seconds);
      return value;
    },
    set: async (key, value, seconds) => set(key, value, seconds),
    take: async (key) => {
      const value = live(key);
      kept.delete(key);
      return value;
    },
    delete: async (key) => void kept.delete(key),
    claim: async (key, seconds) => {
      if (live(key) !== undefined) return false;
      set(key, '1', seconds);
      return true;
    },
    close: async () => kept.clear(),
  };
}
