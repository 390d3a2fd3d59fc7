import { assign, enqueueActions, fromCallback, sendTo, setup, type ActorRefFrom } from 'xstate';
import type { DisplaySet } from '../domain/display-set';
import type { Draft } from '../domain/measure/draft';
import type { Figure } from '../domain/measure/figure';
import type { PixelValues } from '../domain/measure/statistics';
import type { RenderingEngine, RenderingEvent, Tool } from '../domain/ports';
import { asStored, type Presentation, type PresentationState } from '../domain/presentation';
import type { SoftcopyPresentation } from '../domain/presentation-state';
import type { Problem } from '../domain/problem';
import type { Frame } from '../domain/study';
import type { VideoState } from '../domain/video';

export interface ViewportInput {
  readonly engine: RenderingEngine;
  readonly tool: Tool;
  /** Overlay planes and the graphics of presentation states are drawn; they are where it is not said */
  readonly overlays?: boolean;
}

export interface ViewportContext extends ViewportInput {
  readonly element?: HTMLElement;
  readonly displaySet?: DisplaySet;
  /** The presentation state that goes with each frame, where one does */
  readonly softcopies: FrameSoftcopies;
  readonly choice: SoftcopyChoice;
  /** How it hangs: what a reset goes back to, beside what is stored */
  readonly home: Partial<Presentation>;
  /** What was applied before it was switched off */
  readonly before?: SoftcopyPresentation;
  /** What the engine was last told to apply; it does so on the frames that the state names */
  readonly applied?: SoftcopyPresentation;
  /** The frame that is wanted, from 0. What is painted is `shown` */
  readonly at: number;
  /** What is on the screen: absent until the first picture */
  readonly shown?: ShownPicture;
  /** A figure that is being drawn on what is shown */
  readonly draft?: Draft;
  readonly state?: PresentationState;
  /** Which frames are here, for the scroll track */
  readonly arrived: readonly boolean[];
  readonly failedFrames: number;
  /** Why the wanted frame cannot be shown */
  readonly problem?: Problem;
  readonly backend?: 'gpu' | 'software';
  /** How far a video is; absent for everything else */
  readonly video?: VideoState;
  readonly framesPerSecond: number;
}

export interface ShownPicture {
  readonly at: number;
  readonly quality: 'preview' | 'final';
  readonly lossy: boolean;
  /** Of a grey picture, for measuring */
  readonly values?: PixelValues;
}

export type FrameSoftcopies = readonly (SoftcopyPresentation | undefined)[];

/** Which presentation state is wanted: the one that goes with each frame, none, or one that a person chose. */
export type SoftcopyChoice =
  { readonly kind: 'own' | 'none' } | { readonly kind: 'chosen'; readonly softcopy: SoftcopyPresentation };

/** The presentation state that is wanted on the frame that is wanted; the engine may be a moment behind. */
export function softcopyWanted({
  choice,
  softcopies,
  at,
}: Pick<ViewportContext, 'choice' | 'softcopies' | 'at'>): SoftcopyPresentation | undefined {
  if (choice.kind === 'chosen') return choice.softcopy;
  return choice.kind === 'own' ? softcopies[at] : undefined;
}

type Command =
  | { readonly type: 'displaySet.grow'; readonly displaySet: DisplaySet; readonly at: number }
  | { readonly type: 'frame.goTo'; readonly at: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  | { readonly type: 'draft.close' | 'draft.drop' }
  | { readonly type: 'presentation.apply'; readonly change: Partial<Presentation> }
  | { readonly type: 'picture.oneToOne' }
  | { readonly type: 'presentation.reset' }
  | { readonly type: 'playback.start'; readonly framesPerSecond: number }
  | { readonly type: 'playback.stop' };

export type ViewportEvent =
  | { readonly type: 'element.attached'; readonly element: HTMLElement }
  | { readonly type: 'element.detached' }
  | {
      readonly type: 'displaySet.show';
      readonly displaySet: DisplaySet;
      readonly at?: number;
      /** By position in the display set; none go with it where this is absent */
      readonly softcopies?: FrameSoftcopies;
      readonly home?: Partial<Presentation>;
    }
  /** What hangs stays, and lies differently: other pictures came beside it */
  | { readonly type: 'home.set'; readonly home: Partial<Presentation> }
  | { readonly type: 'displaySet.clear' }
  | { readonly type: 'frame.goTo'; readonly at: number }
  | { readonly type: 'frame.step'; readonly by: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  /** A figure that is being drawn: an outline is closed, any is dropped */
  | { readonly type: 'draft.close' | 'draft.drop' }
  | { readonly type: 'presentation.apply'; readonly change: Partial<Presentation> }
  | { readonly type: 'presentation.reset' }
  /** Overlay planes and the graphics of presentation states */
  | { readonly type: 'overlays.show'; readonly shown: boolean }
  /** `undefined` shows the picture as it is stored */
  | { readonly type: 'softcopy.choose'; readonly softcopy: SoftcopyPresentation | undefined }
  | { readonly type: 'picture.oneToOne' }
  | { readonly type: 'playback.toggle' }
  | { readonly type: 'playback.setSpeed'; readonly framesPerSecond: number }
  /** Ask again for the frame that could not be shown */
  | { readonly type: 'frame.retry' }
  | RenderingEvent;

/** Told to whoever listens: somebody drew a figure on a frame. The viewport itself keeps none. */
export interface FigureDrawn {
  readonly type: 'figure.drawn';
  readonly frame: Frame;
  readonly figure: Figure;
}

export type ViewportActor = ActorRefFrom<typeof viewportMachine>;

interface DrawingInput {
  readonly engine: RenderingEngine;
  readonly element: HTMLElement;
  readonly displaySet: DisplaySet;
  readonly at: number;
  readonly tool: Tool;
  readonly presentation?: Partial<Presentation>;
}

/** The engine's handle lives exactly as long as the state that invokes it. */
const drawing = fromCallback<Command, DrawingInput, ViewportEvent>(({ input, sendBack, receive }) => {
  const handle = input.engine.mount(input.element, input.displaySet.kind, sendBack);
  handle.use(input.tool);
  handle.show(input.displaySet, input.at, input.presentation);
  receive((command) => {
    switch (command.type) {
      case 'displaySet.grow':
        return handle.grow(command.displaySet, command.at);
      case 'frame.goTo':
        return handle.goTo(command.at);
      case 'tool.use':
        return handle.use(command.tool);
      case 'draft.close':
        return handle.finishDraft('closed');
      case 'draft.drop':
        return handle.finishDraft('dropped');
      case 'presentation.apply':
        return handle.apply(command.change);
      case 'presentation.reset':
        return handle.reset();
      case 'picture.oneToOne':
        return handle.oneToOne();
      case 'playback.start':
        return handle.play(command.framesPerSecond);
      case 'playback.stop':
        return handle.pause();
    }
  });
  return () => handle.dispose();
});

/** A state is how somebody left the picture: what was turned or windowed by hand before gives way to it. */
const changeTo = (
  softcopy: SoftcopyPresentation | undefined,
  home: Partial<Presentation>,
): Partial<Presentation> =>
  softcopy ? { ...asStored, window: undefined, softcopy } : { ...home, softcopy: undefined };

const DEFAULT_RATE = 15;

const lastOf = (displaySet: DisplaySet | undefined) => Math.max(0, (displaySet?.frames.length ?? 0) - 1);

const clamped = (context: ViewportContext, at: number) =>
  Math.min(Math.max(0, Math.round(at)), lastOf(context.displaySet));

/**
 * What a display set is shown with. One that only grew, because more of it arrived, stays at its frame and with what was
 * chosen for it.
 */
function hung(
  { displaySet: before, at, choice, home: known }: ViewportContext,
  {
    displaySet,
    at: from,
    softcopies = [],
    home,
  }: Extract<ViewportEvent, { readonly type: 'displaySet.show' }>,
) {
  const frame = before?.id === displaySet.id ? before.frames[at] : undefined;
  const same = displaySet.frames.findIndex(
    ({ instance, number }) => instance.uid === frame?.instance.uid && number === frame.number,
  );
  return {
    displaySet,
    softcopies,
    choice: frame ? choice : { kind: 'own' as const },
    home: home ?? (frame ? known : {}),
    at: from ?? Math.max(0, same),
    framesPerSecond: displaySet.frameRate ?? DEFAULT_RATE,
  };
}

/** More of what hangs already, and nothing that says where else to be. */
const isGrowth = (
  { displaySet: before }: ViewportContext,
  { displaySet, at }: Extract<ViewportEvent, { readonly type: 'displaySet.show' }>,
) => before?.id === displaySet.id && displaySet.kind === before.kind && at === undefined;

const shownBy = ({
  at,
  quality,
  lossy,
  values,
}: Extract<RenderingEvent, { readonly type: 'frame.shown' }>): ShownPicture => ({
  at,
  quality,
  lossy,
  ...(values && { values }),
});

/** What belongs to one display set and is forgotten with it. */
const nothingShown = {
  shown: undefined,
  draft: undefined,
  state: undefined,
  arrived: [],
  failedFrames: 0,
  problem: undefined,
  applied: undefined,
  video: undefined,
} satisfies Partial<ViewportContext>;

/** One slot of the layout: which display set hangs in it and what of it is on the screen. */
export const viewportMachine = setup({
  types: {
    context: {} as ViewportContext,
    events: {} as ViewportEvent,
    input: {} as ViewportInput,
    emitted: {} as FigureDrawn,
  },
  actors: { drawing },
  guards: {
    hasElement: ({ context }) => context.element !== undefined,
  },
  actions: {
    toDrawing: sendTo('drawing', ({ event }) => event),
    /** A presentation state says for itself how the picture lies. */
    goHome: enqueueActions(({ context, enqueue }) => {
      const { home } = context;
      if (softcopyWanted(context) || Object.keys(home).length === 0) return;
      enqueue.sendTo('drawing', { type: 'presentation.apply', change: home });
    }),
    /** Brings the engine into line with what is wanted, where it is not: another frame may go with another state. */
    applySoftcopy: enqueueActions(({ context, enqueue }) => {
      const wanted = softcopyWanted(context);
      if (wanted?.id === context.applied?.id) return;
      enqueue.assign({ applied: wanted });
      enqueue.sendTo('drawing', { type: 'presentation.apply', change: changeTo(wanted, context.home) });
    }),
  },
}).createMachine({
  id: 'viewport',
  context: ({ input }) => ({
    ...input,
    at: 0,
    framesPerSecond: DEFAULT_RATE,
    softcopies: [],
    choice: { kind: 'own' },
    home: {},
    ...nothingShown,
  }),
  initial: 'empty',
  on: {
    'element.attached': { target: '.settling', actions: assign({ element: ({ event }) => event.element }) },
    'element.detached': { target: '.settling', actions: assign({ element: undefined, shown: undefined }) },
    'displaySet.clear': { target: '.empty', actions: assign({ displaySet: undefined, ...nothingShown }) },
    'displaySet.show': {
      target: '.settling',
      actions: assign(({ context, event }) => ({ ...hung(context, event), ...nothingShown })),
    },
    'tool.use': { actions: assign({ tool: ({ event }) => event.tool }) },
    'home.set': { actions: assign({ home: ({ event }) => event.home }) },
    'overlays.show': { actions: assign({ overlays: ({ event }) => event.shown }) },
  },
  states: {
    empty: {},
    /** Has no display set, no element, or nothing that can be drawn: until it has all three */
    settling: {
      always: [
        { guard: ({ context }) => context.displaySet === undefined, target: 'empty' },
        {
          guard: ({ context }) =>
            context.displaySet?.kind === 'unsupported' || context.displaySet?.frames.length === 0,
          target: 'failed',
          actions: assign({
            problem: ({ context }) => ({
              kind: 'unsupported' as const,
              what: context.displaySet?.why ?? 'This object holds no picture.',
            }),
          }),
        },
        { guard: 'hasElement', target: 'mounted' },
      ],
    },
    mounted: {
      entry: assign({ applied: ({ context }) => softcopyWanted(context) }),
      invoke: {
        src: 'drawing',
        id: 'drawing',
        input: ({ context }) => {
          const { engine, element, displaySet, at, tool, home, overlays } = context;
          const softcopy = softcopyWanted(context);
          if (element === undefined || displaySet === undefined)
            throw new Error('mounted without a place to draw');
          const presentation = {
            ...(softcopy ? { softcopy } : home),
            ...(overlays === false && { annotations: false }),
          };
          return { engine, element, displaySet, at, tool, presentation };
        },
      },
      on: {
        'displaySet.show': {
          guard: ({ context, event }) => isGrowth(context, event),
          actions: [
            assign(({ context, event }) => hung(context, event)),
            sendTo('drawing', ({ context, event }) => ({
              type: 'displaySet.grow',
              displaySet: event.displaySet,
              at: context.at,
            })),
          ],
        },
        'frame.goTo': {
          actions: [
            assign({ at: ({ context, event }) => clamped(context, event.at) }),
            sendTo('drawing', ({ context }) => ({ type: 'frame.goTo', at: context.at })),
          ],
        },
        'frame.step': {
          actions: [
            assign({ at: ({ context, event }) => clamped(context, context.at + event.by) }),
            sendTo('drawing', ({ context }) => ({ type: 'frame.goTo', at: context.at })),
          ],
        },
        'frame.retry': {
          guard: ({ context }) => context.problem !== undefined || context.failedFrames > 0,
          target: '.loading',
          actions: [
            assign({ problem: undefined }),
            sendTo('drawing', ({ context }) => ({ type: 'frame.goTo', at: context.at })),
          ],
        },
        'tool.use': { actions: [assign({ tool: ({ event }) => event.tool }), 'toDrawing'] },
        'draft.close': { actions: 'toDrawing' },
        'draft.drop': { actions: 'toDrawing' },
        'figure.drafted': { actions: assign({ draft: ({ event }) => event.draft }) },
        'figure.finished': {
          actions: enqueueActions(({ context, event, enqueue }) => {
            const frame = context.displaySet?.frames[event.at];
            enqueue.assign({ draft: undefined });
            if (frame) enqueue.emit({ type: 'figure.drawn', frame, figure: event.figure });
          }),
        },
        'presentation.apply': { actions: 'toDrawing' },
        'overlays.show': {
          actions: [
            assign({ overlays: ({ event }) => event.shown }),
            sendTo('drawing', ({ event }) => ({
              type: 'presentation.apply',
              change: { annotations: event.shown },
            })),
          ],
        },
        'presentation.reset': { actions: ['toDrawing', 'goHome'] },
        'home.set': {
          actions: [
            assign({ home: ({ event }) => event.home }),
            sendTo('drawing', ({ event }) => ({
              type: 'presentation.apply',
              change: { placing: undefined, ...event.home },
            })),
          ],
        },
        'softcopy.choose': {
          actions: [
            assign({
              // The frame's own, chosen again, is followed by the next frame's own.
              choice: ({ context, event: { softcopy } }): SoftcopyChoice => {
                if (softcopy === undefined) return { kind: 'none' };
                const isOwn = softcopy.id === context.softcopies[context.at]?.id;
                return isOwn ? { kind: 'own' } : { kind: 'chosen', softcopy };
              },
              before: ({ context }) => softcopyWanted(context) ?? context.before,
            }),
            'applySoftcopy',
          ],
        },
        'picture.oneToOne': { actions: 'toDrawing' },
        'playback.setSpeed': { actions: assign({ framesPerSecond: ({ event }) => event.framesPerSecond }) },
        'frame.awaited': {
          target: '.loading',
          actions: assign({ at: ({ event }) => event.at, problem: undefined }),
        },
        'frame.shown': {
          target: '.showing',
          actions: [
            assign(({ event }) => ({ at: event.at, shown: shownBy(event), problem: undefined })),
            'applySoftcopy',
          ],
        },
        'frame.failed': {
          target: '.broken',
          actions: assign({
            at: ({ event }) => event.at,
            problem: ({ event }) => event.problem,
            shown: undefined,
          }),
        },
        'frames.arrived': {
          actions: assign({
            arrived: ({ event }) => event.arrived,
            failedFrames: ({ event }) => event.failed,
          }),
        },
        'presentation.changed': { actions: assign({ state: ({ event }) => event.state }) },
        'video.changed': {
          actions: assign(({ context, event: { video } }) => ({
            video,
            // What the stream says of its speed goes before what its object says.
            framesPerSecond: video.kind === 'playable' ? video.rate : context.framesPerSecond,
          })),
        },
        'backend.changed': { actions: assign({ backend: ({ event }) => event.backend }) },
      },
      initial: 'loading',
      states: {
        /** The wanted frame is not on the screen yet; an earlier one may be, and is then said to be */
        loading: {},
        /** The wanted frame cannot be shown; the others can */
        broken: {},
        showing: {
          initial: 'still',
          states: {
            still: {
              on: {
                'playback.toggle': {
                  actions: sendTo('drawing', ({ context }) => ({
                    type: 'playback.start',
                    framesPerSecond: context.framesPerSecond,
                  })),
                },
                'playback.changed': { guard: ({ event }) => event.playing, target: 'playing' },
              },
            },
            playing: {
              on: {
                /** While it plays, each painted frame is a fact, not a change of state */
                'frame.shown': {
                  actions: [
                    assign(({ event }) => ({ at: event.at, shown: shownBy(event) })),
                    'applySoftcopy',
                  ],
                },
                'frame.awaited': { actions: assign({ at: ({ event }) => event.at }) },
                'playback.toggle': { actions: sendTo('drawing', { type: 'playback.stop' }) },
                'playback.setSpeed': {
                  actions: [
                    assign({ framesPerSecond: ({ event }) => event.framesPerSecond }),
                    sendTo('drawing', ({ event }) => ({
                      type: 'playback.start',
                      framesPerSecond: event.framesPerSecond,
                    })),
                  ],
                },
                'playback.changed': { guard: ({ event }) => !event.playing, target: 'still' },
              },
            },
          },
        },
      },
    },
    failed: {},
  },
});
