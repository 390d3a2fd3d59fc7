import { assign, fromCallback, sendTo, setup, type ActorRefFrom } from 'xstate';
import type { DisplaySet } from '../domain/display-set';
import type { RenderingEngine, RenderingEvent, Tool } from '../domain/ports';
import type { Presentation, PresentationState } from '../domain/presentation';
import type { Problem } from '../domain/problem';

export interface ViewportInput {
  readonly engine: RenderingEngine;
  readonly tool: Tool;
}

export interface ViewportContext extends ViewportInput {
  readonly element?: HTMLElement;
  readonly displaySet?: DisplaySet;
  /** How it is first shown, where that is not as it is stored */
  readonly presentation?: Partial<Presentation>;
  /** The frame that is wanted, from 0. What is painted is `shown` */
  readonly at: number;
  /** What is on the screen: absent until the first picture */
  readonly shown?: { readonly at: number; readonly quality: 'preview' | 'final'; readonly lossy: boolean };
  readonly state?: PresentationState;
  /** Which frames are here, for the scroll track */
  readonly arrived: readonly boolean[];
  readonly failedFrames: number;
  /** Why the wanted frame cannot be shown */
  readonly problem?: Problem;
  readonly backend?: 'gpu' | 'software';
  readonly framesPerSecond: number;
}

type Command =
  | { readonly type: 'frame.goTo'; readonly at: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
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
      readonly presentation?: Partial<Presentation>;
    }
  | { readonly type: 'displaySet.clear' }
  | { readonly type: 'frame.goTo'; readonly at: number }
  | { readonly type: 'frame.step'; readonly by: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  | { readonly type: 'presentation.apply'; readonly change: Partial<Presentation> }
  | { readonly type: 'presentation.reset' }
  | { readonly type: 'picture.oneToOne' }
  | { readonly type: 'playback.toggle' }
  | { readonly type: 'playback.setSpeed'; readonly framesPerSecond: number }
  /** Ask again for the frame that could not be shown */
  | { readonly type: 'frame.retry' }
  | RenderingEvent;

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
      case 'frame.goTo':
        return handle.goTo(command.at);
      case 'tool.use':
        return handle.use(command.tool);
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

const DEFAULT_RATE = 15;

const lastOf = (displaySet: DisplaySet | undefined) => Math.max(0, (displaySet?.frames.length ?? 0) - 1);

const clamped = (context: ViewportContext, at: number) =>
  Math.min(Math.max(0, Math.round(at)), lastOf(context.displaySet));

/** What belongs to one display set and is forgotten with it. */
const nothingShown = {
  shown: undefined,
  state: undefined,
  arrived: [],
  failedFrames: 0,
  problem: undefined,
} satisfies Partial<ViewportContext>;

/** One slot of the layout: which display set hangs in it and what of it is on the screen. */
export const viewportMachine = setup({
  types: { context: {} as ViewportContext, events: {} as ViewportEvent, input: {} as ViewportInput },
  actors: { drawing },
  guards: {
    hasElement: ({ context }) => context.element !== undefined,
  },
  actions: {
    toDrawing: sendTo('drawing', ({ event }) => event),
  },
}).createMachine({
  id: 'viewport',
  context: ({ input }) => ({ ...input, at: 0, framesPerSecond: DEFAULT_RATE, ...nothingShown }),
  initial: 'empty',
  on: {
    'element.attached': { target: '.settling', actions: assign({ element: ({ event }) => event.element }) },
    'element.detached': { target: '.settling', actions: assign({ element: undefined, shown: undefined }) },
    'displaySet.clear': { target: '.empty', actions: assign({ displaySet: undefined, ...nothingShown }) },
    'displaySet.show': {
      target: '.settling',
      actions: assign(({ event }) => ({
        displaySet: event.displaySet,
        at: event.at ?? 0,
        presentation: event.presentation,
        framesPerSecond: event.displaySet.frameRate ?? DEFAULT_RATE,
        ...nothingShown,
      })),
    },
    'tool.use': { actions: assign({ tool: ({ event }) => event.tool }) },
  },
  states: {
    empty: {},
    /** Has no display set, no element, or nothing that can be drawn: until it has all three */
    settling: {
      always: [
        { guard: ({ context }) => context.displaySet === undefined, target: 'empty' },
        {
          guard: ({ context }) =>
            context.displaySet?.kind !== 'stack' || context.displaySet.frames.length === 0,
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
      invoke: {
        src: 'drawing',
        id: 'drawing',
        input: ({ context }) => {
          const { engine, element, displaySet, at, tool, presentation } = context;
          if (element === undefined || displaySet === undefined)
            throw new Error('mounted without a place to draw');
          return { engine, element, displaySet, at, tool, presentation };
        },
      },
      on: {
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
        'presentation.apply': { actions: 'toDrawing' },
        'presentation.reset': { actions: 'toDrawing' },
        'picture.oneToOne': { actions: 'toDrawing' },
        'playback.setSpeed': { actions: assign({ framesPerSecond: ({ event }) => event.framesPerSecond }) },
        'frame.awaited': {
          target: '.loading',
          actions: assign({ at: ({ event }) => event.at, problem: undefined }),
        },
        'frame.shown': {
          target: '.showing',
          actions: assign(({ event: { at, quality, lossy } }) => ({
            at,
            shown: { at, quality, lossy },
            problem: undefined,
          })),
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
                  actions: assign(({ event: { at, quality, lossy } }) => ({
                    at,
                    shown: { at, quality, lossy },
                  })),
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
