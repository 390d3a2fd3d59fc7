import { assign, enqueueActions, setup, stopChild, type ActorRefFrom } from 'xstate';
import { slotsOf } from '../../domain/hanging/hanging-protocol';
import { prefetchIn, leaver } from './prefetch';
import { toggledGraphics } from './graphics';
import { acrossFrom, hangingByHand, hangingIn, openingPlace, type Place } from './hanging';
import { linker, originsOf } from './linker';
import {
  alone,
  answered,
  askedAgain,
  canAskPriorAgain,
  compared,
  isOfPrior,
  priorInput,
  recordPrior,
  withKnown,
  withObjects,
} from './prior-comparison';
import { failedInPrior, priorRetriever, type PriorAnswer } from './prior-study';
import { failedIn, withProgress } from '../study/series-entry';
import { refusalBy, refusedWith, withListed, withSeries } from './refused';
import { refusalOf, type StudyRefused } from '../study/refusal';
import { retriever } from './series-retriever';
import { isNewPair, showIn, slotsIn } from './slots';
import { choiceBy, choicesFor } from './presentation-state-choice';
import { keyImagesIn, viewerAtFirst, type ViewerContext, type ViewerInput } from './viewer-context';
import type { ViewerEvent } from './viewer-events';
import { viewportMachine } from '../viewport/viewport.machine';

export type ViewerActor = ActorRefFrom<typeof viewerMachine>;

/** One open study: its series, the layout, and a viewport for each slot. */
export const viewerMachine = setup({
  types: { context: {} as ViewerContext, events: {} as ViewerEvent, input: {} as ViewerInput },
  actors: { retriever, priorRetriever, linker, leaver, viewport: viewportMachine },
  actions: {
    /** Brings the viewports into line with layout and hanging: as many as slots, each showing what hangs in it. */
    rehang: enqueueActions(({ context, enqueue }, place: Place | undefined) => {
      const { layout, hanging } = hangingIn(context, place);
      const slots = slotsIn(context, hanging, place);
      const {
        engine,
        tool,
        graphics: { overlays },
      } = context;
      enqueue.assign(({ spawn, self, context: { viewports } }) => ({
        layout,
        hanging,
        active: place ? hanging.indexOf(place.id) : Math.min(context.active, slotsOf[layout] - 1),
        viewports: Array.from(
          { length: slotsOf[layout] },
          (_, slot) =>
            viewports[slot] ??
            spawn('viewport', { id: `viewport-${slot}`, input: { owner: self, engine, tool, overlays } }),
        ),
      }));
      for (const surplus of context.viewports.slice(slotsOf[layout])) enqueue.stopChild(surplus);
      enqueue(({ context: { viewports } }) => {
        viewports.forEach((viewport, slot) => showIn(viewport, slots[slot]));
      });
      // Two that belong together go by together, until somebody parts them.
      if (context.origins === undefined && isNewPair(context.hanging, slots)) {
        enqueue.assign({ origins: [] });
        enqueue.spawnChild('linker', {
          id: 'linker',
          input: ({ context: { viewports, active } }) => ({ viewports, active, origins: [] }),
        });
      }
      enqueue(({ context }) => context.engine.prefetch(prefetchIn(context)));
    }),
    /** Begins anew to have the others follow the active view. */
    relink: enqueueActions(({ context, enqueue }) => {
      if (context.origins === undefined) return;
      enqueue.stopChild('linker');
      enqueue.assign(({ context: { viewports, active, origins } }) => ({
        origins: originsOf(viewports, active, origins),
      }));
      enqueue.spawnChild('linker', {
        id: 'linker',
        input: ({ context: { viewports, active, origins = [] } }) => ({ viewports, active, origins }),
      });
    }),
    showOverlays: enqueueActions(({ context: { graphics, viewports }, enqueue }) => {
      for (const viewport of viewports)
        enqueue.sendTo(viewport, { type: 'overlays.show', shown: graphics.overlays });
    }),
    /** Whoever may hold the study by now, and was not asked for further series of it, is. */
    listAgain: enqueueActions(({ context: { study, archives, refused }, event, enqueue }) => {
      const again = event.type === 'failures.ask';
      if (refused === undefined) enqueue.sendTo('retriever', { type: 'list', study, archives, again });
    }),
    /** Asks for the earlier study, or asks again. */
    askPrior: enqueueActions(({ context, enqueue }) => {
      if (context.prior === undefined) return;
      enqueue.stopChild('prior');
      const input = priorInput(context, context.prior);
      enqueue.spawnChild('priorRetriever', { id: 'prior', input });
    }),
    recordPrior: ({ context }, answer: PriorAnswer) => recordPrior(context, answer),
    /** The study as a whole is refused by who opened it. */
    tellRefusal: enqueueActions(({ context: { study, refused }, self, enqueue }) => {
      if (refused === undefined) return;
      const told: StudyRefused = { type: 'study.refused', study: study.uid, problem: refused };
      enqueue.stopChild('retriever');
      if (self._parent) enqueue.sendTo(self._parent, told);
    }),
  },
}).createMachine({
  id: 'viewer',
  context: ({ input }) => viewerAtFirst(input),
  entry: { type: 'rehang', params: ({ context }) => openingPlace(context) },
  invoke: [
    {
      src: 'retriever',
      id: 'retriever',
      input: ({ context: { study, patient, archives, series, first, listedBy } }) => ({
        study,
        patient,
        archives,
        listed: series,
        ...(listedBy && { listedBy }),
        // What was opened with a part of its first series has the rest of it fetched first.
        series: series.filter(({ uid }) => uid !== first.uid || first.checked.partial),
      }),
    },
    { src: 'leaver', input: ({ context: { engine } }) => engine },
  ],
  on: {
    // Whoever opened a study has seen it when its first picture is on the screen, and not before.
    'picture.shown': {
      guard: ({ context, event }) => !context.seen.includes(event.study),
      actions: [
        assign({ seen: ({ context, event }) => [...context.seen, event.study] }),
        ({ context: { audit, study, prior }, event }) =>
          audit?.record(
            event.study === prior?.study.uid
              ? { kind: 'compared', study: event.study, beside: study.uid }
              : { kind: 'study-opened', study: event.study },
          ),
      ],
    },
    'series.listed': { actions: assign(({ context, event }) => withListed(context, event)) },
    'series.settled': {
      actions: [
        assign(({ context, event }) => withSeries(context, event.uid, event.result)),
        'rehang',
        'relink',
        'tellRefusal',
      ],
    },
    'study.refused': {
      actions: enqueueActions(({ context, event, enqueue }) => {
        if (event.study === context.study.uid) {
          enqueue.assign(refusedWith(context.entries, event.problem));
          for (const action of ['rehang', 'relink', 'tellRefusal'] as const) enqueue(action);
        } else if (event.study === context.prior?.study.uid && context.prior.progress.kind === 'listed')
          enqueue.raise({ type: 'prior.answered', answer: { kind: 'failed', problem: event.problem } });
      }),
    },
    'series.ask': [
      {
        guard: ({ context, event }) => isOfPrior(context, event.uid),
        actions: [
          assign(({ context, event: { uid } }) => answered(context, { kind: 'asked', uid })),
          enqueueActions(({ context: { prior, archives }, event, enqueue }) =>
            enqueue.sendTo('prior', { type: 'ask', uid: event.uid, archives: prior?.archives ?? archives }),
          ),
        ],
      },
      {
        guard: ({ context }) => context.refused === undefined,
        actions: [
          assign(({ context, event }) => ({
            entries: withProgress(context.entries, event.uid, { kind: 'retrieving' }),
          })),
          enqueueActions(({ context: { archives, entries }, event, enqueue }) => {
            const series = entries.find((entry) => entry.series.uid === event.uid)?.series;
            if (series) enqueue.sendTo('retriever', { type: 'ask', series, archives });
          }),
        ],
      },
    ],
    'prior.compare': {
      guard: ({ context, event }) => event.prior.study.uid !== context.study.uid,
      actions: enqueueActions(({ context, event, enqueue }) => {
        // Key images are chosen from somewhere: that is what is compared.
        const place = context.showing === 'key images' ? acrossFrom(context) : undefined;
        enqueue.assign(compared(context, event, place));
        enqueue({ type: 'rehang', params: place });
        enqueue('relink');
        enqueue('askPrior');
      }),
    },
    'prior.retry': [
      {
        guard: ({ context }) => canAskPriorAgain(context),
        actions: [assign(({ context }) => askedAgain(context)), 'askPrior'],
      },
      {
        actions: enqueueActions(({ context, enqueue }) => {
          for (const uid of failedInPrior(context.prior)) enqueue.raise({ type: 'series.ask', uid });
        }),
      },
    ],
    'prior.leave': {
      guard: ({ context }) => context.prior !== undefined,
      actions: [stopChild('prior'), assign(({ context }) => alone(context)), 'rehang', 'relink'],
    },
    'prior.answered': {
      guard: ({ context }) => context.prior !== undefined,
      actions: [
        { type: 'recordPrior', params: ({ event }) => event.answer },
        assign(({ context, event }) => answered(context, event.answer)),
        enqueueActions(({ context: { prior }, enqueue }) => {
          if (prior?.progress.kind === 'failed') enqueue.stopChild('prior');
        }),
        'rehang',
        'relink',
      ],
    },
    'link.toggle': [
      {
        guard: ({ context }) => context.origins !== undefined,
        actions: [stopChild('linker'), assign({ origins: undefined })],
      },
      {
        guard: ({ context }) => context.viewports.length > 1,
        actions: [assign({ origins: [] }), 'relink'],
      },
    ],
    'known.changed': {
      actions: [
        assign(({ context, event }) => withKnown(context, event.known)),
        'listAgain',
        // Taken back, or said to be another's, since it was opened: its pictures leave the screen as they would not have come to it.
        enqueueActions(({ context: { prior }, enqueue }) => {
          if (prior?.progress.kind !== 'listed') return;
          const as = prior.study.withdrawn;
          const problem = refusalOf(prior.study) ?? (as && ({ kind: 'withdrawn', as } as const));
          if (problem) enqueue.raise({ type: 'prior.answered', answer: { kind: 'failed', problem } });
        }),
      ],
    },
    'objects.found': {
      actions: enqueueActions(({ context, event, enqueue }) => {
        const refusal = refusalBy(context, event);
        if (refusal) enqueue.raise({ type: 'study.refused', study: event.study, problem: refusal.problem });
        if (refusal || context.refused) return;
        enqueue.assign(withObjects(context, event));
        for (const action of ['rehang', 'relink'] as const) enqueue(action);
      }),
    },
    'keyImages.toggle': {
      // While two studies are compared there are no key images of both.
      guard: ({ context }) => context.prior === undefined && keyImagesIn(context).length > 0,
      actions: enqueueActions(({ context, enqueue }) => {
        const place = acrossFrom(context);
        enqueue.assign({
          showing: context.showing === 'key images' ? 'whole study' : 'key images',
          hanging: [],
          layoutChosen: false,
          active: 0,
        });
        enqueue({ type: 'rehang', params: place });
        enqueue('relink');
      }),
    },
    'softcopy.*': {
      guard: ({ context, event }) => choicesFor(context, event).length > 0,
      actions: enqueueActions(({ context, event, enqueue }) => {
        const viewport = context.viewports[event.slot ?? context.active];
        if (viewport === undefined) return;
        const choice = choiceBy(event, viewport.getSnapshot().context, choicesFor(context, event));
        if (choice) enqueue.sendTo(viewport, { type: 'softcopy.choose', ...choice });
      }),
    },
    'failures.ask': {
      actions: enqueueActions(({ context, enqueue }) => {
        for (const uid of failedIn(context.entries)) enqueue.raise({ type: 'series.ask', uid });
        enqueue.raise({ type: 'prior.retry' });
        enqueue('listAgain');
        for (const viewport of context.viewports) enqueue.sendTo(viewport, { type: 'frame.retry' });
      }),
    },
    'layout.set': {
      actions: [assign({ layout: ({ event }) => event.layout, layoutChosen: true }), 'rehang', 'relink'],
    },
    'slot.activate': {
      guard: ({ context, event }) =>
        event.slot !== context.active && event.slot >= 0 && event.slot < slotsOf[context.layout],
      actions: [assign({ active: ({ event }) => event.slot }), 'relink'],
    },
    'displaySet.hang': {
      guard: ({ context, event }) => (event.slot ?? 0) < slotsOf[context.layout],
      actions: [assign(({ context, event }) => hangingByHand(context, event)), 'rehang', 'relink'],
    },
    'graphics.toggle': {
      actions: [
        assign({ graphics: ({ context, event }) => toggledGraphics(context.graphics, event.part) }),
        'showOverlays',
      ],
    },
    'graphics.show': {
      guard: ({ context, event }) => !context.graphics[event.part],
      actions: [
        assign({ graphics: ({ context, event }) => ({ ...context.graphics, [event.part]: true }) }),
        'showOverlays',
      ],
    },
    'tool.use': {
      actions: [
        assign({ tool: ({ event }) => event.tool }),
        enqueueActions(({ context, event, enqueue }) => {
          for (const viewport of context.viewports) enqueue.sendTo(viewport, event);
        }),
      ],
    },
  },
});
