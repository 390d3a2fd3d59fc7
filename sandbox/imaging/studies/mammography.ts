import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { mammogram } from '../phantoms/mammogram';
import type { MammogramFormat, MammogramView } from '../phantoms/mammogram';
import type { SeriesPlan } from '../study-plan';
import { greyPixels, rawGrey } from './pixel-elements';
import { forPresentation } from './projection';

const mammographyForPresentation = '1.2.840.10008.5.1.4.1.1.1.2';

/** SNOMED CT codes of the views (PS3.16 CID 4014). */
const views = {
  CC: { code: '399162004', meaning: 'cranio-caudal' },
  MLO: { code: '399368009', meaning: 'medio-lateral oblique' },
} as const;

type Size = Pick<MammogramFormat, 'columns' | 'rows' | 'pixelSpacing'>;

/**
 * The four standard views, one series each, hung back to back by their orientation.
 * @param calcified a cluster of calcifications has come into the left breast
 */
export function mammographySeries(size: Size, calcified: boolean): SeriesPlan[] {
  return (['CC', 'MLO'] as const).flatMap((view) =>
    (['R', 'L'] as const).map((side) => viewSeries(size, calcified && side === 'L', side, view)),
  );
}

function viewSeries(
  size: Size,
  hasCalcifications: boolean,
  laterality: 'L' | 'R',
  view: MammogramView,
): SeriesPlan {
  const format: MammogramFormat = {
    ...size,
    laterality,
    view,
    hasCalcifications,
    seed: `wren ${laterality}`,
  };
  const { columns, rows, pixelSpacing } = size;
  // The left breast has the chest wall at the left: columns run to the front. CC is seen from above, lateral side up.
  const across = laterality === 'L' ? 'A' : 'P';
  const down = view === 'MLO' ? (laterality === 'L' ? 'FR' : 'FL') : laterality === 'L' ? 'R' : 'L';
  return {
    modality: 'MG',
    description: `${laterality} ${view}`,
    bodyPart: 'BREAST',
    laterality,
    images: [
      {
        sopClassUid: mammographyForPresentation,
        transferSyntaxUid: transferSyntaxes.jpegLsLossless,
        pixels: `mammogram ${JSON.stringify(format)}`,
        picture: () => rawGrey(mammogram(format), 12),
        elements: {
          ...greyPixels(columns, rows, 12),
          ...forPresentation({
            laterality,
            viewPosition: view,
            patientOrientation: [across, down],
            pixelSpacing,
          }),
          OrganExposed: 'BREAST',
          BreastImplantPresent: 'NO',
          PartialView: 'NO',
          BodyPartThickness: '52',
          CompressionForce: '110',
          KVP: '28',
          WindowCenter: '1700',
          WindowWidth: '3200',
          ViewCodeSequence: [
            {
              CodeValue: views[view].code,
              CodingSchemeDesignator: 'SCT',
              CodeMeaning: views[view].meaning,
              ViewModifierCodeSequence: [],
            },
          ],
          AnatomicRegionSequence: [
            { CodeValue: '76752008', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Breast' },
          ],
        },
      },
    ],
  };
}
