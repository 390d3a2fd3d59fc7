import { dateWords } from '../../texts/en/dates';
import type { DisplaySet } from '../../domain/study/display-set';
import type { ViewState } from '../../domain/presentation/view-state';
import type { Study, VoiWindow } from '../../domain/study/study';
import { studyWords } from '../../texts/en/studies';
import type { Graphics } from '../../workflow/viewer/graphics';
import { keyOf } from '../commands/keys';
import { ACTIONS } from '../commands/registry';
import { OWN_RANGE, subtractionTexts } from '../../texts/en/viewer';
import { savedViewName } from '../../texts/en/saved-views';
import { pictureTexts } from '../../texts/en/pictures';

/** @param scale screen pixels to a pixel of the picture */
export const zoomWords = (scale: number): string =>
  pictureTexts.zoom(String(Number((scale * 100).toFixed(scale < 0.1 ? 1 : 0))));

export function windowWords({ center, width }: Pick<VoiWindow, 'center' | 'width'>): string {
  // Three digits of the width tell one window from the next, whatever the scale of the values.
  const digits = width >= 10 || !(width > 0) ? 0 : Math.min(12, Math.ceil(2 - Math.log10(width)));
  const short = (value: number) => String(Number(value.toFixed(digits)));
  return pictureTexts.window(short(center), short(width));
}

/** VL Whole Slide Microscopy Image Storage (PS3.4 B.5) */
const WHOLE_SLIDE = '1.2.840.10008.5.1.4.1.1.77.1.6';

/**
 * The frames of a whole slide are its tiles (PS3.3 C.8.12.4): one is never taken for all of it. Its label,
 * overview and thumbnail are whole pictures.
 */
export function isTiled({ kind, frames }: DisplaySet): boolean {
  if (kind === 'slide') return false;
  const instance = frames[0]?.instance;
  return instance?.sopClass === WHOLE_SLIDE && instance.frames.length > 1;
}

/** The text that stands for a picture (WCAG 1.1.1). */
export function pictureWords(
  study: Study,
  displaySet: DisplaySet,
  shown: number | undefined,
  state: ViewState | undefined,
): string {
  return [
    studyWords(study),
    displaySet.label,
    dateWords(study.started),
    shown === undefined
      ? pictureTexts.none
      : displaySet.partial
        ? pictureTexts.moreComing
        : displaySet.kind === 'waveform'
          ? pictureTexts.curves
          : displaySet.kind === 'slide'
            ? pictureTexts.slide
            : pictureTexts.position(shown, displaySet.frames.length),
    isTiled(displaySet) && pictureTexts.tilesSpoken,
    state?.windowInForce &&
      pictureTexts.windowSpoken(
        `${windowWords(state.windowInForce)}${state.isOwnRange ? ` ${OWN_RANGE}` : ''}`,
      ),
    state?.subtraction && subtractionTexts.by(state.subtraction.masks),
    state?.presentation.invert && pictureTexts.invertedSpoken,
    state?.softcopyInForce && pictureTexts.savedViewSpoken(savedViewName(state.softcopyInForce)),
  ]
    .filter(Boolean)
    .join(', ');
}

/** "Lossy 10:1" where the object says how much was lost. */
export function lossyWords(displaySet: DisplaySet, at: number): string {
  return pictureTexts.lossy(displaySet.frames[at]?.instance.image?.lossy?.ratio);
}

/** A gap is said at both of its sides: before the image after it, and after the one before it. */
export function gapWords(gaps: readonly number[], at: number): string | undefined {
  if (gaps.includes(at)) return pictureTexts.gapBefore;
  if (gaps.includes(at + 1)) return pictureTexts.gapAfter;
  return undefined;
}

const PARTS = ['words', 'measurements', 'overlays'] as const satisfies readonly (keyof Graphics)[];

/** "Hidden: measurements and overlays (B)" */
export const hiddenWords = (graphics: Graphics): string =>
  pictureTexts.hidden(
    PARTS.filter((part) => !graphics[part]).map((part) => pictureTexts.hideable[part]),
    keyOf(ACTIONS.everything),
  );
