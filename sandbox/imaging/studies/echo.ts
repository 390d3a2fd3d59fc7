import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { echoCine, sectorOf } from '../phantoms/echo-cine';
import type { EchoFormat } from '../phantoms/echo-cine';
import type { Region } from '../region';
import type { SeriesPlan } from '../study-plan';
import { colourPixels } from './pixel-elements';

const ultrasoundMultiFrame = '1.2.840.10008.5.1.4.1.1.3.1';
const frameMilliseconds = 33.3;

/** One ultrasound loop in JPEG baseline, with the sector calibrated in centimetres. */
export function echoSeries(region: Region, format: EchoFormat): SeriesPlan {
  const { columns, rows, frames } = format;
  const key = `echo ${JSON.stringify(format)}`;
  const cine = () => region.shared(key, () => ({ frame: echoCine(format) }));
  const { apex, reach, halfAngle, cmPerPixel } = sectorOf(format);
  const half = Math.round(Math.sin(halfAngle) * reach);
  return {
    modality: 'US',
    description: 'Apical four chamber',
    bodyPart: 'HEART',
    images: [
      {
        sopClassUid: ultrasoundMultiFrame,
        transferSyntaxUid: transferSyntaxes.jpegBaseline,
        numberOfFrames: frames,
        pixels: key,
        picture: (frame) => ({ ...cine().frame(frame), bitsStored: 8, samplesPerPixel: 3 }),
        elements: {
          ...colourPixels(columns, rows, 'YBR_FULL_422'),
          ImageType: ['ORIGINAL', 'PRIMARY', '', '0001'],
          FrameTime: String(frameMilliseconds),
          FrameIncrementPointer: '00181063',
          CineRate: '30',
          RecommendedDisplayFrameRate: '30',
          StartTrim: '1',
          StopTrim: String(frames),
          HeartRate: '60',
          BurnedInAnnotation: 'NO',
          // PS3.3 C.8.5.5: without the region no length in this picture has a unit
          SequenceOfUltrasoundRegions: [
            {
              RegionSpatialFormat: 1,
              RegionDataType: 1,
              RegionFlags: 0,
              RegionLocationMinX0: Math.round(apex.x) - half,
              RegionLocationMinY0: Math.round(apex.y),
              RegionLocationMaxX1: Math.round(apex.x) + half,
              RegionLocationMaxY1: Math.round(apex.y + reach),
              ReferencePixelX0: half,
              ReferencePixelY0: 0,
              PhysicalUnitsXDirection: 3,
              PhysicalUnitsYDirection: 3,
              ReferencePixelPhysicalValueX: 0,
              ReferencePixelPhysicalValueY: 0,
              PhysicalDeltaX: cmPerPixel,
              PhysicalDeltaY: cmPerPixel,
            },
          ],
        },
      },
    ],
  };
}
