import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A folder of real DICOM files with its MANIFEST.tsv; it stands beside the checkout and is never part of it. */
export const corpusRoot = (): string =>
  process.env['PLAINFILM_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');

export const isCorpusThere = (): boolean => existsSync(join(corpusRoot(), 'MANIFEST.tsv'));

/** One file of the corpus, and what its list says of it. */
export interface CorpusFile {
  /** Below `dicom/` */
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  readonly sopClass: string;
  /** By UID, where the list has one */
  readonly transferSyntax: string;
  readonly photometric: string;
  /** "512 x 512 x 1"; empty for an object without a picture */
  readonly size: string;
  /** Smallest and largest stored value, as the list's reader found them */
  readonly range?: readonly [number, number];
}

const RANGE = /decodes \([^,]*, (-?[\d.e+-]+?)\.\.(-?[\d.e+-]+)\)/;

/** The DICOM files of the corpus, in the order of its list. */
export function corpusFiles(): readonly CorpusFile[] {
  return readFileSync(join(corpusRoot(), 'MANIFEST.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([path = '']) => path.startsWith('dicom/'))
    .map(
      ([
        path = '',
        sha256 = '',
        ,
        ,
        sopClass = '',
        syntax = '',
        size = '',
        ,
        photometric = '',
        ,
        note = '',
      ]) => {
        const found = RANGE.exec(note);
        return {
          name: path.slice('dicom/'.length),
          path: join(corpusRoot(), path),
          sha256,
          sopClass,
          transferSyntax: /[\d.]{10,}/.exec(syntax)?.[0] ?? '',
          photometric: photometric.replace(/ planar \d/, ''),
          size,
          ...(found && { range: [Number(found[1]), Number(found[2])] as const }),
        };
      },
    );
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
