import { assign, enqueueActions, sendTo } from 'xstate';
import { softcopyWanted, type SoftcopyChoice } from './viewport-context';
import { viewportSetup } from './viewport-setup';
import { positionIn, displayed, isGrowth, shownBy } from './viewport-shown';
import { showing } from './viewport-showing';

/** A display set is drawn in an element; leaving the state ends the drawing and what is fetched for it. */
export const mounted = viewportSetup.createStateConfig({
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
        assign(({ context, event }) => displayed(context, event)),
        sendTo('drawing', ({ context, event }) => ({
          type: 'displaySet.grow',
          displaySet: event.displaySet,
          at: context.at,
        })),
      ],
    },
    'frame.goTo': {
      actions: [
        assign({ at: ({ context, event }) => positionIn(context, event.at) }),
        sendTo('drawing', ({ context }) => ({ type: 'frame.goTo', at: context.at })),
      ],
    },
    'frame.step': {
      actions: [
        assign({ at: ({ context, event }) => positionIn(context, context.at + event.by) }),
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
        'tellFirstPicture',
        assign(({ event }) => ({ at: event.at, shown: shownBy(event), problem: undefined })),
        'applySoftcopy',
      ],
    },
    'frame.failed': {
      target: '.broken',
      actions: [
        assign({
          at: ({ event }) => event.at,
          problem: ({ event }) => event.problem,
          shown: undefined,
        }),
        'tellRefusal',
      ],
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
    'waveform.changed': { actions: assign({ waveform: ({ event }) => event.waveform }) },
    'slide.changed': { actions: assign({ slide: ({ event }) => event.slide }) },
    'backend.changed': { actions: assign({ backend: ({ event }) => event.backend }) },
  },
  initial: 'loading',
  states: {
    /** The wanted frame is not on the screen yet; an earlier one may be, and is then said to be */
    loading: {},
    /** The wanted frame cannot be shown; the others can */
    broken: {},
    showing,
  },
});
