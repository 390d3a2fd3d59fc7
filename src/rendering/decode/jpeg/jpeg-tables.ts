import { huffmanTable, type HuffmanTable } from './jpeg-huffman';

/** Where the k-th coefficient of a stream stands in its block (ITU-T T.81 figure A.6). */
export const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

/** What DQT, DHT and DRI segments define; each may be defined anew between scans (T.81 B.2.4). */
export interface JpegTables {
  readonly quantisations: Int32Array[];
  readonly dcs: HuffmanTable[];
  readonly acs: HuffmanTable[];
  restartInterval: number;
}

export const noTables = (): JpegTables => ({ quantisations: [], dcs: [], acs: [], restartInterval: 0 });

/** Takes a segment into the tables, where it is one of theirs. */
export function readTables(marker: number, content: Uint8Array, tables: JpegTables): void {
  if (marker === 0xdb) readQuantisation(content, tables.quantisations);
  if (marker === 0xc4) readHuffman(content, tables.dcs, tables.acs);
  if (marker === 0xdd) tables.restartInterval = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
}

function readQuantisation(content: Uint8Array, into: Int32Array[]): void {
  for (let at = 0; at < content.length;) {
    const head = content[at++] ?? 0;
    const wide = head >> 4 !== 0;
    const table = new Int32Array(64);
    for (let k = 0; k < 64; k++, at += wide ? 2 : 1)
      table[k] = wide ? ((content[at] ?? 0) << 8) | (content[at + 1] ?? 0) : (content[at] ?? 0);
    into[head & 15] = table;
  }
}

function readHuffman(content: Uint8Array, dcs: HuffmanTable[], acs: HuffmanTable[]): void {
  for (let at = 0; at + 17 <= content.length;) {
    const head = content[at] ?? 0;
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const table = huffmanTable(counts, content.subarray(at + 17, at + 17 + total));
    (head >> 4 === 0 ? dcs : acs)[head & 15] = table;
    at += 17 + total;
  }
}
