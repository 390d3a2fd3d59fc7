/** Single-byte and Unicode repertoires (PS3.3 C.12.1.1.2) as the Encoding Standard names them */
const LABELS: Readonly<Record<string, string>> = {
  '13': 'shift_jis',
  '100': 'iso-8859-1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'iso-8859-9',
  '149': 'euc-kr',
  '58': 'gb18030',
  '166': 'windows-874',
  '192': 'utf-8',
  '203': 'iso-8859-15',
};

interface Repertoire {
  readonly label: string;
  /** Two bytes of 7 bits a letter, which EUC-JP has with the eighth bit set, after this byte where there is one */
  readonly shifted?: number | 'plain';
}

/** What an escape sequence calls in (PS3.3 table C.12-3, C.12-4) */
const ESCAPES: Readonly<Record<string, Repertoire>> = {
  '(B': { label: 'iso-8859-1' },
  '(J': { label: 'shift_jis' },
  ')I': { label: 'shift_jis' },
  '-A': { label: 'iso-8859-1' },
  '-B': { label: 'iso-8859-2' },
  '-C': { label: 'iso-8859-3' },
  '-D': { label: 'iso-8859-4' },
  '-F': { label: 'iso-8859-7' },
  '-G': { label: 'iso-8859-6' },
  '-H': { label: 'iso-8859-8' },
  '-L': { label: 'iso-8859-5' },
  '-M': { label: 'iso-8859-9' },
  '-T': { label: 'windows-874' },
  '-b': { label: 'iso-8859-15' },
  $B: { label: 'euc-jp', shifted: 'plain' },
  '$@': { label: 'euc-jp', shifted: 'plain' },
  '$(D': { label: 'euc-jp', shifted: 0x8f },
  '$)C': { label: 'euc-kr' },
  '$)A': { label: 'gb18030' },
};

const ESCAPE = 0x1b;
const DEFAULT: Repertoire = { label: 'iso-8859-1' };

/** Turns the bytes of a text into letters. */
export type Decode = (bytes: Uint8Array) => string;

/** ISO 646; where a file uses more without saying so, it is Latin 1 more often than anything else */
export const decodeDefault: Decode = decoder(DEFAULT);

/**
 * By Specific Character Set (0008,0005). The first value is what a text begins in; escape sequences call in the
 * others. One that is not known is read as the default, so that a name is shown strangely rather than not at all.
 */
export function decoderFor(characterSets: readonly string[]): Decode {
  const first = initial(characterSets[0] ?? '');
  const simple = decoder(first);
  // Escapes mean something only where ISO 2022 is announced, and never in UTF-8 or GB18030.
  if (first.label === 'utf-8' || characterSets[0] === 'GB18030' || characterSets[0] === 'GBK') return simple;
  return (bytes) => (bytes.includes(ESCAPE) ? withEscapes(bytes, first) : simple(bytes));
}

function initial(name: string): Repertoire {
  if (/^GB(18030|K)$/.test(name)) return { label: 'gb18030' };
  const number = /^ISO[ _-]?(?:2022 )?IR[ _-]?(\d+)$/.exec(name)?.[1] ?? '';
  return { label: LABELS[number] ?? DEFAULT.label };
}

function withEscapes(bytes: Uint8Array, first: Repertoire): string {
  let text = '';
  let current = first;
  for (let at = 0; at < bytes.byteLength;) {
    const next = bytes.indexOf(ESCAPE, at);
    const end = next === -1 ? bytes.byteLength : next;
    text += decoder(current)(bytes.subarray(at, end));
    if (next === -1) break;
    const sequence = String.fromCharCode(...bytes.subarray(next + 1, next + 4));
    const known = [3, 2]
      .map((length) => sequence.slice(0, length))
      .find((key) => Object.hasOwn(ESCAPES, key));
    current = (known !== undefined && ESCAPES[known]) || first;
    at = next + 1 + (known?.length ?? 0);
  }
  return text;
}

function decoder({ label, shifted }: Repertoire): Decode {
  const reader = new TextDecoder(label);
  return shifted === undefined
    ? (bytes) => reader.decode(bytes)
    : (bytes) => reader.decode(withEighthBit(bytes, shifted));
}

/** Control characters, line ends among them, stay as they are. */
function withEighthBit(bytes: Uint8Array, lead: number | 'plain'): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.byteLength; at++) {
    const byte = bytes[at] ?? 0;
    if (byte <= 0x20 || at + 1 >= bytes.byteLength) {
      out.push(byte);
      continue;
    }
    if (lead !== 'plain') out.push(lead);
    out.push(byte | 0x80, (bytes[++at] ?? 0) | 0x80);
  }
  return Uint8Array.from(out);
}
