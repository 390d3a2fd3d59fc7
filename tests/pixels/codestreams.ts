import { readFileSync, writeFileSync } from 'node:fs';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';
import { part10File } from '../../sandbox/imaging/part10';
import { readDicomFile } from '../../sandbox/imaging/reading/read-file';
import { netpbmFrom, type Netpbm } from './netpbm';
import type { Step } from './raw';
import { tool, type ToolRun } from './tools';

/**
 * For syntaxes that no DICOM tool here knows: each frame's codestream goes through the codec's own command, and the
 * samples into a native file that dcm2pnm can draw.
 */
export function codestreamStep(by: 'opj_decompress' | 'djxl'): Step {
  return [by, (from, to) => decompressed(by, from, to)];
}

function decompressed(by: 'opj_decompress' | 'djxl', from: string, to: string): ToolRun {
  const read = readDicomFile(readFileSync(from));
  const wide = (numberOf(read.dataset, '00280100') ?? 8) > 8;
  const frames: Uint8Array[] = [];
  for (let at = 0; at < read.numberOfFrames; at++) {
    const stream = by === 'djxl' ? `${from}.jxl` : `${from}.${isBoxed(read.frame(at)) ? 'jp2' : 'j2k'}`;
    const picture = `${from}.${read.dataset['00280002']?.Value?.[0] === 3 ? 'ppm' : 'pgm'}`;
    writeFileSync(stream, read.frame(at));
    const run = by === 'djxl' ? tool(by, stream, picture) : tool(by, '-i', stream, '-o', picture);
    if (!run.ok) return { ok: false, why: `frame ${at + 1}: ${run.why}` };
    frames.push(cells(netpbmFrom(readFileSync(picture)), wide));
  }
  writeFileSync(
    to,
    part10File({
      sopClassUid: textOf(read.dataset, '00080016') ?? '',
      sopInstanceUid: textOf(read.dataset, '00080018') ?? '',
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      dataset: Object.fromEntries(Object.entries(read.dataset).filter(([, { BulkDataURI }]) => !BulkDataURI)),
      frames,
    }),
  );
  return { ok: true, output: Buffer.alloc(0) };
}

/** A JP2 file's boxes around the codestream, which do not belong there and are met. */
const isBoxed = (bytes: Uint8Array) => bytes[4] === 0x6a && bytes[5] === 0x50;

/** Samples as bytes, little endian. */
function cells({ values }: Netpbm, wide: boolean): Uint8Array {
  return new Uint8Array((wide ? Uint16Array.from(values) : Uint8Array.from(values)).buffer);
}
