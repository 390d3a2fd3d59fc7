import { instanceFrom } from '../../../src/dicom/image/instance';
import { readPart10, type Part10 } from '../../../src/dicom/part10/file';
import { archiveId } from '../../../src/domain/ids';
import { asStored, type DataPresentation } from '../../../src/domain/presentation/view-state';
import type { Instance } from '../../../src/domain/study/study';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import type { DecodedFrame } from '../../../src/rendering/decode/pixels';
import { describedOf } from '../../../src/rendering/paint/attributes';
import { greyScale } from '../../../src/rendering/paint/grey';
import { nodeCodecs } from '../../rendering/node-codecs';

const codecs = nodeCodecs();

/** A file of a kind, as the viewer has it. */
export interface Kind {
  readonly part10: Part10;
  readonly instance: Instance;
}

export async function readKind(file: Uint8Array): Promise<Kind> {
  const part10 = await readPart10(file);
  return {
    part10,
    instance: instanceFrom(part10.dataset, { archive: archiveId('a'), bulk: new Map() }),
  };
}

export async function decoded({ part10, instance }: Kind, number = 1): Promise<DecodedFrame> {
  if (!instance.image) throw new Error('no picture');
  const bytes = new Uint8Array(part10.frame(number));
  const { transferSyntax } = part10;
  const result = await decodeFrame({ bytes, transferSyntax, image: instance.image }, codecs);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** What a frame's pixels look like, row after row: greys of 0 to 255. */
export async function greys(
  kind: Kind,
  number = 1,
  presentation: DataPresentation = asStored,
): Promise<readonly number[]> {
  const frame = await decoded(kind, number);
  if (frame.kind !== 'grey') throw new Error('not grey');
  const { instance } = kind;
  const scale = greyScale(frame, describedOf({ instance, number }), instance.image ?? {}, presentation);
  return Array.from(frame.pixels, scale.grey);
}
