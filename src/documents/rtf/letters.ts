/** `\ansicpg`, `\cpg`: code pages by the names that browsers decode them by. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
  20866: 'koi8-r',
  28591: 'windows-1252',
  65001: 'utf-8',
};

/** `\fcharset` → code page (RTF 1.9.1, "Font Table") */
const CHARSETS: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

/** The font Symbol, as far as reports use it. Its letters are Greek. */
const SYMBOLS: Readonly<Record<number, string>> = Object.fromEntries([
  ...[...'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'].map((letter, at) => [0x61 + at, letter]),
  ...[...'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'].map((letter, at) => [0x41 + at, letter]),
  ...Object.entries({
    0xa3: '≤',
    0xa5: '∞',
    0xb0: '°',
    0xb1: '±',
    0xb2: '″',
    0xb3: '≥',
    0xb4: '×',
    0xb7: '•',
  }),
  ...Object.entries({
    0xa2: '′',
    0xac: '←',
    0xad: '↑',
    0xae: '→',
    0xaf: '↓',
    0xb8: '÷',
    0xb9: '≠',
    0xbb: '≈',
  }),
  ...Object.entries({ 0xa7: '▪', 0xd6: '√', 0xe5: '∑', 0xf0b7: '•', 0xfc: '✓' }),
]) as Readonly<Record<number, string>>;

export type RtfCharset = { readonly label: string } | { readonly symbols: true };

/** What a code page is decoded by; ASCII alone where browsers know none, so that a wrong letter never passes for the right one. */
export const codePage = (number: number): RtfCharset => ({ label: CODE_PAGES[number] ?? 'ascii' });

/** `\fcharset2` is the Symbol family, 1 is "the default". */
export function charset(number: number): RtfCharset | undefined {
  if (number === 2) return { symbols: true };
  const page = CHARSETS[number];
  return page === undefined ? undefined : codePage(page);
}

/** Bytes → text. What cannot be known becomes U+FFFD, which readers see. */
export function lettersFrom(bytes: readonly number[], by: RtfCharset): string {
  if ('symbols' in by) return bytes.map(symbol).join('');
  if (by.label === 'ascii' || bytes.every((byte) => byte < 0x80))
    return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD')).join('');
  return new TextDecoder(by.label).decode(Uint8Array.from(bytes));
}

const symbol = (byte: number) => SYMBOLS[byte] ?? (byte < 0x40 ? String.fromCharCode(byte) : '\uFFFD');

/** `\uN`: signed 16 bit. The private area F000–F0FF is where word processors put symbol fonts. */
export function unicodeLetter(value: number): string {
  const unit = ((value % 0x10000) + 0x10000) % 0x10000;
  if (unit >= 0xf000 && unit <= 0xf0ff) return symbol(unit - 0xf000);
  return unit === 0 ? '' : String.fromCharCode(unit);
}
