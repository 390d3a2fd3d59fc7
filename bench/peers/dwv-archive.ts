import type { CatalogueInstance, CatalogueStudy } from '../../sandbox/catalogue';
import { createCodecs, type Codecs } from '../../sandbox/imaging/codecs/codecs';
import { numberOf } from '../../sandbox/imaging/dicom/dataset';
import { isEncapsulated, transferSyntaxes } from '../../sandbox/imaging/dicom/transfer-syntaxes';
import { framesOf, part10File } from '../../sandbox/imaging/part10';
import { startOrthanc, type Orthanc } from '../../tests/orthanc/server';
import { store } from '../../tests/orthanc/stow';

/**
 * A second Orthanc with the same pictures, for a viewer that knows neither JPEG-LS nor HTJ2K: these are JPEG lossless
 * here. Orthanc could transcode them as they are asked for; Debian's ends on some of them, and the time it takes would be
 * in the figures.
 */
export async function startReadableArchive(studies: readonly CatalogueStudy[]): Promise<Orthanc> {
  const orthanc = await startOrthanc();
  try {
    const { refused } = await store(orthanc.root, filesOf(studies));
    if (refused > 0) throw new Error(`Orthanc refused ${refused} files`);
    return orthanc;
  } catch (error) {
    await orthanc.stop();
    throw error;
  }
}

async function* filesOf(studies: readonly CatalogueStudy[]): AsyncGenerator<Uint8Array> {
  const codecs = createCodecs();
  for (const { series } of studies)
    for (const { instances } of series)
      for (const instance of instances) yield await readableFile(instance, codecs);
}

const known: readonly string[] = [
  transferSyntaxes.rleLossless,
  transferSyntaxes.jpegLosslessFirstOrder,
  transferSyntaxes.jpeg2000Lossless,
];

async function readableFile(instance: CatalogueInstance, codecs: Codecs): Promise<Uint8Array> {
  const { sopClassUid, sopInstanceUid, transferSyntaxUid } = instance;
  if (!isEncapsulated(transferSyntaxUid) || known.includes(transferSyntaxUid)) return instance.part10();
  const dataset = await instance.dataset();
  const number = (tag: string) => numberOf(dataset, tag) ?? 0;
  const [columns, rows, bitsAllocated] = [number('00280011'), number('00280010'), number('00280100')];
  const layout = { columns, rows, bitsAllocated, samplesPerPixel: 1 };
  const frames: Uint8Array[] = [];
  for (const frame of await framesOf(instance)) {
    const bytes = await codecs.decode(frame, layout, transferSyntaxUid);
    const samples = bitsAllocated > 8 ? new Uint16Array(bytes.slice().buffer) : bytes;
    const raw = { columns, rows, bitsStored: number('00280101'), samplesPerPixel: 1, samples } as const;
    frames.push(await codecs.encode(raw, transferSyntaxes.jpegLosslessFirstOrder));
  }
  const to = transferSyntaxes.jpegLosslessFirstOrder;
  return part10File({ sopClassUid, sopInstanceUid, transferSyntaxUid: to, dataset, frames });
}
