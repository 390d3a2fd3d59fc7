/** How often, and for how long altogether, a busy archive is asked again. */
export interface RetryPolicy {
  readonly repeats: number;
  /** Milliseconds before the first repeat where Retry-After is absent or hidden by CORS; doubled each time */
  readonly delay: number;
  /** Milliseconds that one wait may last: a clinician does not wait longer, so a longer Retry-After ends as `busy` */
  readonly longest: number;
}

export const RETRIES: RetryPolicy = { repeats: 3, delay: 1000, longest: 10_000 };

/**
 * Milliseconds until the next attempt, `undefined` when there is to be none. Retry-After is seconds or an HTTP date
 * (RFC 9110 §10.2.3); what is neither counts as absent.
 */
export function waitBefore(
  repeat: number,
  header: string | null,
  now: Date,
  policy: RetryPolicy,
): number | undefined {
  if (repeat > policy.repeats) return undefined;
  const wait = asked(header, now) ?? policy.delay * 2 ** (repeat - 1);
  return wait <= policy.longest ? wait : undefined;
}

function asked(header: string | null, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Dates have letters; a bare "1.5" or "-3" would be taken for a year by Date.parse.
  const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** Waits, unless the signal is aborted, which rejects with its reason at once. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
