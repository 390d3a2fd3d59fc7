/**
 * Who waits for a first picture. What is only nice to have stands back as long as somebody does: further pages of long
 * lists, thumbnails, what may be looked at next.
 */
export interface FirstPictureGate {
  /**
   * Somebody waits from now on, until `end`.
   * @param most milliseconds after which nobody stands back behind this one any more; as long as it takes where not said
   */
  begin(who: object | 'launch', most?: number): void;
  end(who: object | 'launch'): void;
  /** Settles when nobody waits any more; at once where nobody does. Rejects with the signal's reason. */
  passed(signal: AbortSignal): Promise<void>;
}

export function firstPictureGate(): FirstPictureGate {
  const waiting = new Map<object | 'launch', ReturnType<typeof setTimeout> | undefined>();
  const standingBack = new Set<() => void>();
  const end: FirstPictureGate['end'] = (who) => {
    clearTimeout(waiting.get(who));
    if (waiting.delete(who) && waiting.size === 0) [...standingBack].forEach((settle) => settle());
  };
  return {
    begin(who, most) {
      clearTimeout(waiting.get(who));
      waiting.set(who, most === undefined ? undefined : setTimeout(() => end(who), most));
    },
    end,
    passed: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        if (waiting.size === 0) return resolve();
        const leave = () => {
          standingBack.delete(settle);
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
        standingBack.add(settle);
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
