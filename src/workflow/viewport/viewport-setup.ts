import { enqueueActions, sendTo, setup } from 'xstate';
import { isRefusal, type StudyRefused } from '../study/refusal';
import { drawing } from './drawing';
import { softcopyWanted, type ViewportContext, type ViewportInput } from './viewport-context';
import type { FigureDrawn, PictureShown, ViewportEvent } from './viewport-events';
import { changeTo } from './viewport-shown';

/** What the states of a viewport are made of: what it knows, what happens to it, and who draws. */
export const viewportSetup = setup({
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
    /** Somebody else's picture is no matter of one view. */
    tellRefusal: enqueueActions(({ context, event, self, enqueue }) => {
      if (event.type !== 'frame.failed' || !isRefusal(event.problem) || !context.displaySet) return;
      const { problem } = event;
      const told: StudyRefused = { type: 'study.refused', study: context.displaySet.study, problem };
      if (self._parent) enqueue.sendTo(self._parent, told);
    }),
    toDrawing: sendTo('drawing', ({ event }) => event),
    tellFirstPicture: enqueueActions(({ context: { owner, shown, displaySet }, enqueue }) => {
      if (owner === undefined || shown !== undefined || displaySet === undefined) return;
      const told: PictureShown = { type: 'picture.shown', study: displaySet.study };
      enqueue.sendTo(owner, told);
    }),
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
});
