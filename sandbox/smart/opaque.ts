import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a URL. */
export function opaque(): string {
  return randomBytes(32).toString('base64url');
}

/** RFC 7636 4.2: the challenge that belongs to a verifier. */
export function s256(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}
