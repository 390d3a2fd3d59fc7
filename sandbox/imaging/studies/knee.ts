import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { kneeXray } from '../phantoms/knee-xray';
import type { KneeFormat } from '../phantoms/knee-xray';
import type { SeriesPlan } from '../study-plan';
import { greyPixels, rawGrey } from './pixel-elements';
import { forPresentation } from './projection';

const digitalXrayForPresentation = '1.2.840.10008.5.1.4.1.1.1.1';

/** An AP knee with its side. */
export function kneeSeries(
  format: KneeFormat,
  transferSyntaxUid: string = transferSyntaxes.rleLossless,
): SeriesPlan {
  const { columns, rows, pixelSpacing, laterality } = format;
  return {
    modality: 'DX',
    description: `${laterality === 'L' ? 'Left' : 'Right'} knee AP`,
    bodyPart: 'KNEE',
    laterality,
    images: [
      {
        sopClassUid: digitalXrayForPresentation,
        transferSyntaxUid,
        pixels: `knee ${JSON.stringify(format)}`,
        picture: () => rawGrey(kneeXray(format), 12),
        elements: {
          ...greyPixels(columns, rows, 12),
          ...forPresentation({
            laterality,
            viewPosition: 'AP',
            patientOrientation: ['L', 'F'],
            pixelSpacing,
          }),
          KVP: '60',
          WindowCenter: '2048',
          WindowWidth: '4096',
        },
      },
    ],
  };
}
