import { clamp } from '../../domain/presentation/limits';
import type { Area } from '../../domain/slide/tiles';
import type { Pair, Slide } from '../../domain/slide/slide';

/** Where a slide is looked at. Lengths are the slide's. */
export interface Camera {
  readonly middle: Pair;
  /** From one CSS pixel to the next */
  readonly pitch: number;
}

/** A pixel of the finest level may be shown so many CSS pixels large */
const MOST_ENLARGED = 16;
/** Beyond the whole slide */
const LEAST = 2;
/** Of the view, around a slide that fits it */
const MARGIN = 0.98;

/** The whole slide in the view. */
export function fitted({ size }: Slide, view: Pair): Camera {
  const pitch = Math.max(size[0] / Math.max(1, view[0]), size[1] / Math.max(1, view[1])) / MARGIN;
  return { middle: [size[0] / 2, size[1] / 2], pitch };
}

/** Within the slide, and as near or far as there is something to see. */
export function within(slide: Slide, view: Pair, { middle, pitch }: Camera): Camera {
  const finest = Math.min(...slide.levels[0].pitch);
  const most = fitted(slide, view).pitch * LEAST;
  return {
    middle: [clamp(middle[0], [0, slide.size[0]]), clamp(middle[1], [0, slide.size[1]])],
    pitch: clamp(pitch, [Math.min(finest / MOST_ENLARGED, most), most]),
  };
}

/** The place on the slide that is at a place of the view, CSS pixels from its left upper corner. */
export const placeAt = ({ middle, pitch }: Camera, view: Pair, [x, y]: Pair): Pair => [
  middle[0] + (x - view[0] / 2) * pitch,
  middle[1] + (y - view[1] / 2) * pitch,
];

/** Nearer by a factor; what is at `about` stays where it is. */
export function zoomed(slide: Slide, view: Pair, camera: Camera, factor: number, about: Pair): Camera {
  const { pitch } = within(slide, view, { ...camera, pitch: camera.pitch / factor });
  const by = pitch / camera.pitch;
  const middle: Pair = [
    about[0] + (camera.middle[0] - about[0]) * by,
    about[1] + (camera.middle[1] - about[1]) * by,
  ];
  return within(slide, view, { middle, pitch });
}

/** What of the slide is in the view. */
export const seen = (camera: Camera, view: Pair): Area => ({
  from: placeAt(camera, view, [0, 0]),
  size: [view[0] * camera.pitch, view[1] * camera.pitch],
});
