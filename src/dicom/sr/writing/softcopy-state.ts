import type { Figure, Point } from '../../../domain/measure/figure';
import type { KeyImageToSave } from '../../../domain/objects/key-image-to-save';
import type { SavedView } from '../../../domain/presentation/saved-view';
import type { Lut, ModalityLut } from '../../../domain/study/study';
import { commonHeader, moment, nameText } from './document-header';
import { element, personName, sequence, type WrittenDataset } from './element';
import { graphicsOf } from './graphics';
import type { WrittenUids } from './uid';
import * as Tag from '../../tags';

export const GRAYSCALE_SOFTCOPY_STATE = '1.2.840.10008.5.1.4.1.1.11.1';

/** The one layer of graphics */
const LAYER = 'MARKS';

/** A Grayscale Softcopy Presentation State (PS3.3 A.33.1): window, part and lie of one picture, and what is drawn on it. */
export function softcopyState(
  given: KeyImageToSave,
  view: SavedView,
  { view: uid, viewSeries }: Pick<WrittenUids, 'view' | 'viewSeries'>,
): WrittenDataset {
  const { frame, made, note, observer } = given;
  const annotations = given.marks.flatMap(annotation);
  const { date, time } = moment(made);
  const image = sequence({
    [Tag.ReferencedSOPClassUID]: element('UI', frame.sopClass),
    [Tag.ReferencedSOPInstanceUID]: element('UI', frame.instance),
    ...(frame.isMultiFrame && { [Tag.ReferencedFrameNumber]: element('IS', String(frame.frame)) }),
  });
  return {
    ...commonHeader(given),
    [Tag.SOPClassUID]: element('UI', GRAYSCALE_SOFTCOPY_STATE),
    [Tag.SOPInstanceUID]: element('UI', uid),
    [Tag.SeriesInstanceUID]: element('UI', viewSeries),
    [Tag.Modality]: element('CS', 'PR'),
    [Tag.SeriesDescription]: element('LO', 'View of a key image'),
    [Tag.ContentLabel]: element('CS', 'KEY IMAGE'),
    [Tag.ContentDescription]: element('LO', oneLine(note)),
    [Tag.PresentationCreationDate]: element('DA', date),
    [Tag.PresentationCreationTime]: element('TM', time),
    [Tag.ContentCreatorName]: personName(nameText(observer)),
    [Tag.ReferencedSeriesSequence]: sequence({
      [Tag.ReferencedImageSequence]: image,
      [Tag.SeriesInstanceUID]: element('UI', frame.series),
    }),
    ...modality(view.modalityLut),
    [Tag.SoftcopyVOILUTSequence]: sequence(voi(view.voi)),
    [Tag.PresentationLUTShape]: element('CS', view.inverse ? 'INVERSE' : 'IDENTITY'),
    [Tag.ImageRotation]: element('US', view.rotation),
    [Tag.ImageHorizontalFlip]: element('CS', view.flipHorizontal ? 'Y' : 'N'),
    [Tag.DisplayedAreaSelectionSequence]: sequence({
      [Tag.DisplayedAreaTopLeftHandCorner]: element('SL', ...view.area.topLeft),
      [Tag.DisplayedAreaBottomRightHandCorner]: element('SL', ...view.area.bottomRight),
      [Tag.PresentationSizeMode]: element('CS', 'SCALE TO FIT'),
      [Tag.PresentationPixelAspectRatio]: element('IS', ...whole(view.aspect)),
    }),
    ...(annotations.length > 0 && {
      [Tag.GraphicLayerSequence]: sequence({
        [Tag.GraphicLayer]: element('CS', LAYER),
        [Tag.GraphicLayerOrder]: element('IS', '1'),
      }),
      [Tag.GraphicAnnotationSequence]: sequence(...annotations),
    }),
  };
}

/** LO holds 64 characters and no break. */
const oneLine = (words: string | undefined) =>
  words
    ?.replaceAll(/[\s\\]+/g, ' ')
    .trim()
    .slice(0, 64);

/** Millimetres as whole numbers in the same ratio. */
function whole([vertical, horizontal]: SavedView['aspect']): readonly [string, string] {
  if (vertical === horizontal) return ['1', '1'];
  return [String(Math.round((vertical / horizontal) * 100_000)), '100000'];
}

function modality(lut: ModalityLut): WrittenDataset {
  if (lut.kind === 'lut')
    return {
      [Tag.ModalityLUTSequence]: sequence({
        ...table(lut.lut),
        [Tag.ModalityLUTType]: element('LO', lut.type ?? 'US'),
      }),
    };
  return {
    [Tag.RescaleIntercept]: element('DS', decimal(lut.intercept)),
    [Tag.RescaleSlope]: element('DS', decimal(lut.slope)),
    [Tag.RescaleType]: element('LO', lut.type ?? 'US'),
  };
}

function voi(of: SavedView['voi']): WrittenDataset {
  if ('lut' in of) return { [Tag.VOILUTSequence]: sequence(table(of.lut)) };
  return {
    [Tag.WindowCenter]: element('DS', decimal(of.center)),
    [Tag.WindowWidth]: element('DS', decimal(of.width)),
    ...(of.function !== 'LINEAR' && { [Tag.VOILUTFunction]: element('CS', of.function) }),
  };
}

/** LUT Descriptor and LUT Data (PS3.3 C.11.1.1.1): 0 entries are 65,536. */
function table({ firstMapped, bits, values }: Lut): WrittenDataset {
  const vr = firstMapped < 0 ? 'SS' : 'US';
  return {
    [Tag.LUTDescriptor]: element(vr, values.length & 0xffff, firstMapped, bits),
    [Tag.LUTData]: { vr: 'OW', Value: Array.from(values) },
  };
}

/** DS has room for 16 characters. */
function decimal(value: number): string {
  const plain = String(value);
  return plain.length <= 16 ? plain : String(Number(value.toPrecision(9)));
}

/** What is drawn, in the picture's pixels, and the words beside it (PS3.3 C.10.5): a note without words is neither, and no annotation. */
function annotation({ figure, words }: KeyImageToSave['marks'][number]): readonly WrittenDataset[] {
  const lines = [
    ...graphicsOf(figure).filter(({ type }) => type !== 'POINT' || figure.kind !== 'note'),
    ...head(figure),
  ];
  if (words.length === 0 && lines.length === 0) return [];
  return [
    {
      [Tag.GraphicLayer]: element('CS', LAYER),
      ...(words.length > 0 && {
        [Tag.TextObjectSequence]: sequence({
          [Tag.AnchorPointAnnotationUnits]: element('CS', 'PIXEL'),
          [Tag.UnformattedTextValue]: element('ST', words.join('\r\n').slice(0, 1000)),
          [Tag.AnchorPoint]: element('FL', ...wordsAt(figure)),
          [Tag.AnchorPointVisibility]: element('CS', 'N'),
        }),
      }),
      ...(lines.length > 0 && {
        [Tag.GraphicObjectSequence]: sequence(
          ...lines.map(({ type, points }) => ({
            [Tag.GraphicAnnotationUnits]: element('CS', 'PIXEL'),
            [Tag.GraphicDimensions]: element('US', 2),
            [Tag.NumberOfGraphicPoints]: element('US', points.length),
            [Tag.GraphicData]: element('FL', ...points.flat()),
            [Tag.GraphicType]: element('CS', type),
            [Tag.GraphicFilled]: element('CS', 'N'),
          })),
        ),
      }),
    },
  ];
}

/** Words stand at the last point: the end of a line, the far end of an arrow. */
const wordsAt = ({ points }: Figure): Point => points.at(-1) ?? [0, 0];

/** How long the head of an arrow is, as a share of its shaft */
const HEAD = 0.2;

/** The head of an arrow is two lines more: a graphic state of 1999 knows none. */
function head(figure: Figure): ReturnType<typeof graphicsOf> {
  if (figure.kind !== 'arrow') return [];
  const [[x, y], [fromX, fromY]] = figure.points;
  const [back, aside] = [(fromX - x) * HEAD, (fromY - y) * HEAD];
  return [
    {
      type: 'POLYLINE',
      points: [
        [x + back - aside / 2, y + aside + back / 2],
        [x, y],
        [x + back + aside / 2, y + aside - back / 2],
      ],
    },
  ];
}
