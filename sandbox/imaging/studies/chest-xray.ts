import type { ChestBuild } from '../phantoms/chest-cage';
import { chestXray } from '../phantoms/chest-xray';
import type { ChestView } from '../phantoms/chest-xray';
import { thorax } from '../phantoms/thorax';
import type { Region } from '../region';
import type { ImagePlan, SeriesPlan } from '../study-plan';
import { greyPixels, inverted, rawGrey } from './pixel-elements';

export interface ChestXrayFormat {
  readonly columns: number;
  readonly rows: number;
  /** mm at the detector */
  readonly pixelSpacing: number;
  readonly voxel: number;
  readonly transferSyntaxUid: string;
  readonly photometric?: 'MONOCHROME1' | 'MONOCHROME2';
}

const computedRadiography = '1.2.840.10008.5.1.4.1.1.1';
const views = {
  PA: { position: 'PA', orientation: ['L', 'F'], words: 'PA' },
  // Left side to the detector; shown facing left, so that columns run to the back
  LL: { position: 'LL', orientation: ['P', 'F'], words: 'Lateral' },
} as const;

/** A chest X-ray in these views, one series each, projected from the same block of voxels. */
export function chestXraySeries(
  region: Region,
  build: ChestBuild,
  format: ChestXrayFormat,
  shown: readonly ChestView[],
): SeriesPlan[] {
  return shown.map((view) => ({
    modality: 'CR',
    description: `Chest ${views[view].words}`,
    bodyPart: 'CHEST',
    protocol: `Chest ${views[view].words}`,
    images: [chestImage(region, build, format, view)],
  }));
}

function chestImage(region: Region, build: ChestBuild, format: ChestXrayFormat, view: ChestView): ImagePlan {
  const { columns, rows, pixelSpacing, voxel, photometric = 'MONOCHROME2' } = format;
  const grid = () => region.shared(`thorax ${JSON.stringify(build)} ${voxel}`, () => thorax(build, voxel));
  return {
    sopClassUid: computedRadiography,
    transferSyntaxUid: format.transferSyntaxUid,
    pixels: `chest ${view} ${JSON.stringify(build)} ${JSON.stringify(format)}`,
    picture: () => {
      const picture = chestXray(grid(), view, { columns, rows, pixelSpacing, seed: `${build.seed} ${view}` });
      return rawGrey(photometric === 'MONOCHROME1' ? inverted(picture, 12) : picture, 12);
    },
    elements: {
      ...greyPixels(columns, rows, 12, photometric),
      ImageType: ['DERIVED', 'PRIMARY'],
      ViewPosition: views[view].position,
      PatientOrientation: views[view].orientation,
      ImagerPixelSpacing: [pixelSpacing, pixelSpacing],
      DistanceSourceToDetector: '1800',
      KVP: '120',
      Exposure: view === 'PA' ? '2' : '8',
      WindowCenter: ['2048', '2300'],
      WindowWidth: ['4096', '2600'],
      WindowCenterWidthExplanation: ['NORMAL', 'HARDER'],
      RescaleIntercept: '0',
      RescaleSlope: '1',
      RescaleType: 'US',
      PresentationLUTShape: photometric === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY',
      BurnedInAnnotation: 'NO',
      LossyImageCompression: '00',
    },
  };
}
