import type { Elements } from '../dicom/dataset';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import type { ImagePlan, SeriesPlan } from '../study-plan';

/** An object without pixels: a report, a selection, a presentation. */
export function objectPlan(
  sopClassUid: string,
  elements: Elements,
  document?: () => Promise<Uint8Array>,
): ImagePlan {
  return {
    sopClassUid,
    transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
    numberOfFrames: 0,
    pixels: '',
    picture: () => {
      throw new RangeError('It has no pixels');
    },
    elements,
    ...(document && { document }),
  };
}

/** A series of one such object. */
export function objectSeries(modality: string, description: string, object: ImagePlan): SeriesPlan {
  return { modality, description, images: [object] };
}
