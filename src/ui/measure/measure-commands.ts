import { tick } from 'svelte';
import { closed, figureAt } from '../../domain/measure/draft';
import type { Figure } from '../../domain/measure/figure';
import { isOfFrame, type Measurement } from '../../domain/measure/measurement';
import { figureKindOf, measureTool } from '../../domain/measure/measure-tool';
import { back } from '../../domain/geometry/picture-matrix';
import type { Frame } from '../../domain/study/study';
import type { MeasuringActor } from '../../workflow/measuring/measuring.machine';
import type { ViewerActor } from '../../workflow/viewer/viewer.machine';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import type { ViewportActor } from '../../workflow/viewport/viewport.machine';
import type { MeasureCommand } from '../commands/commands';
import { measureLayer } from './measure-layer';
import type { Preferences } from '../state/preferences.svelte';

export interface MeasureHands {
  readonly viewer: ViewerActor;
  /** The active one */
  readonly viewport: ViewportActor | undefined;
  readonly measuring: MeasuringActor;
  readonly preferences: Preferences;
}

/** The frame on the screen, where it may be measured: in full, and not an earlier stage of it. */
export function frameToMeasure({ shown, displaySet }: ViewportContext): Frame | undefined {
  return shown?.quality === 'final' ? displaySet?.frames[shown.at] : undefined;
}

/** Screen pixels that a picture pixel takes: a hand points at those, and not at CSS pixels. */
export const screenScale = (state: ViewportContext['state']): number =>
  (state?.scale ?? 1) * devicePixelRatio;

/** Carries out what a button, a key or a menu asks of the measurements. */
export function measureBy(command: MeasureCommand, hands: MeasureHands): void {
  const { viewer, viewport, measuring, preferences } = hands;
  switch (command.kind) {
    case 'measure':
      if (command.figure) preferences.figure = command.figure;
      viewer.send({ type: 'graphics.show', part: 'measurements' });
      return viewer.send({ type: 'tool.use', tool: measureTool(preferences.figure) });
    case 'measurements':
      preferences.measurementsListed = !preferences.measurementsListed;
      return;
    case 'measurePlace':
      viewer.send({ type: 'graphics.show', part: 'measurements' });
      return viewport && place(viewport, measuring);
    case 'measureNext':
      viewer.send({ type: 'graphics.show', part: 'measurements' });
      return viewport && chooseNext(viewport, measuring);
    case 'measureUndo':
      return measuring.send({ type: 'act.undo' });
    case 'measureDelete': {
      const chosen = viewport && chosenIn(viewport, measuring);
      if (chosen) measuring.send({ type: 'measurement.delete', uid: chosen.uid });
    }
  }
}

/** A share of the view's width that a figure put down without a hand takes. */
const SHARE = 0.15;

function place(viewport: ViewportActor, measuring: MeasuringActor): void {
  const { context } = viewport.getSnapshot();
  const { tool, draft, state, element } = context;
  const kind = figureKindOf(tool);
  if (draft && closed(draft).kind === 'finished') return viewport.send({ type: 'draft.close' });
  const frame = frameToMeasure(context);
  if (!kind || !frame || !state || !element) return;
  const [width, height] = [element.clientWidth, element.clientHeight];
  const middle = back(state.matrix, [width / 2, height / 2]);
  const figure = figureAt(kind, middle, (width * SHARE) / 2 / state.scale);
  if (draft) viewport.send({ type: 'draft.drop' });
  // Where what measures cannot be loaded, the picture says so.
  measured(viewport, measuring, frame, figure).then(
    () => focusChosen(viewport, element),
    () => undefined,
  );
}

/** A figure that was drawn on the picture as it is now goes to the session with its numbers. Rejects where what finds them cannot be loaded. */
export async function measured(
  viewport: ViewportActor,
  measuring: MeasuringActor,
  frame: Frame,
  figure: Figure,
): Promise<void> {
  const { shown, state } = viewport.getSnapshot().context;
  const { measurableOf, measure } = await measureLayer();
  const picture = measurableOf(frame, state?.softcopyInForce, shown?.values, screenScale(state));
  measuring.send({ type: 'figure.drawn', frame, figure, outcome: measure(figure, picture) });
}

function chooseNext(viewport: ViewportActor, measuring: MeasuringActor): void {
  const here = measurementsIn(viewport, measuring);
  const { selected } = measuring.getSnapshot().context;
  const next = here[(here.findIndex(({ uid }) => uid === selected) + 1) % here.length];
  const { element } = viewport.getSnapshot().context;
  if (!next || !element) return;
  measuring.send({ type: 'measurement.select', uid: next.uid });
  focusChosen(viewport, element);
}

/** Whoever works by keys can move it at once. */
function focusChosen(viewport: ViewportActor, picture: HTMLElement): void {
  const focus = () => {
    // A note is written as soon as it is there, and whoever draws the next one by now has it in hand.
    if (document.activeElement?.closest('.writing') || viewport.getSnapshot().context.draft) return;
    picture.parentElement?.querySelector<SVGElement>('.measurement [aria-pressed="true"]')?.focus();
  };
  // Where what draws it cannot be loaded, the picture says so.
  measureLayer()
    .then(tick)
    .then(focus, () => undefined);
}

/** Those of the frame that a viewport shows. */
export function measurementsIn(viewport: ViewportActor, measuring: MeasuringActor): readonly Measurement[] {
  const frame = frameToMeasure(viewport.getSnapshot().context);
  const { all } = measuring.getSnapshot().context.measurements;
  return frame ? all.filter((one) => isOfFrame(one, frame)) : [];
}

export function chosenIn(viewport: ViewportActor, measuring: MeasuringActor): Measurement | undefined {
  const { selected } = measuring.getSnapshot().context;
  return measurementsIn(viewport, measuring).find(({ uid }) => uid === selected);
}
