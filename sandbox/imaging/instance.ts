import type { CatalogueInstance, DicomJson } from '../catalogue';
import type { RawFrame } from './codecs/codecs';
import { datasetOf } from './dicom/dataset';
import type { Elements } from './dicom/dataset';
import { transferSyntaxes } from './dicom/transfer-syntaxes';
import { framesOf, part10File } from './part10';
import { encodedFrame } from './region';
import type { Region } from './region';

/** One instance to be; everything about it is made when it is first asked for. */
export interface InstancePlan {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly numberOfFrames?: number;
  /** Names the pixels in the store: two instances may share them */
  readonly pixels: string;
  elements(): Elements;
  picture(frame: number): RawFrame | Promise<RawFrame>;
  /** A video: the one stream of all its pictures, in the place of frames */
  stream?(): Promise<Uint8Array>;
  /** Encapsulated Document (0042,0011), given by reference */
  document?(): Promise<Uint8Array>;
}

/** The instance of a plan. */
export function instanceOf(region: Region, plan: InstancePlan): CatalogueInstance {
  const { sopInstanceUid, sopClassUid, transferSyntaxUid, numberOfFrames = 1 } = plan;
  const frame = (index: number) => {
    if (!(index >= 0 && index < numberOfFrames))
      throw new RangeError(`No frame ${index} of ${numberOfFrames}`);
    if (plan.stream) return region.store.get(`${plan.pixels} stream`, plan.stream);
    return encodedFrame(region, `${plan.pixels} ${index}`, transferSyntaxUid, () => plan.picture(index));
  };
  const built = { dataset: undefined as Promise<DicomJson> | undefined };
  const build = async () => {
    const elements = plan.elements();
    const lossy =
      transferSyntaxUid === transferSyntaxes.jpegBaseline ? lossyElements(elements, await frame(0)) : {};
    const dataset = datasetOf({
      SpecificCharacterSet: 'ISO_IR 192',
      SOPClassUID: sopClassUid,
      SOPInstanceUID: sopInstanceUid,
      ...elements,
      ...(numberOfFrames > 1 ? { NumberOfFrames: String(numberOfFrames) } : {}),
      ...lossy,
    });
    return plan.document ? { ...dataset, [encapsulated]: { vr: 'OB', BulkDataURI: encapsulated } } : dataset;
  };
  const dataset = () => (built.dataset ??= build());
  const instance: CatalogueInstance = {
    sopInstanceUid,
    sopClassUid,
    transferSyntaxUid,
    numberOfFrames,
    dataset,
    frame: async (index) => frame(index),
    part10: async () =>
      part10File({
        sopClassUid,
        sopInstanceUid,
        transferSyntaxUid,
        dataset: await withDocument(await dataset(), plan),
        frames: await framesOf(instance),
      }),
    ...(plan.document && {
      bulkdata: async (path: string) => (path === encapsulated ? plan.document?.() : undefined),
    }),
  };
  return instance;
}

const encapsulated = '00420011';

/** The data set as a file has it: the document in its place. */
async function withDocument(dataset: DicomJson, { document }: InstancePlan): Promise<DicomJson> {
  if (!document) return dataset;
  const InlineBinary = Buffer.from(await document()).toString('base64');
  return { ...dataset, [encapsulated]: { vr: 'OB', InlineBinary } };
}

/** PS3.3 C.7.6.1.1.5: once lossy, said for ever, with ratio and method. */
function lossyElements(elements: Elements, first: Uint8Array): Elements {
  const raw = Number(elements['Rows']) * Number(elements['Columns']) * Number(elements['SamplesPerPixel']);
  return {
    LossyImageCompression: '01',
    LossyImageCompressionRatio: (raw / first.length).toFixed(2),
    LossyImageCompressionMethod: 'ISO_10918_1',
  };
}
