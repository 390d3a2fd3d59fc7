import type { DataPresentation, ViewPresentation } from './view-state';

/** Least and most, both allowed. */
export type Range = readonly [least: number, most: number];

/** The value itself, or the end of the range that it is beyond. */
export const clamp = (value: number, [least, most]: Range): number => Math.min(most, Math.max(least, value));

/** Of a picture that is fitted into its view, whatever it is zoomed by: a hand, a key, a button. */
const ZOOM: Range = [0.02, 100];

/** A zoom that is so many times the one before, as far as zooming goes. */
export const zoomedBy = (zoom: ViewPresentation['zoom'], factor: number): number =>
  clamp(zoom * factor, ZOOM);

/** One step of a key or button that stands for a drag: how many times larger, or smaller. */
export const ZOOM_STEP = 1.25;

/** CSS pixels that a key or button moves the picture by */
export const PAN_STEP = 40;

/** One step of a key or button, as a share of the window's own width: it looks alike on CT and on X-ray. */
export const CENTER_STEP = 0.1;
export const WIDTH_STEP = 0.15;

/** The share of its width that is left of a window by one change at least: none becomes empty or turns round. */
const NARROWEST = 0.05;

/**
 * A window that is moved and widened by shares of its own width. A width has no least value: that of a picture in
 * fractions may be below 1 (PS3.3 C.11.2.1.3.2).
 */
export const windowBy = (
  { center, width }: NonNullable<DataPresentation['window']>,
  by: { readonly center: number; readonly width: number },
): NonNullable<DataPresentation['window']> => ({
  center: center + by.center * width,
  width: width * Math.max(NARROWEST, 1 + by.width),
});

/** The position among so many frames that is nearest to one that is asked for; 0 where there are none. */
export const nearestPosition = (at: number, count: number): number =>
  clamp(Math.round(at) || 0, [0, Math.max(0, count - 1)]);

/** Frames a second that are offered for playing. */
export const PLAYBACK_RATES = [1, 2, 5, 10, 15, 20, 25, 30, 50, 60] as const;

/** Frames a second where the object says none */
export const USUAL_RATE = 15;
