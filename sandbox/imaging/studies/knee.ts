import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { kneeXray } from '../phantoms/knee-xray';
import type { KneeFormat } from '../phantoms/knee-xray';
import type { SeriesPlan } from '../study-plan';
import { greyPixels, rawGrey } from './grey-pixels';

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
          ImageType: ['DERIVED', 'PRIMARY'],
          PresentationIntentType: 'FOR PRESENTATION',
          PixelIntensityRelationship: 'LOG',
          PixelIntensityRelationshipSign: -1,
          RescaleIntercept: '0',
          RescaleSlope: '1',
          RescaleType: 'US',
          PresentationLUTShape: 'IDENTITY',
          ImageLaterality: laterality,
          ViewPosition: 'AP',
          PatientOrientation: ['L', 'F'],
          ImagerPixelSpacing: [pixelSpacing, pixelSpacing],
          BurnedInAnnotation: 'NO',
          LossyImageCompression: '00',
          KVP: '60',
          WindowCenter: '2048',
          WindowWidth: '4096',
        },
      },
    ],
  };
}
