import { createHash } from 'node:crypto';
import { seededRandom } from './random';

/**
 * A UID under 2.25 (PS3.5 B.2: a UUID as one decimal number), the same for the same seed and name. Nothing of a real
 * organisation's root is used, so that none of these can meet a real study.
 */
export function uidFrom(seed: string, ...name: readonly (string | number)[]): string {
  const digest = createHash('sha256')
    .update([seed, ...name].join('\n'))
    .digest();
  // RFC 9562 version 8 (custom) and variant bits: 2.25 UIDs are UUIDs
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${digest.subarray(0, 16).toString('hex')}`)}`;
}

/** The modulus-11 check digit of nine digits; `undefined` where it would be 10 (no such NHS number is issued). */
export function nhsCheckDigit(nine: string): number | undefined {
  const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : check;
}

/** A valid NHS number of the test range 999, which is never given to a person. */
export function testNhsNumber(seed: string): string {
  const random = seededRandom(`nhs ${seed}`);
  for (;;) {
    const nine = `999${String(Math.floor(random() * 1e6)).padStart(6, '0')}`;
    const check = nhsCheckDigit(nine);
    if (check !== undefined) return `${nine}${check}`;
  }
}
