import { at, back, type PictureMatrix } from '../geometry/picture-matrix';
import { framePixelShape } from '../study/pixel-shape';
import { attributesOf, type Frame, type FrameAttributes, type Lut, type ModalityLut } from '../study/study';
import { namesFrame } from './presentation-choice';
import type { Point, SoftcopyPresentation } from './presentation-state';
import type { Orientation, ViewState } from './view-state';

/** How a grey picture is looked at, as a presentation state can say it (PS3.3 A.33.1). */
export interface SavedView {
  readonly modalityLut: ModalityLut;
  readonly voi:
    | {
        readonly center: number;
        readonly width: number;
        readonly function: FrameAttributes['voiFunction'];
      }
    | { readonly lut: Lut };
  /** What is least is white */
  readonly inverse: boolean;
  /** Degrees clockwise; the flip is applied after it (PS3.3 C.10.6) */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flipHorizontal: boolean;
  /** Picture pixels from 1: those at the upper left and at the lower right of the screen */
  readonly area: { readonly topLeft: Point; readonly bottomRight: Point };
  /** Height and width of a pixel, of which only the ratio means anything */
  readonly aspect: readonly [vertical: number, horizontal: number];
}

/** What is on the screen and cannot be said by it. */
export type NotKept = 'palette' | 'subtraction' | 'shutter' | 'tones' | 'graphics';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The view of a frame as it is on the screen, and what of it is not kept.
 *
 * @param size of the viewport, CSS pixels
 * @returns `undefined` for a picture in colour, or one that has no pixels
 */
export function savedView(
  frame: Frame,
  state: ViewState,
  size: Size,
): { readonly view: SavedView; readonly notKept: readonly NotKept[] } | undefined {
  const described = attributesOf(frame);
  const { image } = frame.instance;
  const { presentation, windowInForce, softcopyInForce: softcopy, subtraction } = state;
  if (!described || !image || image.samplesPerPixel !== 1 || !windowInForce) return undefined;
  const grey = softcopy ? greyBy(softcopy, described, frame) : described;
  const lut = windowed(grey, state) ? undefined : (grey.voiLuts[presentation.voiLut ?? 0] ?? grey.voiLuts[0]);
  const isExact = state.isOwnRange || windowInForce.width < 1;
  const notKept = [
    presentation.palette && 'palette',
    subtraction && 'subtraction',
    (softcopy?.shutters ?? []).length > 0 && 'shutter',
    softcopy?.presentationLut && 'lut' in softcopy.presentationLut && 'tones',
    (softcopy?.annotations ?? []).length > 0 && presentation.annotations !== false && 'graphics',
  ] as const;
  const lies = turnedThenFlipped(state.orientation ?? presentation);
  return {
    view: {
      modalityLut: grey.modalityLut,
      voi: lut
        ? { lut }
        : {
            ...windowInForce,
            function: isExact && grey.voiFunction === 'LINEAR' ? 'LINEAR_EXACT' : grey.voiFunction,
          },
      inverse: grey.inverse !== presentation.invert,
      ...lies,
      area: areaSeen(state.matrix, size, image),
      aspect: framePixelShape(frame, softcopy && aspectOf(softcopy)),
    },
    notKept: notKept.filter((one) => one !== undefined && one !== false),
  };
}

type Grey = Pick<FrameAttributes, 'modalityLut' | 'voiFunction' | 'inverse' | 'windows' | 'voiLuts'>;

/** A window was chosen, or the picture has one of its own, or it has no table either. */
const windowed = ({ windows, voiLuts }: Grey, { presentation: { window, voiLut } }: ViewState) =>
  window !== undefined || voiLuts.length === 0 || (voiLut === undefined && windows.length > 0);

/** A presentation state defines all of the grey pipeline: what it leaves out is an identity (PS3.4 N.2.1). */
function greyBy(softcopy: SoftcopyPresentation, described: FrameAttributes, frame: Frame): Grey {
  const { voi, modalityLut, presentationLut } = softcopy;
  const own = voi.filter(({ images }) => images.length === 0 || images.some((one) => namesFrame(one, frame)));
  const chosen = own.find(({ images }) => images.length > 0) ?? own[0];
  return {
    modalityLut: modalityLut ?? { kind: 'rescale', slope: 1, intercept: 0 },
    voiFunction: chosen?.function ?? 'LINEAR',
    windows: chosen?.window ? [chosen.window] : [],
    voiLuts: chosen?.lut ? [chosen.lut] : [],
    inverse:
      presentationLut && 'shape' in presentationLut ? presentationLut.shape === 'INVERSE' : described.inverse,
  };
}

const aspectOf = ({ areas: [area] }: SoftcopyPresentation) => area?.spacing ?? area?.aspect;

/**
 * A view flips first and turns then; a presentation state turns first and flips then. Turning after a flip is turning the
 * other way before it.
 */
export function turnedThenFlipped({
  rotation,
  flipHorizontal,
  flipVertical,
}: Orientation): Pick<SavedView, 'rotation' | 'flipHorizontal'> {
  // Both flips are half a turn.
  const turn = rotation + (flipVertical ? 180 : 0);
  const isFlipped = flipHorizontal !== flipVertical;
  const turns = { 0: 0, 90: 90, 180: 180, 270: 270 } as const;
  const degrees = (isFlipped ? 720 - turn : turn) % 360;
  return { rotation: turns[degrees as keyof typeof turns], flipHorizontal: isFlipped };
}

/** The part of the picture that is seen; the whole of it where none is. */
function areaSeen(
  matrix: PictureMatrix,
  { width, height }: Size,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): SavedView['area'] {
  const corners = [back(matrix, [0, 0]), back(matrix, [width, height])] as const;
  const within = (one: number, other: number, most: number): readonly [number, number] => {
    const [from, to] = [
      Math.max(0, Math.round(Math.min(one, other))),
      Math.min(most, Math.round(Math.max(one, other))),
    ];
    return to > from ? [from + 1, to] : [1, most];
  };
  const [left, right] = within(corners[0][0], corners[1][0], columns);
  const [top, bottom] = within(corners[0][1], corners[1][1], rows);
  const ends: readonly Point[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  // Of the four, that which lies at the upper left on the screen: the corners change places with the turns (C.10.4).
  const onScreen = (point: Point) => at(matrix, point);
  const first = ends.reduce((best, one) => (sum(onScreen(one)) < sum(onScreen(best)) ? one : best));
  const last = ends[(ends.indexOf(first) + 2) % 4] ?? first;
  return { topLeft: first, bottomRight: last };
}

const sum = ([x, y]: Point) => x + y;
