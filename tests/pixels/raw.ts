import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DicomJson } from '../../sandbox/catalogue';
import { readDicomFile } from '../../sandbox/imaging/reading/read-file';
import { cellsOf, valuesOf, type Cells } from './cells';
import { codestreamStep } from './codestreams';
import type { CorpusFile } from './corpus';
import { floatReference } from './floats';
import { tool, type ToolRun } from './tools';

/** A file as a reference tool decompressed it. */
export interface Reference {
  /** The tool that did, "dcmdjpeg" */
  readonly by: string;
  readonly frames: number;
  readonly cells: Cells;
  /** Stored values of a frame, from 1 */
  values(number: number): Float64Array;
  /** As a native DICOM file; absent where no tool can draw one */
  readonly path?: string;
}

export type Referred =
  { readonly ok: true; readonly reference: Reference } | { readonly ok: false; readonly why: string };

export type Step = readonly [by: string, run: (from: string, to: string) => ToolRun];

const gdcm: Step = ['gdcmconv', (from, to) => tool('gdcmconv', '--raw', '-i', from, '-o', to)];
const native: Step = ['dcmconv', (from, to) => tool('dcmconv', '+te', from, to)];
const jpeg: Step = ['dcmdjpeg', (from, to) => tool('dcmdjpeg', '+te', from, to)];
const jpegLs: Step = ['dcmdjpls', (from, to) => tool('dcmdjpls', from, to)];
const palette: Step = [
  'gdcmconv --apply-lut',
  (from, to) => tool('gdcmconv', '--apply-lut', '-i', from, '-o', to),
];

/** The tools for each syntax, the one that is believed first. dcmtk has no JPEG 2000, neither has HTJ2K or JPEG XL. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  '1.2.840.10008.1.2.4.50': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.51': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.53': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.55': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.57': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.70': [jpeg, gdcm],
  '1.2.840.10008.1.2.4.80': [jpegLs, gdcm],
  '1.2.840.10008.1.2.4.81': [jpegLs, gdcm],
  '1.2.840.10008.1.2.4.90': [gdcm, codestreamStep('opj_decompress')],
  '1.2.840.10008.1.2.4.91': [gdcm, codestreamStep('opj_decompress')],
  '1.2.840.10008.1.2.4.110': [codestreamStep('djxl')],
  '1.2.840.10008.1.2.4.201': [codestreamStep('opj_decompress')],
  '1.2.840.10008.1.2.4.202': [codestreamStep('opj_decompress')],
  '1.2.840.10008.1.2.4.203': [codestreamStep('opj_decompress')],
  '1.2.840.10008.1.2.5': [['dcmdrle', (from, to) => tool('dcmdrle', from, to)], gdcm],
};

/**
 * Decompresses a file with the first tool that can, into explicit little endian.
 *
 * @param folder for what the tools write
 */
export function referenceOf(
  { path, transferSyntax }: Pick<CorpusFile, 'path' | 'transferSyntax'>,
  dataset: DicomJson,
  folder: string,
): Referred {
  const to = join(folder, 'raw.dcm');
  const from = join(folder, 'stored.dcm');
  copyFileSync(path, from);
  if (isFloat(path)) return floatReference(from);
  const segmented = dataset['00281221'] !== undefined;
  const reasons: string[] = [];
  for (const [by, run] of segmented ? [palette] : (STEPS[transferSyntax] ?? [native, gdcm])) {
    const done = run(from, to);
    if (done.ok) {
      try {
        return { ok: true, reference: fileReference(by, to) };
      } catch (error) {
        reasons.push(`${by}: ${error instanceof Error ? error.message : String(error)}`);
      }
    } else reasons.push(done.why);
  }
  return { ok: false, why: reasons.join('; ') };
}

function isFloat(path: string): boolean {
  const found = tool('dcmdump', '+P', '7fe0,0008', '+P', '7fe0,0009', path);
  return found.ok && found.output.length > 0;
}

/** A native DICOM file as a reference. */
export function fileReference(by: string, path: string): Reference {
  const read = readDicomFile(readFileSync(path));
  const cells = cellsOf(read.dataset);
  return {
    by,
    frames: read.numberOfFrames,
    cells,
    values: (number) => valuesOf(read.frame(number - 1), cells),
    path,
  };
}
