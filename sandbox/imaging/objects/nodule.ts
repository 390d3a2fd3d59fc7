import { uidFrom } from '../identifiers';
import type { Region } from '../region';
import type { SeriesPlan } from '../study-plan';
import { coded, code, container, dcm, documentElements, image, length, person, text, uid } from './content';
import { objectPlan, objectSeries } from './object-plan';
import { grayscalePresentation, nodulePresentations, placeOf } from './nodule-presentations';
import { picturesOf, sopItems } from './pictures';
import type { NamedPictures } from './pictures';

const ctImage = '1.2.840.10008.5.1.4.1.1.2';
const keyObjectSelection = '1.2.840.10008.5.1.4.1.1.88.59';
const comprehensive = '1.2.840.10008.5.1.4.1.1.88.33';

/** A round nodule in a stack of axial slices. */
export interface Nodule {
  /** The study's name in its plan, where the slices are series 1 */
  readonly study: string;
  /** mm: where it is in the patient, and how wide */
  readonly centre: { readonly x: number; readonly y: number; readonly z: number };
  readonly diameter: number;
  readonly slices: number;
  readonly top: number;
  readonly interval: number;
  readonly fieldOfView: number;
  readonly size: number;
  /** When it was marked */
  readonly at: string;
  readonly reader: string;
}

/** What a radiologist leaves behind: key images, how they were looked at, and the measurement. */
export function noduleObjects(region: Region, nodule: Nodule): SeriesPlan[] {
  const middle = Math.round((nodule.top - nodule.centre.z) / nodule.interval) + 1;
  const near = [middle - 1, middle, middle + 1].filter((image) => image >= 1 && image <= nodule.slices);
  const pictures = (images: readonly number[]) => picturesOf(region, nodule.study, 1, ctImage, images);
  return [
    keyImages(region, nodule, [pictures([middle]), pictures(near.filter((image) => image !== middle))]),
    nodulePresentations(nodule, pictures(near), pictures([middle])),
    measurements(region, nodule, pictures([middle])),
  ];
}

/** Key Object Selection (TID 2010): the middle of the nodule first, with its presentation state. */
function keyImages(
  region: Region,
  nodule: Nodule,
  [middle, others]: readonly [NamedPictures, NamedPictures],
): SeriesPlan {
  const state = {
    ReferencedSOPClassUID: grayscalePresentation,
    ReferencedSOPInstanceUID: uidFrom(region.seed, 'instance', nodule.study, 3, 1),
  };
  const shown = sopItems(middle).map((item) => ({ ...item, ReferencedSOPSequence: [state] }));
  const elements = documentElements({
    at: nodule.at,
    title: dcm('113000', 'Of Interest'),
    template: '2010',
    pictures: [{ ...middle, instances: [...middle.instances, ...others.instances] }],
    content: [
      coded(dcm('121005', 'Observer Type'), dcm('121006', 'Person'), 'HAS OBS CONTEXT'),
      person(dcm('121008', 'Person Observer Name'), nodule.reader, 'HAS OBS CONTEXT'),
      text(dcm('113012', 'Key Object Description'), 'Nodule in the right upper lobe'),
      { ...image(middle), ReferencedSOPSequence: shown },
      ...others.instances.map((instance) => image({ ...others, instances: [instance] })),
    ],
  });
  return objectSeries('KO', 'Key images', objectPlan(keyObjectSelection, elements));
}

const derived = (value: string, meaning: string) => code(value, 'SCT', meaning);

/** Imaging Measurement Report (TID 1500), not yet verified: as a measuring tool writes it. */
function measurements({ seed }: Region, nodule: Nodule, middle: NamedPictures): SeriesPlan {
  const { column, row, radius } = placeOf(nodule);
  const context = 'HAS OBS CONTEXT';
  const group = container(dcm('125007', 'Measurement Group'), [
    text(dcm('112039', 'Tracking Identifier'), 'Nodule 1', context),
    uid(dcm('112040', 'Tracking Unique Identifier'), uidFrom(seed, 'tracking', nodule.study), context),
    coded(dcm('121071', 'Finding'), derived('27925004', 'Nodule')),
    coded(
      derived('363698007', 'Finding Site'),
      derived('45653009', 'Upper lobe of right lung'),
      'HAS CONCEPT MOD',
    ),
    length(
      derived('103339001', 'Long Axis'),
      nodule.diameter.toFixed(1),
      [column - radius, row, column + radius, row],
      middle,
    ),
    length(
      derived('103340004', 'Short Axis'),
      (nodule.diameter * 0.9).toFixed(1),
      [column, row - radius * 0.9, column, row + radius * 0.9],
      middle,
    ),
  ]);
  const elements = documentElements({
    at: nodule.at,
    title: dcm('126000', 'Imaging Measurement Report'),
    template: '1500',
    pictures: [middle],
    content: [
      coded(
        dcm('121049', 'Language of Content Item and Descendants'),
        code('en-GB', 'RFC5646', 'English (United Kingdom)'),
        'HAS CONCEPT MOD',
      ),
      coded(dcm('121005', 'Observer Type'), dcm('121006', 'Person'), context),
      person(dcm('121008', 'Person Observer Name'), nodule.reader, context),
      coded(
        dcm('121058', 'Procedure reported'),
        code('75385009', 'SCT', 'CT of thorax with contrast'),
        'HAS CONCEPT MOD',
      ),
      container(dcm('111028', 'Image Library'), [
        container(dcm('126200', 'Image Library Group'), [image(middle)]),
      ]),
      container(dcm('126010', 'Imaging Measurements'), [group]),
    ],
  });
  const flags = { CompletionFlag: 'COMPLETE', VerificationFlag: 'UNVERIFIED' };
  return objectSeries('SR', 'Measurements', objectPlan(comprehensive, { ...elements, ...flags }));
}
