import type { Catalogue } from '../../sandbox/catalogue';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import { store, type Stored } from './stow';
import { fileFor } from './transcode';

/**
 * Loads what an archive would hold of a catalogue, as Part 10 files in transfer syntaxes that Orthanc knows.
 * @param root DICOMweb root
 * @param people ids; everybody when absent
 */
export function fill(root: string, catalogue: Catalogue, people?: readonly string[]): Promise<Stored> {
  return store(root, filesOf(catalogue, people));
}

async function* filesOf({ studies }: Catalogue, people?: readonly string[]): AsyncGenerator<Uint8Array> {
  const codecs = createCodecs();
  for (const study of studies) {
    if (study.missingInArchive || (people !== undefined && !people.includes(study.personId))) continue;
    for (const { instances } of study.series)
      for (const instance of instances) yield await fileFor(instance, codecs);
  }
}
