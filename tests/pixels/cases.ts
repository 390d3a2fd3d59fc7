import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instanceFrom } from '../../src/dicom/image/instance';
import { readPart10, type Part10 } from '../../src/dicom/part10/file';
import { archiveId } from '../../src/domain/ids';
import { displaySetsOf, type DisplaySet } from '../../src/domain/study/display-set';
import type { Instance } from '../../src/domain/study/study';

/** Pictures that failed once, each in a folder with its `dicom/`; read where they lie, and copied nowhere. */
const folder = fileURLToPath(new URL('../../../shared/cases/pictures', import.meta.url));
export const arePicturesHere = existsSync(folder);
if (!arePicturesHere) console.warn('Skipped: shared/cases/pictures is not beside this checkout.');

export interface CaseFile {
  readonly name: string;
  readonly part10: Part10;
  readonly instance: Instance;
}

/** The objects of a case, in the order of their file names. */
export async function filesOf(name: string): Promise<readonly CaseFile[]> {
  const dicom = join(folder, name, 'dicom');
  return Promise.all(
    readdirSync(dicom)
      .sort()
      .map(async (file) => {
        const part10 = await readPart10(new Uint8Array(readFileSync(join(dicom, file))));
        const instance = instanceFrom(part10.dataset, { archive: archiveId('a'), bulk: new Map() });
        return { name: file, part10, instance };
      }),
  );
}

/** What hangs of a case, series by series. */
export async function displaySetsOfCase(name: string): Promise<readonly DisplaySet[]> {
  const instances = (await filesOf(name)).map(({ instance }) => instance);
  const series = [...new Set(instances.map((one) => one.series))];
  return series.flatMap((uid) => {
    const own = instances.filter((one) => one.series === uid);
    return displaySetsOf({ uid, modality: own[0]?.modality ?? '' }, own);
  });
}
