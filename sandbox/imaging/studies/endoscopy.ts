import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { personOf } from '../people';
import { endoscopy } from '../phantoms/endoscopy';
import type { EndoscopyFormat } from '../phantoms/endoscopy';
import { sized } from '../region';
import type { Region } from '../region';
import { reports } from '../reports';
import type { SeriesPlan, StudyPlan } from '../study-plan';
import { mp4Of } from '../video/mp4';
import { planesOf } from '../video/planes';
import { colourPixels } from './pixel-elements';

const videoEndoscopicImage = '1.2.840.10008.5.1.4.1.1.77.1.1.1';
const framesPerSecond = 25;

/** How the demonstration's endoscopy is made. */
export function endoscopyFormat(region: Region): EndoscopyFormat {
  return {
    columns: sized(region, 640, 160),
    rows: sized(region, 480, 128),
    frames: sized(region, 150, 50),
    seed: 'isla',
  };
}

/** One video, as an MP4 in H.264 that is coded without loss. */
export function endoscopySeries(region: Region, format: EndoscopyFormat): SeriesPlan {
  const { columns, rows, frames } = format;
  const key = `endoscopy ${JSON.stringify(format)}`;
  const film = () => region.shared(key, () => ({ picture: endoscopy(format) }));
  return {
    modality: 'ES',
    description: 'Sigmoid colon',
    bodyPart: 'COLON',
    images: [
      {
        sopClassUid: videoEndoscopicImage,
        transferSyntaxUid: transferSyntaxes.mpeg4High,
        pixels: key,
        picture: (frame) => ({ ...film().picture(frame), bitsStored: 8, samplesPerPixel: 3 }),
        stream: async () => {
          const { picture } = film();
          const pictures = Array.from({ length: frames }, (_, at) => planesOf(picture(at)));
          return mp4Of({ width: columns, height: rows, framesPerSecond, pictures });
        },
        elements: {
          ...colourPixels(columns, rows, 'YBR_PARTIAL_420'),
          NumberOfFrames: String(frames),
          ImageType: ['ORIGINAL', 'PRIMARY'],
          FrameIncrementPointer: '00181063',
          FrameTime: String(1000 / framesPerSecond),
          CineRate: String(framesPerSecond),
          BurnedInAnnotation: 'NO',
          LossyImageCompression: '01',
          LossyImageCompressionMethod: 'ISO_14496_10',
        },
      },
    ],
  };
}

/** A colonoscopy that was filmed. */
export function endoscopyStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  return [
    {
      name: 'isla colonoscopy',
      person: personOf(people, 'isla-fernsby'),
      hospital: 'salford',
      started: momentBefore(region.today, 11, '11:40'),
      description: 'Colonoscopy',
      bodyPart: 'COLON',
      reason: 'Positive faecal immunochemical test.',
      report: reports.colonoscopy(region.today),
      series: [endoscopySeries(region, endoscopyFormat(region))],
    },
  ];
}
