import { dicomDateTime } from '../dicom/dataset';
import type { Elements } from '../dicom/dataset';
import type { ImagePlan, SeriesPlan } from '../study-plan';
import { objectPlan } from './object-plan';
import { sopItems } from './pictures';
import type { NamedPictures } from './pictures';

export const grayscalePresentation = '1.2.840.10008.5.1.4.1.1.11.1';

export interface PlacedNodule {
  readonly centre: { readonly x: number; readonly y: number };
  readonly diameter: number;
  readonly fieldOfView: number;
  readonly size: number;
  readonly at: string;
  readonly reader: string;
}

/** How one picture was left, by what tells it from the others. */
interface Left {
  readonly label: string;
  readonly description: string;
  readonly window: readonly [center: string, width: string, explanation: string];
  /** Half the width of what is shown, pixels; all of the picture where absent */
  readonly half?: number;
  readonly marks: Elements;
  /** Graphic Layer Recommended Display CIELab Value */
  readonly colour?: readonly [number, number, number];
}

/** Picture coordinates, 0 at the corner of the first pixel (PS3.3 C.10.5.1.2). */
export function placeOf({ centre, diameter, fieldOfView, size }: PlacedNodule) {
  const pixel = fieldOfView / size;
  const at = (mm: number) => Number(((mm + fieldOfView / 2) / pixel).toFixed(2));
  return { column: at(centre.x), row: at(centre.y), radius: Number((diameter / 2 / pixel).toFixed(2)) };
}

/**
 * Grayscale Softcopy Presentation States (PS3.3 A.33.1) of the same picture: the lung window, zoomed, with the nodule
 * ringed and named; and the mediastinal one, whole, with its two axes drawn. By their labels one is chosen.
 */
export function nodulePresentations(
  nodule: PlacedNodule,
  near: NamedPictures,
  middle: NamedPictures,
): SeriesPlan {
  const { column, row, radius } = placeOf(nodule);
  const ring = radius * 1.7;
  const lung: Left = {
    label: 'LUNG_NODULE',
    description: 'Lung window, nodule in the right upper lobe',
    window: ['-600', '1500', 'LUNG'],
    half: Math.round(nodule.size / 5),
    marks: {
      GraphicObjectSequence: [graphic('CIRCLE', [column, row, column + ring, row])],
      TextObjectSequence: [text(`Nodule ${nodule.diameter} mm`, [column + ring, row])],
    },
  };
  const short = radius * 0.9;
  const mediastinum: Left = {
    label: 'MEDIASTINUM',
    description: 'Mediastinal window, long and short axis',
    window: ['50', '350', 'MEDIASTINUM'],
    // A light green, L* 88, a* -50, b* 40
    colour: [57_671, 20_046, 43_176],
    marks: {
      GraphicObjectSequence: [
        graphic('POLYLINE', [column - radius, row, column + radius, row]),
        graphic('POLYLINE', [column, row - short, column, row + short]),
      ],
      TextObjectSequence: [
        text(`${nodule.diameter} × ${(nodule.diameter * 0.9).toFixed(1)} mm`, [column + ring, row]),
      ],
    },
  };
  return {
    modality: 'PR',
    description: 'Presentation states',
    images: [lung, mediastinum].map((left) => presentation(nodule, left, near, middle)),
  };
}

const graphic = (type: 'CIRCLE' | 'POLYLINE', points: readonly number[]): Elements => ({
  GraphicAnnotationUnits: 'PIXEL',
  GraphicDimensions: 2,
  NumberOfGraphicPoints: points.length / 2,
  GraphicData: points,
  GraphicType: type,
  GraphicFilled: 'N',
});

const text = (words: string, anchor: readonly [number, number]): Elements => ({
  AnchorPointAnnotationUnits: 'PIXEL',
  UnformattedTextValue: words,
  AnchorPoint: anchor,
  AnchorPointVisibility: 'Y',
});

function presentation(
  nodule: PlacedNodule,
  { label, description, window, half, marks, colour }: Left,
  near: NamedPictures,
  middle: NamedPictures,
): ImagePlan {
  const { date, time } = dicomDateTime(nodule.at);
  const { column, row } = placeOf(nodule);
  const clamped = (value: number) => Math.min(nodule.size, Math.max(1, Math.round(value)));
  const corner = (sign: 1 | -1) =>
    half === undefined
      ? [sign < 0 ? 1 : nodule.size, sign < 0 ? 1 : nodule.size]
      : [clamped(column + sign * half), clamped(row + sign * half)];
  const [center, width, explanation] = window;
  return objectPlan(grayscalePresentation, {
    SeriesDate: date,
    SeriesTime: time,
    AcquisitionDate: undefined,
    AcquisitionTime: undefined,
    ContentLabel: label,
    ContentDescription: description,
    PresentationCreationDate: date,
    PresentationCreationTime: time,
    ContentCreatorName: nodule.reader,
    ReferencedSeriesSequence: [{ SeriesInstanceUID: near.series, ReferencedImageSequence: sopItems(near) }],
    SoftcopyVOILUTSequence: [
      { WindowCenter: center, WindowWidth: width, WindowCenterWidthExplanation: explanation },
    ],
    RescaleIntercept: '-1024',
    RescaleSlope: '1',
    RescaleType: 'HU',
    PresentationLUTShape: 'IDENTITY',
    DisplayedAreaSelectionSequence: [
      {
        DisplayedAreaTopLeftHandCorner: corner(-1),
        DisplayedAreaBottomRightHandCorner: corner(1),
        PresentationSizeMode: 'SCALE TO FIT',
        PresentationPixelAspectRatio: ['1', '1'],
      },
    ],
    GraphicLayerSequence: [
      {
        GraphicLayer: 'MARKS',
        GraphicLayerOrder: '1',
        ...(colour && { GraphicLayerRecommendedDisplayCIELabValue: colour }),
      },
    ],
    GraphicAnnotationSequence: [
      { ReferencedImageSequence: sopItems(middle), GraphicLayer: 'MARKS', ...marks },
    ],
  });
}
