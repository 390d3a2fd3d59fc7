import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/*
 * A session opens with two halves: the browser's cookie, which no script can read, and the launch's own key, which no other
 * site can send. What the store holds is encrypted with both, so one half, or the store itself, opens nothing; and a cookie
 * of another session is the wrong key rather than a rule that somebody could forget.
 */

/** 256 bits in base64url */
export const secret = (): string => randomBytes(32).toString('base64url');

/** Whether it has the form of one of ours. */
export const isSecret = (text: string | undefined): text is string =>
  text !== undefined && /^[\w-]{43}$/.test(text);

/** What the store calls it: from the name nobody finds the key. */
export const nameOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

const keyOf = (cookie: string, key: string) =>
  Buffer.from(hkdfSync('sha256', `${cookie}.${key}`, '', 'plainfilm gateway session', 32));

export function seal(value: unknown, cookie: string, key: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(cookie, key), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns `undefined` where these two do not open it */
export function unseal(sealed: string, cookie: string, key: string): unknown {
  const data = Buffer.from(sealed, 'base64url');
  if (data.length < 28) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(cookie, key), data.subarray(0, 12));
    decipher.setAuthTag(data.subarray(12, 28));
    const text = Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
