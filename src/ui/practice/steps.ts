import type { AppActor } from '../../workflow/app/app.machine';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';

/** What of the screen a step looks at. */
export interface Seen {
  /** SOP Instance UIDs of the pictures on the screen */
  readonly images: readonly string[];
  readonly showing: string | undefined;
  /** Of the view that is looked at */
  readonly window: string | undefined;
  readonly isCompared: boolean;
  /** The study that is open; none where the list is */
  readonly study: string | undefined;
}

const shownOf = ({ displaySet, shown }: ViewportContext) =>
  shown && displaySet?.frames[shown.at]?.instance.uid;

/** @param actor the viewer over the invented patient */
export function seenIn(actor: AppActor): Seen {
  const { context, children, ...snapshot } = actor.getSnapshot();
  const viewer = children.viewer?.getSnapshot().context;
  const views = viewer?.viewports.map((one) => one.getSnapshot().context) ?? [];
  const { center, width } = views[viewer?.active ?? 0]?.state?.windowInForce ?? {};
  return {
    images: views.flatMap((one) => shownOf(one) ?? []),
    showing: viewer?.showing,
    window: center === undefined ? undefined : `${center} ${width}`,
    isCompared: viewer?.prior !== undefined,
    study: snapshot.value === 'launching' ? undefined : context.openStudy?.study.uid,
  };
}

/** Other pictures that somebody has to look at to have gone through the slices */
const SLICES = 4;

/** In the order in which they are taken */
export const STEPS = [
  'opens',
  'report',
  'keyImages',
  'slices',
  'brightness',
  'before',
  'unreported',
  'limits',
  'end',
] as const;
export type Step = (typeof STEPS)[number];

/** Whether what a step asks for was done, by what was on the screen since it began. @param all the first is how it began */
const DONE: Readonly<Partial<Record<Step, (all: readonly Seen[], now: Seen, named: string) => boolean>>> = {
  report: (_, now, named) => now.images.includes(named),
  keyImages: ([first], now) =>
    now.showing !== undefined && first !== undefined && now.showing !== first.showing,
  slices: (all) => new Set(all.flatMap(({ images }) => images)).size > SLICES,
  brightness: ([first], now) =>
    now.window !== undefined && first?.window !== undefined && now.window !== first.window,
  before: (_, now) => now.isCompared,
  unreported: (_, now) => now.study === undefined,
};

/** @param named the picture to which the report leads */
export const isDone = (step: Step, all: readonly Seen[], now: Seen, named: string): boolean =>
  DONE[step]?.(all, now, named) ?? false;
