/** How often, and for how long altogether, a busy server is asked again. */
export interface RetryPolicy {
  readonly repeats: number;
  /** Milliseconds before the first repeat where Retry-After is absent or hidden by CORS; doubled each time */
  readonly delay: number;
  /** Milliseconds that one wait may last: a clinician does not wait longer, so a longer Retry-After ends as `busy` */
  readonly longest: number;
}

export const RETRIES: RetryPolicy = { repeats: 3, delay: 1000, longest: 10_000 };

/**
 * Milliseconds until the next attempt, `undefined` when there is to be none. What Retry-After says where it can be read,
 * else the policy's own delay.
 */
export function waitBefore(
  repeat: number,
  header: string | null,
  now: Date,
  policy: RetryPolicy,
): number | undefined {
  if (repeat > policy.repeats) return undefined;
  const wait = asked(header, now.getTime()) ?? policy.delay * 2 ** (repeat - 1);
  return wait <= policy.longest ? wait : undefined;
}

/**
 * Retry-After in milliseconds for who asks again in any case; CORS may hide it: then `usual`. Never more than `most`.
 */
export function retryAfter(header: string | null, now: number, usual: number, most: number): number {
  return Math.min(asked(header, now) ?? usual, most);
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3); what is neither counts as absent. */
function asked(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Dates have letters; a bare "1.5" or "-3" would be taken for a year by Date.parse.
  const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
