import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';
import { readDicomFile } from '../../sandbox/imaging/reading/read-file';
import { hashOf, type CorpusFile } from './corpus';

/** Pictures that failed once, each in a folder with its `dicom/`, beside the checkout. */
const folder = resolve(import.meta.dirname, '../../../shared/cases/pictures');

/** The files of every case, by `handed/CASE/FILE`; none where they are not here. */
export function handedFiles(): readonly CorpusFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'dicom')))
    .sort()
    .flatMap((name) =>
      readdirSync(join(folder, name, 'dicom'))
        .sort()
        .map((file) => handedFile(join(folder, name, 'dicom', file), `handed/${name}/${file}`)),
    );
}

function handedFile(path: string, name: string): CorpusFile {
  const bytes = readFileSync(path);
  const { dataset, transferSyntaxUid, numberOfFrames } = readDicomFile(bytes);
  const [rows, columns] = [numberOf(dataset, '00280010'), numberOf(dataset, '00280011')];
  return {
    name,
    path,
    sha256: hashOf(bytes),
    sopClass: textOf(dataset, '00080016') ?? '',
    transferSyntax: transferSyntaxUid,
    photometric: textOf(dataset, '00280004') ?? '',
    size: `${columns} x ${rows} x ${numberOfFrames}`,
  };
}
