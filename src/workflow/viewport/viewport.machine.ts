import { type ActorRefFrom, assign } from 'xstate';
import { USUAL_RATE } from '../../domain/presentation/limits';
import { isPicture } from '../../domain/study/kinds';
import { mounted } from './viewport-mounted';
import { viewportSetup } from './viewport-setup';
import { displayed, nothingShown } from './viewport-shown';
import type { Fault } from '../../domain/problem';

export type ViewportActor = ActorRefFrom<typeof viewportMachine>;

/** One slot of the layout: which display set hangs in it and what of it is on the screen. */
export const viewportMachine = viewportSetup.createMachine({
  id: 'viewport',
  context: ({ input }) => ({
    ...input,
    at: 0,
    framesPerSecond: USUAL_RATE,
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
      actions: assign(({ context, event }) => ({ ...displayed(context, event), ...nothingShown })),
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
            context.displaySet !== undefined &&
            (!isPicture(context.displaySet) || context.displaySet.frames.length === 0),
          target: 'failed',
          actions: assign({
            problem: () => ({
              kind: 'unsupported' as const,
              what: 'no-picture' satisfies Fault,
            }),
          }),
        },
        { guard: 'hasElement', target: 'mounted' },
      ],
    },
    mounted,
    failed: {},
  },
});
