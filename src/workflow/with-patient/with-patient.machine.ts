import { assign, setup, type ActorRefFrom } from 'xstate';
import type { DisplaySet } from '../../domain/study/display-set';
import type { RenderingEngine } from '../../domain/ports/rendering';
import type { Presentation } from '../../domain/presentation/view-state';
import type { Study } from '../../domain/study/study';
import type { FrameSoftcopies, SoftcopyChoice } from '../viewport/viewport-context';
import { viewportMachine, type ViewportActor } from '../viewport/viewport.machine';
import type { StudyRefused } from '../study/refusal';

export type WithPatientActor = ActorRefFrom<typeof withPatientMachine>;

/** A picture as it is looked at now, to be shown large. */
export interface ShownToPatient {
  readonly study: Study;
  /** The earlier of two */
  readonly isBefore: boolean;
  readonly displaySet: DisplaySet;
  readonly at: number;
  readonly softcopies: FrameSoftcopies;
  readonly choice: SoftcopyChoice;
  /** How it lies and with which window */
  readonly presentation: Presentation | undefined;
  /** CSS pixels of the view that it is in, by which its place is measured */
  readonly size: readonly [number, number];
}

interface Input {
  readonly engine: RenderingEngine;
  /** The one that is looked at, and beside it the other of two that are compared */
  readonly shown: readonly [ShownToPatient, ShownToPatient?];
  /** Milliseconds without a touch, a key or a move */
  readonly idleAfter: number;
}

export interface PatientView extends ShownToPatient {
  readonly viewport: ViewportActor;
}

interface Context extends Input {
  /** The earlier one first */
  readonly views: readonly PatientView[];
  /** Before and after, side by side */
  readonly both: boolean;
}

export type WithPatientEvent =
  | { readonly type: 'person.acted' }
  | { readonly type: 'both.toggle' }
  /** Its element has its size: the picture is put up as it was, in proportion */
  | { readonly type: 'view.sized'; readonly at: number; readonly size: readonly [number, number] }
  | { readonly type: 'leave' }
  /** What is shown is somebody else's */
  | StudyRefused;

/**
 * Pictures that are shown to the patient whom they are of, and nothing else. It ends by whoever shows them, by itself when nobody
 * does anything, and as soon as a picture turns out to be somebody else's; with the study, its viewports end too.
 */
export const withPatientMachine = setup({
  types: {
    context: {} as Context,
    events: {} as WithPatientEvent,
    input: {} as Input,
  },
  actors: { viewport: viewportMachine },
  delays: { idle: ({ context }) => context.idleAfter },
}).createMachine({
  id: 'withPatient',
  context: ({ input, spawn }) => ({
    ...input,
    both: input.shown.length > 1,
    views: input.shown
      .filter((one) => one !== undefined)
      .toSorted((one, other) => Number(other.isBefore) - Number(one.isBefore))
      .map((one, at) => ({
        ...one,
        // Dragging with a mouse moves the picture; the pointer is the screen's.
        viewport: spawn('viewport', { id: `shown-${at}`, input: { engine: input.engine, tool: 'pan' } }),
      })),
  }),
  initial: 'showing',
  states: {
    showing: {
      after: { idle: 'idle' },
      on: {
        'person.acted': { target: 'showing', reenter: true },
        'both.toggle': {
          target: 'showing',
          reenter: true,
          guard: ({ context }) => context.views.length > 1,
          actions: assign({ both: ({ context }) => !context.both }),
        },
        'view.sized': {
          actions: ({ context, event: { at, size } }) => {
            const view = context.views[at];
            if (view && view.viewport.getSnapshot().context.displaySet === undefined) show(view, size);
          },
        },
        leave: 'left',
        'study.refused': 'left',
      },
    },
    left: { type: 'final' },
    idle: { type: 'final' },
  },
});

/** What was moved aside by so much of a small view is moved by as much of a large one. */
function show(view: ShownToPatient & { readonly viewport: ViewportActor }, size: readonly [number, number]) {
  const { viewport, displaySet, at, softcopies, choice, presentation } = view;
  const by = Math.min(size[0] / (view.size[0] || size[0]), size[1] / (view.size[1] || size[1]));
  const home: Partial<Presentation> = presentation
    ? { ...presentation, softcopy: undefined, pan: [presentation.pan[0] * by, presentation.pan[1] * by] }
    : {};
  const chosen = choice.kind === 'chosen' ? displaySet.frames.map(() => choice.softcopy) : softcopies;
  viewport.send({
    type: 'displaySet.show',
    displaySet,
    at,
    softcopies: choice.kind === 'none' ? [] : chosen,
    home,
  });
  if (presentation?.softcopy === undefined) return;
  // A saved view says for itself how the picture lies; what a hand changed since comes on top of it.
  const watching = viewport.subscribe(({ context }) => {
    if (context.shown === undefined) return;
    watching.unsubscribe();
    viewport.send({ type: 'presentation.apply', change: { ...home, softcopy: presentation.softcopy } });
  });
}
