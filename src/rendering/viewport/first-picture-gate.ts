/** Who waits for a first picture. What is only nice to have stands back as long as somebody does. */
export interface FirstPictureGate {
  begin(who: object): void;
  end(who: object): void;
  /** Settles when nobody waits any more. Rejects with the signal's reason. */
  over(signal: AbortSignal): Promise<void>;
}

export function firstPictureGate(): FirstPictureGate {
  const who = new Set<object>();
  const asking = new Set<() => void>();
  return {
    begin: (one) => who.add(one),
    end(one) {
      if (who.delete(one) && who.size === 0) [...asking].forEach((settle) => settle());
    },
    over: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        if (who.size === 0) return resolve();
        const leave = () => {
          asking.delete(settle);
          signal.removeEventListener('abort', stop);
        };
        const settle = () => {
          leave();
          resolve();
        };
        const stop = () => {
          leave();
          reject(signal.reason as Error);
        };
        asking.add(settle);
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
