import { listsIn, type Tree, type TreeElement } from './element-tree';
import { hasLongLength } from './part10-file';

type Next = () => number;

const VRS = [
  ...[
    'AE',
    'AS',
    'AT',
    'CS',
    'DA',
    'DS',
    'DT',
    'FD',
    'FL',
    'IS',
    'LO',
    'LT',
    'OB',
    'OD',
    'OF',
    'OL',
    'OV',
    'OW',
  ],
  ...['PN', 'SH', 'SL', 'SQ', 'SS', 'ST', 'SV', 'TM', 'UC', 'UI', 'UL', 'UN', 'UR', 'US', 'UT', 'UV', 'ZZ'],
];

/** What readers decide by: whole words of the standard, and what no writer means. */
const WORDS = [
  ...[
    'CONTAINER',
    'TEXT',
    'CODE',
    'NUM',
    'PNAME',
    'DATE',
    'TIME',
    'DATETIME',
    'UIDREF',
    'IMAGE',
    'COMPOSITE',
  ],
  ...[
    'SCOORD',
    'SCOORD3D',
    'TCOORD',
    'WAVEFORM',
    'CONTAINS',
    'HAS CONCEPT MOD',
    'HAS OBS CONTEXT',
    'INFERRED FROM',
  ],
  ...[
    'SELECTED FROM',
    'SEPARATE',
    'CONTINUOUS',
    'COMPLETE',
    'PARTIAL',
    'VERIFIED',
    'UNVERIFIED',
    'DCM',
    'SRT',
  ],
  ...[
    '121071',
    '113000',
    '113012',
    '125007',
    '111028',
    '126200',
    '121322',
    '113011',
    '113030',
    '1.2.3',
    '1..2',
  ],
  ...[
    'PIXEL',
    'DISPLAY',
    'POLYLINE',
    'INTERPOLATED',
    'CIRCLE',
    'ELLIPSE',
    'POINT',
    'Y',
    'N',
    'INVERSE',
    'IDENTITY',
  ],
  ...['RECTANGULAR\\CIRCULAR\\POLYGONAL', 'BITMAP', 'TRUE SIZE', 'MAGNIFY', 'SCALE TO FIT', 'PALETTE COLOR'],
  ...[
    'ISO 2022 IR 87',
    '\\ISO 2022 IR 149',
    'ISO_IR 192',
    'GB18030',
    'NONE',
    '\u001b$B',
    '\u001b(J',
    '\u001b',
  ],
  ...[
    '0',
    '-1',
    '1e308',
    '1e999',
    '999999999',
    '4294967295',
    '1\\2\\3\\4',
    '\\\\\\\\',
    'NaN',
    '20261332',
    '2026',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '\u0000',
    '__proto__',
    '^^^^^=^^^^=',
    '\u202e',
  ],
  ...['1.2.840.10008.5.1.4.1.1.88.59', '1.2.840.10008.5.1.4.1.1.11.1', '1.2.840.10008.5.1.4.1.1.104.1'],
];
const NUMBERS = [
  0,
  1,
  2,
  7,
  8,
  15,
  16,
  17,
  32,
  64,
  127,
  128,
  255,
  256,
  32767,
  32768,
  65535,
  2 ** 31,
  2 ** 32 - 1,
];
const LENGTHS = [0, 1, 2, 3, 7, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0xfffffffe, 0xffffffff];

export interface MutatedTree {
  readonly tree: Tree;
  /** No length in it is another than what it says */
  readonly honest: boolean;
}

/**
 * A copy with one to five changes that know what a dataset is made of: tags, VRs, values, lengths, nesting, items.
 * @param others trees that pieces are taken from too
 */
export function mutatedTree(seed: Tree, others: readonly Tree[], next: Next): MutatedTree {
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const tree = copied(seed);
  let honest = true;
  for (let change = 1 + below(5); change > 0; change--) {
    const list = pick([...listsIn(tree)].map((one) => one.list)) ?? tree;
    const at = below(list.length);
    const element = list[at];
    if (!element) continue;
    const kind = below(11);
    if (kind === 0) list.splice(at, 1);
    else if (kind === 1) element.tag = pick(tree)?.tag ?? element.tag;
    else if (kind === 2) {
      element.vr = pick(VRS) ?? element.vr;
      honest &&= element.items === undefined;
    } else if (kind <= 4) giveValue(element, pick, below);
    else if (kind === 5) list.splice(below(list.length + 1), 0, copiedElement(element));
    else if (kind === 6) graft(list, pick(others) ?? [], pick);
    else if (kind === 7) nest(list, at, below);
    else if (kind === 8) changeItems(element, tree, below);
    else if (kind === 9) element.open = !element.open && (element.items !== undefined || next() < 0.1);
    else {
      element.lie = next() < 0.5 ? (pick(LENGTHS) ?? 0) : Math.max(0, element.value.length + below(9) - 4);
      honest = false;
    }
    // A value without a length, and a length that a VR of two bytes cannot hold, are lies as well.
    honest &&= !element.open || element.items !== undefined;
  }
  return { tree, honest: honest && !tooLong(tree) };
}

/** A length of two bytes that does not hold its value's */
const tooLong = (tree: Tree): boolean =>
  [...listsIn(tree)].some(({ list }) =>
    list.some(({ vr, value }) => value.length > 0xffff && !hasLongLength(vr)),
  );

function giveValue(
  element: TreeElement,
  pick: <T>(list: readonly T[]) => T | undefined,
  below: (limit: number) => number,
): void {
  delete element.items;
  const kind = below(4);
  if (kind === 0) {
    const bytes = new DataView(new ArrayBuffer(4 * (1 + below(4))));
    for (let at = 0; at < bytes.byteLength; at += 4) bytes.setUint32(at, pick(NUMBERS) ?? 0, true);
    element.value = new Uint8Array(bytes.buffer);
  } else if (kind === 1) element.value = new Uint8Array();
  else {
    const word = pick(WORDS) ?? '';
    const text = new TextEncoder().encode(kind === 2 ? word : `${word}\\`.repeat(below(500)));
    element.value = text.length % 2 === 0 ? text : Uint8Array.of(...text, 0x20);
  }
}

function graft(list: Tree, other: Tree, pick: <T>(list: readonly T[]) => T | undefined): void {
  const from = pick([...listsIn(other)].map((one) => one.list));
  const piece = from && pick(from);
  if (piece) list.push(copiedElement(piece));
}

/** Puts an element into sequences of its own kind, up to 100 deep. */
function nest(list: Tree, at: number, below: (limit: number) => number): void {
  const element = list[at];
  if (!element) return;
  const tag = element.items ? element.tag : '0040A730';
  let inner: TreeElement = element;
  for (let depth = below(2) === 0 ? 1 : below(100); depth >= 0; depth--)
    inner = { tag, vr: 'SQ', value: new Uint8Array(), items: [[inner]], open: below(2) === 0 };
  list[at] = inner;
}

function changeItems(element: TreeElement, tree: Tree, below: (limit: number) => number): void {
  const { items } = element;
  if (!items) return;
  const at = below(items.length);
  const kind = below(4);
  if (kind === 0) items.splice(at, 1);
  else if (kind === 1) items.push(...items.map(copied));
  else if (kind === 2) items.reverse();
  // The document within itself
  else items.push(copied(tree));
}

const copied = (tree: Tree): Tree => tree.map(copiedElement);
const copiedElement = (element: TreeElement): TreeElement => ({
  ...element,
  ...(element.items && { items: element.items.map(copied) }),
});
