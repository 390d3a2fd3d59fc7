import { type ActorRefFrom, assign, enqueueActions, sendTo, setup } from 'xstate';
import { drawing } from './drawing';
import {
  type SoftcopyChoice,
  softcopyWanted,
  type ViewportContext,
  type ViewportInput,
} from './viewport-context';
import type { FigureDrawn, ViewportEvent } from './viewport-events';
import { changeTo, clamped, DEFAULT_RATE, hung, isGrowth, nothingShown, shownBy } from './viewport-shown';

export type ViewportActor = ActorRefFrom<typeof viewportMachine>;

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
            kept: ({ event }) => event.kept,
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
