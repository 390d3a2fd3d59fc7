import { createCodecs } from '../sandbox/imaging/codecs/codecs';
import { createByteStore } from '../sandbox/imaging/byte-store';
import { transferSyntaxes } from '../sandbox/imaging/dicom/transfer-syntaxes';
import { hospitals } from '../sandbox/imaging/hospitals';
import { peopleOf, personOf } from '../sandbox/imaging/people';
import { sharing } from '../sandbox/imaging/region';
import { chestBuilds } from '../sandbox/imaging/studies/builds';
import { ctSeries, decimal } from '../sandbox/imaging/studies/ct';
import { studyOf, type SeriesPlan } from '../sandbox/imaging/study-plan';
import { framesFolder, type Grown } from './grown-catalogues';

const personId = 'bram-oakfield';
const seed = 'plainfilm';
/** mm: the first slice, and the picture's width */
const TOP = 136;
const WIDTH = 368.64;

/**
 * A chest CT of two series of 300 slices and one that crosses them, and the same examination a year before: what is
 * compared on several linked views. The crossing series shows the axial pictures: only where its planes lie matters here.
 */
export function linkedSeriesOf(today: string): Grown {
  const region = {
    seed,
    scale: 'full' as const,
    today,
    codecs: createCodecs(),
    store: createByteStore(framesFolder),
    shared: sharing(),
  };
  const people = peopleOf(seed, today);
  const series = (frameOfReference: string, description: string) =>
    ctSeries(region, chestBuilds.ariaNow, {
      size: 512,
      slices: 300,
      interval: 1,
      top: TOP,
      fieldOfView: WIDTH,
      voxel: 1,
      transferSyntaxUid: transferSyntaxes.htj2kLosslessRpcl,
      description,
      bodyPart: 'CHEST',
      frameOfReference,
    });
  const study = (name: string, started: string, plans: readonly SeriesPlan[]) =>
    studyOf(region, {
      name,
      person: personOf(people, personId),
      hospital: 'salford',
      started,
      description: 'CT Thorax',
      bodyPart: 'CHEST',
      series: plans,
    });
  const now = study('linked now', `${today}T08:30:00`, [
    series('linked now', 'Thorax'),
    series('linked now', 'Thorax again'),
    crossing(series('linked now', 'Crossing')),
  ]);
  const before = study('linked before', `${Number(today.slice(0, 4)) - 1}-03-02T09:10:00`, [
    series('linked before', 'Thorax'),
  ]);
  const catalogue = { hospitals, people, studies: [now, before] };
  return { catalogue, personId, study: now.studyInstanceUid, listed: 2 };
}

/** Coronal planes through the same place: each axial slice is a line in them. */
function crossing(plan: SeriesPlan): SeriesPlan {
  const corner = decimal(-WIDTH / 2);
  return {
    ...plan,
    elements: { ...plan.elements, ImageOrientationPatient: ['1', '0', '0', '0', '0', '-1'] },
    images: plan.images.slice(0, 40).map((image, index) => {
      const y = decimal(index * 4 - 80);
      const place = { ImagePositionPatient: [corner, y, String(TOP)], SliceLocation: y };
      return { ...image, elements: { ...image.elements, ...place } };
    }),
  };
}
