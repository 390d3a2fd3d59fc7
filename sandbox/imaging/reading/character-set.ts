/** Decodes text of one data set by its Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 6.1). */
export type TextDecoding = (bytes: Uint8Array) => string;

/** Defined term → label of the Encoding standard. Single-byte sets include ASCII in G0. */
const labels: Readonly<Record<string, string>> = {
  '': 'latin1',
  'ISO_IR 6': 'latin1',
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 149': 'euc-kr',
  'ISO_IR 58': 'gbk',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Escape sequence (PS3.3 tables C.12-3 and C.12-4) → the sets it switches to; 94×94 sets in G0 need their own decoding. */
const escapes: readonly {
  readonly bytes: readonly number[];
  readonly label: string;
  readonly isG0?: true;
}[] = [
  { bytes: [0x28, 0x42], label: 'latin1' },
  { bytes: [0x28, 0x4a], label: 'shift_jis' },
  { bytes: [0x29, 0x49], label: 'shift_jis' },
  { bytes: [0x2d, 0x41], label: 'iso-8859-1' },
  { bytes: [0x2d, 0x42], label: 'iso-8859-2' },
  { bytes: [0x2d, 0x43], label: 'iso-8859-3' },
  { bytes: [0x2d, 0x44], label: 'iso-8859-4' },
  { bytes: [0x2d, 0x4c], label: 'iso-8859-5' },
  { bytes: [0x2d, 0x47], label: 'iso-8859-6' },
  { bytes: [0x2d, 0x46], label: 'iso-8859-7' },
  { bytes: [0x2d, 0x48], label: 'iso-8859-8' },
  { bytes: [0x2d, 0x4d], label: 'windows-1254' },
  { bytes: [0x2d, 0x54], label: 'windows-874' },
  { bytes: [0x24, 0x42], label: 'iso-2022-jp', isG0: true },
  { bytes: [0x24, 0x28, 0x44], label: 'euc-jp-g0', isG0: true },
  { bytes: [0x24, 0x29, 0x43], label: 'euc-kr' },
  { bytes: [0x24, 0x29, 0x41], label: 'gbk' },
];

/** @param terms values of (0008,0005); unknown ones are read as Latin-1, so that nothing is lost */
export function textDecoding(terms: readonly string[]): TextDecoding {
  const first = labelOf(terms[0] ?? '');
  if (terms.length <= 1 && !terms[0]?.startsWith('ISO 2022')) {
    const decoder = new TextDecoder(first);
    return (bytes) => decoder.decode(bytes);
  }
  return (bytes) => decodeSwitching(bytes, first);
}

function labelOf(term: string): string {
  return (
    labels[
      term
        .trim()
        .replace(/^ISO 2022 IR/, 'ISO_IR')
        .replace(/^ISO-IR/, 'ISO_IR')
    ] ?? 'latin1'
  );
}

/** Text with code extensions (PS3.5 6.1.2.5): escapes switch, and line ends, `^`, `=` and `\` switch back. */
function decodeSwitching(bytes: Uint8Array, first: string): string {
  let label = first;
  let isG0 = false;
  let run: number[] = [];
  let text = '';
  const flush = () => {
    if (run.length > 0) text += decodeRun(Uint8Array.from(run), label);
    run = [];
  };
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    const escape =
      byte === 0x1b
        ? escapes.find((each) => each.bytes.every((value, k) => bytes[at + 1 + k] === value))
        : undefined;
    if (escape) {
      flush();
      label = escape.label;
      isG0 = escape.isG0 === true;
      at += 1 + escape.bytes.length;
      continue;
    }
    const isDelimiter =
      byte === 0x0a || byte === 0x0d || byte === 0x0c || byte === 0x5e || byte === 0x3d || byte === 0x5c;
    if (isDelimiter && !isG0) {
      flush();
      text += String.fromCharCode(byte);
      label = first;
    } else run.push(byte);
    at += 1;
  }
  flush();
  return text;
}

function decodeRun(run: Uint8Array, label: string): string {
  if (label === 'iso-2022-jp') return new TextDecoder('euc-jp').decode(run.map((byte) => byte | 0x80));
  if (label === 'euc-jp-g0') {
    // JIS X 0212 is code set 3 of EUC-JP: each pair after 0x8f
    const pairs = [...run].flatMap((byte, index) => (index % 2 === 0 ? [0x8f, byte | 0x80] : [byte | 0x80]));
    return new TextDecoder('euc-jp').decode(Uint8Array.from(pairs));
  }
  return new TextDecoder(label).decode(run);
}
