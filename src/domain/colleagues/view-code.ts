import { slotsOf, type Layout } from '../hanging/hanging-protocol';

/*
 * A view as a code that can be passed on. It names no study by its UID: what it holds are marks that only who has the
 * patient's own list can find again (seal.ts).
 */

/** One picture of a view, by its marks. */
export interface SealedPicture {
  readonly ofPrior: boolean;
  /** Hexadecimal: 4 digits for the series, 8 for the instance */
  readonly series: string;
  readonly image: string;
  /** Frame number in its instance, from 1 */
  readonly frame: number;
  readonly window?: { readonly center: number; readonly width: number };
  readonly invert: boolean;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** Pan as shares of the view's width and height; absent where the picture lies as it fits */
  readonly place?: { readonly zoom: number; readonly pan: readonly [number, number] };
}

export interface SealedView {
  /** The last day on which it opens: days since 1-Jan-2020 UTC */
  readonly expires: number;
  /** 16 bits, so that the same view never has the same marks */
  readonly salt: number;
  /** 10 hexadecimal digits each */
  readonly study: string;
  readonly prior?: string;
  readonly keyImages: boolean;
  readonly linked: boolean;
  readonly layout: Layout;
  readonly active: number;
  readonly pictures: readonly (SealedPicture | undefined)[];
}

const VERSION = 1;
const LAYOUTS = Object.keys(slotsOf) as readonly Layout[];
const [HAS_PRIOR, KEY_IMAGES, LINKED] = [1, 2, 4];
const [PRESENT, OF_PRIOR, WHOLE_WINDOW, FLOAT_WINDOW, INVERT, FLIP_H, FLIP_V, PLACED] = [
  1, 2, 4, 8, 16, 32, 64, 128,
];
/** Steps of zoom to a doubling, and where 1 is in a byte */
const [ZOOM_STEPS, ZOOM_ONE] = [16, 64];
/** Windows up to here in whole numbers take two or three bytes a number */
const MOST_WHOLE = 2 ** 24;
/** Letters of a code with nine views of everything, and some */
const LONGEST = 700;

/** @returns Crockford's base 32: no letter that is read as another, in either case */
export function encodeView(view: SealedView): string {
  const bytes: number[] = [];
  const u16 = (value: number) => bytes.push((value >> 8) & 255, value & 255);
  const hex = (digits: string) => {
    for (let at = 0; at < digits.length; at += 2) bytes.push(parseInt(digits.slice(at, at + 2), 16));
  };
  const varint = (value: number) => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  };
  const float = (value: number) => {
    const data = new DataView(new ArrayBuffer(4));
    data.setFloat32(0, value);
    bytes.push(...new Uint8Array(data.buffer));
  };
  const { prior, keyImages, linked, layout, active } = view;
  bytes.push((VERSION << 4) | (prior ? HAS_PRIOR : 0) | (keyImages ? KEY_IMAGES : 0) | (linked ? LINKED : 0));
  u16(view.expires);
  u16(view.salt);
  hex(view.study);
  if (prior) hex(prior);
  bytes.push((LAYOUTS.indexOf(layout) << 4) | active);
  for (let slot = 0; slot < slotsOf[layout]; slot++) {
    const picture = view.pictures[slot];
    if (picture === undefined) {
      bytes.push(0);
      continue;
    }
    const { window, place } = picture;
    const isWhole = window && [window.center, window.width].every(isShort);
    bytes.push(
      PRESENT |
        (picture.ofPrior ? OF_PRIOR : 0) |
        (window ? (isWhole ? WHOLE_WINDOW : FLOAT_WINDOW) : 0) |
        (picture.invert ? INVERT : 0) |
        (picture.flipHorizontal ? FLIP_H : 0) |
        (picture.flipVertical ? FLIP_V : 0) |
        (place ? PLACED : 0),
    );
    hex(picture.series);
    hex(picture.image);
    varint(picture.frame * 4 + picture.rotation / 90);
    for (const number of window ? [window.center, window.width] : [])
      if (isWhole) varint(number < 0 ? -2 * number - 1 : 2 * number);
      else float(number);
    if (place) {
      bytes.push(clamp(Math.round(Math.log2(place.zoom) * ZOOM_STEPS) + ZOOM_ONE, 0, 255));
      for (const share of place.pan) u16(clamp(Math.round(share * 1000), -32768, 32767) & 0xffff);
    }
  }
  u16(crc16(bytes));
  return toBase32(bytes);
}

/** What a whole code holds, without its check; `undefined` for what is no code, or not all of one. */
function bodyOf(code: string): readonly number[] | undefined {
  const bytes = fromBase32(code);
  if (bytes === undefined || bytes.length < 14) return undefined;
  const body = bytes.slice(0, -2);
  return crc16(body) === (bytes.at(-2) ?? 0) * 256 + (bytes.at(-1) ?? 0) ? body : undefined;
}

/** Whether it is all of a code that another version of the viewer made, and this one cannot read. */
export function isOfOtherVersion(code: string): boolean {
  const [head] = bodyOf(code) ?? [];
  return head !== undefined && head >> 4 !== VERSION;
}

/** @returns `undefined` for what is no code, or not all of one: nothing of it is guessed */
export function decodeView(code: string): SealedView | undefined {
  const body = bodyOf(code);
  if (body === undefined) return undefined;
  let at = 0;
  const u8 = () => body[at++] ?? NaN;
  const u16 = () => u8() * 256 + u8();
  const i16 = () => (u16() << 16) >> 16;
  const hex = (digits: number) => {
    at += digits / 2;
    return body
      .slice(at - digits / 2, at)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  };
  const varint = () => {
    let [value, factor, byte] = [0, 1, 128];
    while (byte > 127 && factor < 2 ** 48) {
      byte = u8();
      value += (byte % 128) * factor;
      factor *= 128;
    }
    return value;
  };
  const zigzag = () => {
    const value = varint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  const float = () => {
    const data = new DataView(Uint8Array.from([u8(), u8(), u8(), u8()]).buffer);
    return data.getFloat32(0);
  };

  const head = u8();
  if (head >> 4 !== VERSION || head & 8) return undefined;
  const [expires, salt, study] = [u16(), u16(), hex(10)];
  const prior = head & HAS_PRIOR ? hex(10) : undefined;
  const arranged = u8();
  const layout = LAYOUTS[arranged >> 4];
  const active = arranged & 15;
  if (layout === undefined || active >= slotsOf[layout]) return undefined;
  const pictures = Array.from({ length: slotsOf[layout] }, (): SealedPicture | undefined => {
    const flags = u8();
    if (!(flags & PRESENT)) return undefined;
    const [series, image, frame] = [hex(4), hex(8), varint()];
    const number = flags & FLOAT_WINDOW ? float : zigzag;
    const hasWindow = flags & (WHOLE_WINDOW | FLOAT_WINDOW);
    const [center, width] = hasWindow ? [number(), number()] : [0, 0];
    const zoom = flags & PLACED ? 2 ** ((u8() - ZOOM_ONE) / ZOOM_STEPS) : 1;
    const pan = flags & PLACED ? ([i16() / 1000, i16() / 1000] as const) : undefined;
    return {
      ofPrior: (flags & OF_PRIOR) > 0,
      ...{ series, image },
      frame: Math.floor(frame / 4),
      rotation: ((frame % 4) * 90) as SealedPicture['rotation'],
      ...(hasWindow && { window: { center, width } }),
      invert: (flags & INVERT) > 0,
      flipHorizontal: (flags & FLIP_H) > 0,
      flipVertical: (flags & FLIP_V) > 0,
      ...(pan && { place: { zoom, pan } }),
    };
  });
  const isSound = pictures.every(
    (one) =>
      one === undefined ||
      (one.frame >= 1 &&
        (!one.window ||
          (Number.isFinite(one.window.center) && one.window.width > 0 && one.window.width < Infinity))),
  );
  if (at !== body.length || !isSound || pictures[active] === undefined) return undefined;
  return {
    ...{ expires, salt, study, layout, active, pictures },
    ...(prior !== undefined && { prior }),
    keyImages: (head & KEY_IMAGES) > 0,
    linked: (head & LINKED) > 0,
  };
}

const isShort = (value: number) => Number.isInteger(value) && Math.abs(value) < MOST_WHOLE;
const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** CRC-16/CCITT-FALSE: a letter that was mistyped is told from another patient's code. */
function crc16(bytes: readonly number[]): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function toBase32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(code: string): readonly number[] | undefined {
  if (code.length > LONGEST) return undefined;
  const letters = [...code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')];
  const values = letters.map((letter) => LETTERS.indexOf(letter));
  if (values.includes(-1)) return undefined;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  // What fills the last letter up is nothing.
  if (bits.length % 8 > 4 || /1/.test(bits.slice(bits.length - (bits.length % 8)))) return undefined;
  return (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
}

/** In fives, as it is read out and typed */
export const inFives = (code: string): string => (code.match(/.{1,5}/g) ?? []).join('-');
