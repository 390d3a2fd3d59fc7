import { toSrgb, type Calibrate } from './to-srgb';

/** Of pictures that are looked at together, most have one profile. */
const MOST = 8;
const known: { readonly profile: Uint8Array; readonly calibrate: Calibrate | 'unusable' | undefined }[] = [];

const isSame = (one: Uint8Array, other: Uint8Array) =>
  one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);

/**
 * Makes sRGB of RGBA by an ICC profile, in place.
 * @returns false where the profile cannot be used: the colours are then as they are stored
 */
export function calibrate(rgba: Uint8ClampedArray, profile: Uint8Array): boolean {
  let found = known.find((one) => isSame(one.profile, profile));
  if (!found) {
    found = { profile, calibrate: toSrgb(profile) };
    known.unshift(found);
    known.length = Math.min(known.length, MOST);
  }
  if (found.calibrate === 'unusable') return false;
  found.calibrate?.(rgba);
  return true;
}
