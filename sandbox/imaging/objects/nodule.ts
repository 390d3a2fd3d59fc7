import { dicomDateTime } from '../dicom/dataset';
import type { Elements } from '../dicom/dataset';
import { uidFrom } from '../identifiers';
import type { Region } from '../region';
import type { SeriesPlan } from '../study-plan';
import { coded, code, container, dcm, documentElements, image, length, person, text, uid } from './content';
import { objectPlan, objectSeries } from './object-plan';
import { picturesOf, sopItems } from './pictures';
import type { NamedPictures } from './pictures';

const ctImage = '1.2.840.10008.5.1.4.1.1.2';
const keyObjectSelection = '1.2.840.10008.5.1.4.1.1.88.59';
const grayscalePresentation = '1.2.840.10008.5.1.4.1.1.11.1';
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
    presentation(nodule, pictures(near), pictures([middle])),
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

/** Picture coordinates, 0 at the corner of the first pixel (PS3.3 C.10.5.1.2). */
function placeOf({ centre, diameter, fieldOfView, size }: Nodule) {
  const pixel = fieldOfView / size;
  const at = (mm: number) => Number(((mm + fieldOfView / 2) / pixel).toFixed(2));
  return { column: at(centre.x), row: at(centre.y), radius: Number((diameter / 2 / pixel).toFixed(2)) };
}

/** Grayscale Softcopy Presentation State (PS3.3 A.33.1): lung window, zoomed, the nodule ringed and named. */
function presentation(nodule: Nodule, near: NamedPictures, middle: NamedPictures): SeriesPlan {
  const { date, time } = dicomDateTime(nodule.at);
  const { column, row, radius } = placeOf(nodule);
  const half = Math.round(nodule.size / 5);
  const clamped = (value: number) => Math.min(nodule.size, Math.max(1, Math.round(value)));
  const ring = radius * 1.7;
  const elements: Elements = {
    SeriesDate: date,
    SeriesTime: time,
    AcquisitionDate: undefined,
    AcquisitionTime: undefined,
    ContentLabel: 'LUNG_NODULE',
    ContentDescription: 'Lung window, nodule in the right upper lobe',
    PresentationCreationDate: date,
    PresentationCreationTime: time,
    ContentCreatorName: nodule.reader,
    ReferencedSeriesSequence: [{ SeriesInstanceUID: near.series, ReferencedImageSequence: sopItems(near) }],
    SoftcopyVOILUTSequence: [
      { WindowCenter: '-600', WindowWidth: '1500', WindowCenterWidthExplanation: 'LUNG' },
    ],
    RescaleIntercept: '-1024',
    RescaleSlope: '1',
    RescaleType: 'HU',
    PresentationLUTShape: 'IDENTITY',
    DisplayedAreaSelectionSequence: [
      {
        DisplayedAreaTopLeftHandCorner: [clamped(column - half), clamped(row - half)],
        DisplayedAreaBottomRightHandCorner: [clamped(column + half), clamped(row + half)],
        PresentationSizeMode: 'SCALE TO FIT',
        PresentationPixelAspectRatio: ['1', '1'],
      },
    ],
    GraphicLayerSequence: [{ GraphicLayer: 'MARKS', GraphicLayerOrder: '1' }],
    GraphicAnnotationSequence: [
      {
        ReferencedImageSequence: sopItems(middle),
        GraphicLayer: 'MARKS',
        GraphicObjectSequence: [
          {
            GraphicAnnotationUnits: 'PIXEL',
            GraphicDimensions: 2,
            NumberOfGraphicPoints: 2,
            GraphicData: [column, row, column + ring, row],
            GraphicType: 'CIRCLE',
            GraphicFilled: 'N',
          },
        ],
        TextObjectSequence: [
          {
            AnchorPointAnnotationUnits: 'PIXEL',
            UnformattedTextValue: `Nodule ${nodule.diameter} mm`,
            AnchorPoint: [column + ring, row],
            AnchorPointVisibility: 'Y',
          },
        ],
      },
    ],
  };
  return objectSeries('PR', 'Lung window, nodule', objectPlan(grayscalePresentation, elements));
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
