/** A Huffman table as a JPEG DHT segment says it (T.81 B.2.4.2), with each symbol's code beside it. */
export interface HuffmanTable {
  /** How many codes there are of each length 1…16 */
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
  readonly codes: readonly { readonly code: number; readonly length: number }[];
}

/** The best table for these frequencies (T.81 K.2): no code longer than 16 bits, none all ones. */
export function huffmanTable(frequencies: readonly number[]): HuffmanTable {
  const lengths = codeLengths([...frequencies, 1]);
  const counts = limited(lengths);
  const symbols = frequencies
    .map((_, symbol) => symbol)
    .filter((symbol) => (lengths[symbol] ?? 0) > 0)
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  return { counts, symbols, codes: canonicalCodes(counts, symbols) };
}

/** The merge of T.81 figure K.1; the last entry is the reserved all-ones code point. */
function codeLengths(frequencies: readonly number[]): number[] {
  const lengths = frequencies.map(() => 0);
  let groups = frequencies
    .map((weight, symbol) => ({ weight, members: [symbol] }))
    .filter(({ weight }) => weight > 0);
  while (groups.length > 1) {
    // The reserved symbol has the largest number: it is taken first among equals, so that it ends deepest
    groups = groups.sort((a, b) => a.weight - b.weight || Math.max(...b.members) - Math.max(...a.members));
    const [first, second, ...rest] = groups;
    if (!first || !second) break;
    const members = [...first.members, ...second.members];
    for (const member of members) lengths[member] = (lengths[member] ?? 0) + 1;
    groups = [...rest, { weight: first.weight + second.weight, members }];
  }
  return lengths;
}

/** T.81 figures K.3 and K.4: codes shortened to 16 bits, the reserved one taken out. */
function limited(lengths: readonly number[]): number[] {
  const bits = new Array<number>(33).fill(0);
  for (const length of lengths) if (length > 0) bits[length] = (bits[length] ?? 0) + 1;
  const add = (length: number, change: number) => (bits[length] = (bits[length] ?? 0) + change);
  for (let length = 32; length > 16; length -= 1) {
    while ((bits[length] ?? 0) > 0) {
      let shorter = length - 2;
      while ((bits[shorter] ?? 0) === 0) shorter -= 1;
      add(length, -2);
      add(length - 1, 1);
      add(shorter + 1, 2);
      add(shorter, -1);
    }
  }
  let last = 16;
  while ((bits[last] ?? 0) === 0) last -= 1;
  add(last, -1);
  return bits.slice(1, 17);
}

/** T.81 annex C: codes in order of length, counted up. */
function canonicalCodes(counts: readonly number[], symbols: readonly number[]) {
  const codes: { code: number; length: number }[] = [];
  let code = 0;
  let next = 0;
  counts.forEach((count, index) => {
    for (let k = 0; k < count; k += 1) {
      const symbol = symbols[next];
      if (symbol !== undefined) codes[symbol] = { code, length: index + 1 };
      next += 1;
      code += 1;
    }
    code <<= 1;
  });
  return codes;
}
