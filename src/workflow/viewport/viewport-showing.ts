import { assign, sendTo } from 'xstate';
import { viewportSetup } from './viewport-setup';
import { shownBy } from './viewport-shown';

/** The wanted frame is on the screen, and stays or is followed by the next one by itself. */
export const showing = viewportSetup.createStateConfig({
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
          actions: [assign(({ event }) => ({ at: event.at, shown: shownBy(event) })), 'applySoftcopy'],
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
});
