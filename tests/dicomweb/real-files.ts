import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATA = process.env['PLAINFILM_DATA'] ?? '../shared/data';
const MANIFEST = join(DATA, 'MANIFEST.tsv');

/** A reason to skip, said aloud, or nothing. */
export function filesAbsent(): boolean {
  const missing = !existsSync(MANIFEST);
  if (missing) console.warn(`Skipped: no real DICOM files at ${DATA}; PLAINFILM_DATA names another place.`);
  return missing;
}

/** Where the real files are. */
export const realRoot = () => DATA;

export interface RealFile {
  readonly path: string;
  /** By its name, as the manifest has it */
  readonly sopClass: string;
  readonly transferSyntax: string;
  /** Empty for an object without a picture */
  readonly size: string;
  readonly special: string;
}

/** The DICOM files of the manifest; none where there is no manifest. */
export function realFiles(): readonly RealFile[] {
  if (!existsSync(MANIFEST)) return [];
  return readFileSync(MANIFEST, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([path = '']) => path.startsWith('dicom/'))
    .map(([path = '', , , , sopClass = '', transferSyntax = '', size = '', , , , special = '']) => ({
      path,
      sopClass,
      transferSyntax,
      size,
      special,
    }));
}

export const readReal = ({ path }: RealFile) => new Uint8Array(readFileSync(join(DATA, path)));
