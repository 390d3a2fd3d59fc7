import { numberInWhole } from '../../domain/study/parts';
import { isMeantSubtracted, subtractionOf, type Subtraction } from '../../domain/study/subtraction';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Presentation } from '../../domain/presentation/view-state';
import type { Frame } from '../../domain/study/study';
import type { GreyFrame } from '../decode/pixels';
import type { DecodedCache } from '../frames/decoded-cache';
import { describedOf } from '../paint/attributes';
import type { Picture } from '../paint/painter';
import { softcopyOf } from '../softcopy/applies';
import { difference } from './difference';

/** What a frame of a stack is subtracted by, as positions in the stack. */
export interface StackSubtraction extends Subtraction {
  readonly positions: { readonly contrast: readonly number[]; readonly masks: readonly number[] };
}

/**
 * How the frame at a position is subtracted under a presentation; `undefined` where it is shown as it is: nobody wants it
 * subtracted, nothing says by what, or its mask is not in the stack. A saved view says for itself whether and by what.
 */
export function stackSubtraction(
  { frames }: Pick<DisplaySet, 'frames'>,
  at: number,
  { subtraction: chosen, softcopy }: Pick<Presentation, 'subtraction' | 'softcopy'>,
): StackSubtraction | undefined {
  const frame = frames[at];
  if (!frame) return undefined;
  const saved = softcopyOf(softcopy, frame);
  const isWanted = saved ? saved.masks !== undefined : (chosen ?? isMeantSubtracted(frame));
  const found = isWanted ? subtractionOf(frame, saved?.masks) : undefined;
  if (!found) return undefined;
  const positions = {
    contrast: found.contrast.map((number) => placeOf(frames, frame, number)),
    masks: found.masks.map((number) => placeOf(frames, frame, number)),
  };
  const isHere = [...positions.contrast, ...positions.masks].every((one) => one >= 0);
  return isHere ? { ...found, positions } : undefined;
}

/** Frames of one object, in however many parts it is stored, mostly stand in its order. */
function placeOf(frames: readonly Frame[], { instance }: Frame, number: number): number {
  const { uid, concatenation } = instance;
  const isIt = (one: Frame | undefined) =>
    one !== undefined &&
    numberInWhole(one) === number &&
    (concatenation ? one.instance.concatenation?.uid === concatenation.uid : one.instance.uid === uid);
  return isIt(frames[number - 1]) ? number - 1 : frames.findIndex(isIt);
}

/** The positions that have to be decoded beside a frame. */
export const partsOf = (subtraction: StackSubtraction | undefined): readonly number[] =>
  subtraction ? [...subtraction.positions.masks, ...subtraction.positions.contrast] : [];

/** Differences that were made last: what is painted again and again while a window is dragged. */
const KEPT = 4;

export interface Subtractor {
  /** The frame of a picture subtracted; `undefined` where a part of it is not here. */
  subtracted(picture: Picture, subtraction: StackSubtraction): Picture | undefined;
}

/** Subtracts the frames of one stack, whose decoded frames are in a cache. */
export function subtractor(frames: readonly Frame[], cache: Pick<DecodedCache, 'get'>): Subtractor {
  const kept = new Map<string, { readonly of: Picture['decoded']; readonly made: GreyFrame }>();

  const grey = (at: number): GreyFrame | undefined => {
    const frame = frames[at];
    const decoded = frame && cache.get(frame);
    return decoded?.kind === 'grey' ? decoded : undefined;
  };
  const all = (positions: readonly number[]): readonly GreyFrame[] | undefined => {
    const found = positions.map(grey).filter((one) => one !== undefined);
    return found.length === positions.length ? found : undefined;
  };

  const make = (picture: Picture, { positions, shift }: StackSubtraction): GreyFrame | undefined => {
    const [contrast, masks] = [all(positions.contrast), all(positions.masks)];
    return contrast && masks && difference(contrast, masks, shift, describedOf(picture.frame));
  };

  return {
    subtracted(picture, subtraction) {
      const { masks, contrast, shift } = subtraction;
      const key = `${contrast.join()}-${masks.join()}-${shift.join()}`;
      const before = kept.get(key);
      const made = before?.of === picture.decoded ? before.made : make(picture, subtraction);
      if (!made) return undefined;
      kept.delete(key);
      kept.set(key, { of: picture.decoded, made });
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
      return { ...picture, decoded: made, subtraction: { masks, contrast, shift } };
    },
  };
}
