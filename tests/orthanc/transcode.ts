import type { CatalogueInstance } from '../../sandbox/catalogue';
import type { Codecs } from '../../sandbox/imaging/codecs/codecs';
import { numberOf } from '../../sandbox/imaging/dicom/dataset';
import { transferSyntaxes } from '../../sandbox/imaging/dicom/transfer-syntaxes';
import { framesOf, part10File } from '../../sandbox/imaging/part10';

/**
 * An instance as a Part 10 file that Debian's Orthanc can hand out again. Orthanc 1.10 is older than HTJ2K: it stores
 * it, and then answers 500 when asked for its frames, or hands the compressed bytes out as Explicit VR Little Endian.
 * What was HTJ2K becomes JPEG-LS, without loss.
 */
export async function fileFor(instance: CatalogueInstance, codecs: Codecs): Promise<Uint8Array> {
  if (!isHtj2k(instance.transferSyntaxUid)) return instance.part10();
  const dataset = await instance.dataset();
  const number = (tag: string) => numberOf(dataset, tag) ?? 0;
  const [columns, rows, bitsAllocated] = [number('00280011'), number('00280010'), number('00280100')];
  const layout = { columns, rows, bitsAllocated, samplesPerPixel: number('00280002') };
  const frames: Uint8Array[] = [];
  for (const frame of await framesOf(instance)) {
    const bytes = await codecs.decode(frame, layout, instance.transferSyntaxUid);
    const samples = bitsAllocated > 8 ? new Uint16Array(bytes.slice().buffer) : bytes;
    const samplesPerPixel = layout.samplesPerPixel === 3 ? 3 : 1;
    const raw = { columns, rows, bitsStored: number('00280101'), samplesPerPixel, samples } as const;
    frames.push(await codecs.encode(raw, transferSyntaxes.jpegLsLossless));
  }
  const { sopClassUid, sopInstanceUid } = instance;
  return part10File({
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid: transferSyntaxes.jpegLsLossless,
    dataset,
    frames,
  });
}

const isHtj2k = (uid: string) =>
  [transferSyntaxes.htj2k, transferSyntaxes.htj2kLossless, transferSyntaxes.htj2kLosslessRpcl].some(
    (each) => each === uid,
  );
