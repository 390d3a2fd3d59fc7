import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';
import { readDicomFile } from '../../sandbox/imaging/reading/read-file';
import type { CorpusFile } from './corpus';
import { tool, type ToolRun } from './tools';

/** A file as a reference tool decompressed it. */
export interface RawFile {
  /** The tool that did, "dcmdjpeg" */
  readonly by: string;
  readonly path: string;
  readonly frames: number;
  frame(number: number): Uint8Array;
  readonly dataset: DicomJson;
}

export type Raw = { readonly ok: true; readonly raw: RawFile } | { readonly ok: false; readonly why: string };

type Step = readonly [by: string, run: (from: string, to: string) => ToolRun];

const gdcm: Step = ['gdcmconv', (from, to) => tool('gdcmconv', '--raw', '-i', from, '-o', to)];
const native: Step = ['dcmconv', (from, to) => tool('dcmconv', '+te', from, to)];
const jpeg: Step = ['dcmdjpeg', (from, to) => tool('dcmdjpeg', '+te', from, to)];

/** The tools for each syntax, the one that is believed first. dcmtk has no JPEG 2000. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  '1.2.840.10008.1.2.4.50': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.51': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.53': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.55': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.57': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.70': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.80': [['dcmdjpls', (from, to) => tool('dcmdjpls', from, to)], gdcm],
  '1.2.840.10008.1.2.4.81': [['dcmdjpls', (from, to) => tool('dcmdjpls', from, to)], gdcm],
  '1.2.840.10008.1.2.5': [['dcmdrle', (from, to) => tool('dcmdrle', from, to)], gdcm],
  '1.2.840.10008.1.2.4.90': [gdcm],
  '1.2.840.10008.1.2.4.91': [gdcm],
};

/**
 * Decompresses a file with the first tool that can, into explicit little endian.
 *
 * @param folder for what the tools write
 * @param only this tool alone
 */
export function rawOf(file: CorpusFile, folder: string, only?: string): Raw {
  const to = join(folder, 'raw.dcm');
  const reasons: string[] = [];
  for (const [by, run] of STEPS[file.transferSyntax] ?? [native, gdcm]) {
    if (only !== undefined && only !== by) continue;
    const from = join(folder, 'stored.dcm');
    copyFileSync(file.path, from);
    const done = run(from, to);
    if (done.ok) {
      try {
        return { ok: true, raw: rawFile(by, to) };
      } catch (error) {
        reasons.push(`${by}: ${error instanceof Error ? error.message : String(error)}`);
      }
    } else reasons.push(done.why);
  }
  return { ok: false, why: reasons.join('; ') };
}

function rawFile(by: string, path: string): RawFile {
  const read = readDicomFile(readFileSync(path));
  return {
    by,
    path,
    frames: read.numberOfFrames,
    frame: (number) => read.frame(number - 1),
    dataset: read.dataset,
  };
}

/** A codestream that no DICOM tool here knows, decoded by the codec's own command. */
export function codestreamValues(bytes: Uint8Array, by: 'opj_decompress' | 'djxl', folder: string): Raw16 {
  const [from, to] =
    by === 'djxl'
      ? [join(folder, 'stream.jxl'), join(folder, 'stream.pgm')]
      : [join(folder, 'stream.j2k'), join(folder, 'stream.ppm')];
  writeFileSync(from, bytes);
  const done = by === 'djxl' ? tool(by, from, to) : tool(by, '-i', from, '-o', to);
  return done.ok ? { ok: true, bytes: readFileSync(to) } : done;
}

type Raw16 = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly why: string };

/** How the samples of a decompressed file lie in their cells. */
export interface Cells {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly allocated: number;
  readonly stored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly photometric: string;
}

export function cellsOf(dataset: DicomJson): Cells {
  const allocated = numberOf(dataset, '00280100') ?? 8;
  const stored = numberOf(dataset, '00280101') ?? allocated;
  return {
    rows: numberOf(dataset, '00280010') ?? 0,
    columns: numberOf(dataset, '00280011') ?? 0,
    samples: numberOf(dataset, '00280002') ?? 1,
    allocated,
    stored,
    highBit: numberOf(dataset, '00280102') ?? stored - 1,
    signed: numberOf(dataset, '00280103') === 1,
    photometric: textOf(dataset, '00280004') ?? '',
  };
}

/**
 * Stored values of a native little endian frame, by PS3.5 §8.1.1 and nothing of the product: each cell moved down from
 * High Bit, the bits above left out, sign extended.
 */
export function valuesOf(bytes: Uint8Array, cells: Cells): Float64Array {
  const { rows, columns, samples, allocated, stored, highBit, signed } = cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cell = (at: number) => {
    if (allocated === 1) return ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
    if (allocated === 8) return bytes[at] ?? NaN;
    return allocated === 16 ? view.getUint16(at * 2, true) : view.getUint32(at * 4, true);
  };
  return Float64Array.from({ length: rows * columns * samples }, (_, at) => {
    const value = Math.floor(cell(at) / 2 ** Math.max(0, highBit + 1 - stored)) % 2 ** stored;
    return signed && value >= 2 ** (stored - 1) ? value - 2 ** stored : value;
  });
}
