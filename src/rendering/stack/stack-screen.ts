import type { DisplaySet } from '../../domain/study/display-set';
import type { Milestone } from '../../domain/ports/milestone';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Presentation } from '../../domain/presentation/view-state';
import type { Problem } from '../../domain/problem';
import { isNoMemory } from '../decode/no-memory';
import type { DecodedCache } from '../frames/decoded-cache';
import type { EncodedBudget } from '../frames/encoded-budget';
import { isAlike, newestReady, picturesAt, rangeOf, stateOf, type Displayed } from './displayed';
import type { Painted, Painter, Picture } from '../paint/painter';
import { valuesOf } from '../paint/picture-values';

export interface ScreenParts {
  readonly cache: DecodedCache;
  readonly budget: EncodedBudget;
  readonly mark: (milestone: Milestone) => void;
  /** Every frame of a display set is here, and one is on the screen */
  readonly onComplete: () => void;
}

/** The viewport that is painted in. */
export interface ScreenOwner {
  painter(): Painter;
  presentation(): Presentation;
  /** A hand is on the picture */
  isMoving(): boolean;
  /** Another frame is on the screen now */
  another(): void;
  fail(displayed: Displayed, at: number, problem: Problem): void;
  grow(displaySet: DisplaySet, at: number): void;
  emit(event: RenderingEvent): void;
}

/** What is on the screen of one viewport, and what is told of it. */
export interface StackScreen {
  /** Paints what is requested, or the newest that is here of what was requested on the way there, and tells what it did. */
  paint(now: Displayed): void;
  /** What is on the screen is to be painted again. */
  repaint(): void;
  /** How it is shown is to be told again. */
  tell(): void;
  tellShown(at: number, picture: Picture): void;
}

export function stackScreen(
  { cache, budget, mark, onComplete }: ScreenParts,
  { painter, presentation, isMoving, another, fail, grow, emit }: ScreenOwner,
): StackScreen {
  let repaint = false;
  let tells = false;

  const paint = (now: Displayed) => {
    const at = newestReady(now, presentation(), cache);
    const isNew = at !== now.shown?.at || repaint;
    if (at !== undefined && at !== now.failedAt && isNew) paintAt(now, at);
    if (now.shown?.at !== now.requested) tellAwaited(now);
    if (now.shown === undefined) paintPreview(now);
    if (now.complete && now.shown && !now.displaySet.partial) {
      now.complete = false;
      mark('stack-complete');
      onComplete();
    }
    const state = tells ? stateOf(now, presentation()) : undefined;
    if (state) emit({ type: 'presentation.changed', state });
    if (state) tells = false;
  };

  const paintPreview = (now: Displayed) => {
    const picture = now.preview?.picture();
    const frame = now.displaySet.frames[now.requested];
    if (!picture || !frame || (now.previewed === picture && !repaint)) return;
    painter().preview(picture, frame, presentation());
    repaint = false;
    const isFirst = now.previewed === undefined;
    now.previewed = picture;
    if (!isFirst) return;
    emit({ type: 'frame.shown', at: now.requested, quality: 'preview', lossy: true });
    mark('first-preview');
  };

  const paintAt = (now: Displayed, at: number) => {
    const before = now.shown;
    const pictures = picturesAt(now, at, presentation());
    if (!pictures) return;
    const { picture, plain } = pictures;
    const painted = paintedOrFailed(now, at, picture);
    if (!painted) return;
    repaint = false;
    now.shown = { at, picture, plain, painted };
    now.ownRange ??= rangeOf(plain);
    now.preview?.stop();
    const passed = now.trail.lastIndexOf(at);
    now.trail = at === now.requested ? [] : now.trail.slice(passed + 1);
    if (at === now.requested) now.awaited = undefined;
    if (before?.at === at && before.picture.decoded === picture.decoded) return;
    if (before?.at !== at) another();
    if (before === undefined || !isAlike(before.painted, painted)) tells = true;
    tellShown(at, picture);
    mark('first-preview');
    mark('first-image');
    if (now.growth) grow(...now.growth);
  };

  const paintedOrFailed = (now: Displayed, at: number, picture: Picture): Painted | undefined => {
    try {
      return painter().paint(picture, presentation(), isMoving());
    } catch (error) {
      if (!isNoMemory(error)) throw error;
      repaint = false;
      cache.shrink();
      budget.shrink();
      fail(now, at, { kind: 'no-memory' });
      return undefined;
    }
  };

  const tellShown = (at: number, picture: Picture) => {
    const values = valuesOf(picture);
    const { lossy } = picture.decoded;
    const colours = coloursOf(picture);
    emit({
      type: 'frame.shown',
      at,
      quality: 'final',
      lossy,
      ...(colours && { colours }),
      ...(values && { values }),
    });
  };

  const tellAwaited = (now: Displayed) => {
    if (now.awaited === now.requested || now.failedAt === now.requested) return;
    now.awaited = now.requested;
    emit({ type: 'frame.awaited', at: now.requested });
  };

  return {
    paint,
    repaint: () => (repaint = true),
    tell: () => (tells = true),
    tellShown,
  };
}

/** What is to be said of a picture's colours. */
function coloursOf({ decoded, frame }: Picture): 'profile-unusable' | 'uncalibrated' | undefined {
  if (decoded.kind !== 'colour') return undefined;
  if (decoded.profile) return 'profile-unusable';
  return frame.instance.image?.uncalibrated ? 'uncalibrated' : undefined;
}
