import { assign, enqueueActions, setup, stopChild, type ActorRefFrom } from 'xstate';
import type { DisplaySet } from '../domain/display-set';
import { slotsOf, type Layout } from '../domain/hanging-protocol';
import type { InstanceUid, SeriesUid } from '../domain/ids';
import { mammogramPlacings } from '../domain/mammogram-hanging';
import type { Archive } from '../domain/ports/archive';
import type { Tool } from '../domain/ports/rendering';
import type { Presentation } from '../domain/presentation';
import type { Prior } from '../domain/relevance';
import type { StudyObjects } from '../domain/study-objects';
import { allGraphics, toggledGraphics, type Graphics } from './graphics';
import { linker, originsOf } from './linker';
import {
  displaySetsInPrior,
  entriesOfPrior,
  failedInPrior,
  priorRetriever,
  progressAfter,
  type PriorAnswer,
  type PriorEvent,
  type PriorStudy,
} from './prior-study';
import { settled, withProgress, type SeriesEntry } from './series-entry';
import { acrossFrom, hungIn, type Place } from './hung';
import { retriever, type SeriesSettled } from './series-retriever';
import { choicesFor, next, toggled } from './softcopy-choice';
import { displaySetsIn, keyImagesIn, type ViewerContext, type ViewerInput } from './viewer-context';
import { viewportMachine } from './viewport.machine';

export type ViewerEvent =
  | { readonly type: 'layout.set'; readonly layout: Layout }
  | { readonly type: 'slot.activate'; readonly slot: number }
  | { readonly type: 'displaySet.hang'; readonly id: DisplaySet['id']; readonly slot?: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  /** A part of what is drawn over the pictures, all where none is said; or sees to it that a part is shown */
  | { readonly type: 'graphics.toggle'; readonly part?: keyof Graphics | undefined }
  | { readonly type: 'graphics.show'; readonly part: keyof Graphics }
  /** Between the key images and the whole study; the picture that is looked at stays, where the other side has it */
  | { readonly type: 'keyImages.toggle' }
  /** For the picture in a slot, the active one where none is said. One that does not name the picture is not taken */
  | { readonly type: 'softcopy.choose'; readonly id: InstanceUid | undefined; readonly slot?: number }
  /** Off, and on again: the one before, else the one that goes with the picture, else the newest */
  | { readonly type: 'softcopy.toggle'; readonly slot?: number }
  /** From one to the next, and after the last one to the picture as it is stored */
  | { readonly type: 'softcopy.next'; readonly slot?: number }
  | { readonly type: 'objects.found'; readonly objects: StudyObjects }
  | { readonly type: 'series.ask'; readonly uid: SeriesUid }
  /** Ask again for every series and frame that failed */
  | { readonly type: 'failures.ask' }
  | SeriesSettled
  /** Puts an earlier study beside this one, with those that may hold it; another one takes its place */
  | { readonly type: 'prior.compare'; readonly prior: Prior; readonly archives: readonly Archive[] }
  | { readonly type: 'prior.leave' | 'prior.retry' }
  /** The other views follow the active one, or do so no longer */
  | { readonly type: 'link.toggle' }
  | PriorEvent;

export type ViewerActor = ActorRefFrom<typeof viewerMachine>;

const isOfPrior = ({ prior }: ViewerContext, uid: SeriesUid) =>
  entriesOfPrior(prior).some(({ series }) => series.uid === uid);

const canAskAgain = (progress: PriorStudy['progress']) =>
  progress.kind === 'failed' && progress.problem.kind !== 'different-person';

/** Display sets are made anew whenever something arrives; one of the same frames need not be shown again. */
function isSame(one: DisplaySet | undefined, other: DisplaySet): boolean {
  const isAsWhole = one?.partial === other.partial;
  return one === other || (isAsWhole && one?.id === other.id && one.frames.length === other.frames.length);
}

const isAlike = (one: Partial<Presentation>, other: Partial<Presentation>) =>
  JSON.stringify(one) === JSON.stringify(other);

/** One open study: its series, the layout, and a viewport for each slot. */
export const viewerMachine = setup({
  types: { context: {} as ViewerContext, events: {} as ViewerEvent, input: {} as ViewerInput },
  actors: { retriever, priorRetriever, linker, viewport: viewportMachine },
  actions: {
    /** Brings the viewports into line with layout and hanging: as many as slots, each showing what hangs in it. */
    rehang: enqueueActions(({ context, enqueue }, place: Place | undefined) => {
      const { layout, hanging } = hungIn(context, place);
      const keyImages = keyImagesIn(context);
      const displaySets = [
        ...keyImages.map(({ displaySet }) => displaySet),
        ...displaySetsIn(context),
        ...(context.prior ? displaySetsInPrior(context.prior) : []),
      ];
      const hung = hanging.map((id) => displaySets.find((one) => one.id === id));
      const homes = mammogramPlacings(hung);
      const {
        engine,
        tool,
        graphics: { overlays },
      } = context;
      enqueue.assign(({ spawn, context: { viewports } }) => ({
        layout,
        hanging,
        active: place ? hanging.indexOf(place.id) : Math.min(context.active, slotsOf[layout] - 1),
        viewports: Array.from(
          { length: slotsOf[layout] },
          (_, slot) =>
            viewports[slot] ??
            spawn('viewport', { id: `viewport-${slot}`, input: { engine, tool, overlays } }),
        ),
      }));
      for (const surplus of context.viewports.slice(slotsOf[layout])) enqueue.stopChild(surplus);
      enqueue(({ context: { viewports } }) => {
        viewports.forEach((viewport, slot) => {
          const displaySet = hung[slot];
          const home = homes[slot] ?? {};
          const now = viewport.getSnapshot().context;
          const softcopies = keyImages.find((each) => each.displaySet === displaySet)?.softcopies;
          const at = displaySet && displaySet.id === place?.id ? place.at : undefined;
          if (displaySet && !isSame(now.displaySet, displaySet))
            viewport.send({ type: 'displaySet.show', displaySet, softcopies, at, home });
          else if (displaySet && !isAlike(now.home, home)) viewport.send({ type: 'home.set', home });
          else if (at !== undefined) viewport.send({ type: 'frame.goTo', at });
          if (!displaySet && now.displaySet) viewport.send({ type: 'displaySet.clear' });
        });
      });
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
    /** Asks for the earlier study, or asks again. */
    askPrior: enqueueActions(
      ({ context: { prior, patient, viewports, active, looked, ...context }, enqueue }) => {
        if (prior === undefined) return;
        const { study, archives } = prior;
        const like = displaySetsIn(context).find(({ id }) => id === looked)?.label ?? '';
        enqueue.stopChild('prior');
        enqueue.spawnChild('priorRetriever', {
          id: 'prior',
          input: { study, archives, patient, like, current: viewports[active] },
        });
      },
    ),
    recordPrior: ({ context: { audit, prior } }, answer: PriorAnswer) => {
      if (prior === undefined || answer.kind !== 'settled') return;
      const { study } = prior;
      const isFirst = entriesOfPrior(prior).every(({ progress }) => progress.kind !== 'retrieved');
      if (answer.result.ok && isFirst) audit?.record({ kind: 'study-opened', study: study.uid });
      if (!answer.result.ok && answer.result.problem.kind === 'different-person')
        audit?.record({ kind: 'identity-mismatch', study: study.uid });
    },
  },
}).createMachine({
  id: 'viewer',
  context: ({ input }) => {
    const entries = input.series.map((series): SeriesEntry => ({
      series,
      progress:
        series.uid === input.first.uid
          ? { kind: 'retrieved', ...input.first.checked }
          : { kind: 'retrieving' },
    }));
    return {
      ...input,
      entries,
      layout: '1x1',
      layoutChosen: false,
      hanging: [],
      viewports: [],
      active: 0,
      tool: 'window',
      graphics: allGraphics,
      // What comes later is offered, and takes the place of nothing that somebody looks at.
      showing: keyImagesIn({ ...input, entries }).length > 0 ? 'key images' : 'whole study',
    };
  },
  entry: 'rehang',
  invoke: {
    src: 'retriever',
    id: 'retriever',
    input: ({ context: { study, patient, archives, series, first } }) => ({
      study,
      patient,
      archives,
      // What was opened with a part of its first series has the rest of it fetched first.
      series: series.filter(({ uid }) => uid !== first.uid || first.checked.partial),
    }),
  },
  on: {
    'series.settled': {
      actions: [
        assign(({ context, event }) => ({
          entries: withProgress(context.entries, event.uid, settled(event.result)),
        })),
        'rehang',
        'relink',
      ],
    },
    'series.ask': [
      {
        guard: ({ context, event }) => isOfPrior(context, event.uid),
        actions: [
          assign(({ context: { prior }, event: { uid } }) => ({
            prior: prior && { ...prior, progress: progressAfter(prior, { kind: 'asked', uid }) },
          })),
          enqueueActions(({ event, enqueue }) => enqueue.sendTo('prior', { type: 'ask', uid: event.uid })),
        ],
      },
      {
        actions: [
          assign(({ context, event }) => ({
            entries: withProgress(context.entries, event.uid, { kind: 'retrieving' }),
          })),
          enqueueActions(({ event, enqueue }) =>
            enqueue.sendTo('retriever', { type: 'ask', uid: event.uid }),
          ),
        ],
      },
    ],
    'prior.compare': {
      guard: ({ context, event }) => event.prior.study.uid !== context.study.uid,
      actions: enqueueActions(({ context, event, enqueue }) => {
        const { layout, layoutChosen, hanging, active, showing } = context;
        // Key images are chosen from somewhere: that is what is compared.
        const place = showing === 'key images' ? acrossFrom(context) : undefined;
        const looked = place?.id ?? hanging[active];
        enqueue.assign({
          prior: { ...event.prior, archives: event.archives, progress: { kind: 'asking' } },
          arrangement: context.arrangement ?? { layout, layoutChosen, hanging, active, showing },
          showing: 'whole study',
          layoutChosen: false,
          hanging: [],
          active: 0,
          ...(looked !== undefined && { looked }),
        });
        enqueue({ type: 'rehang', params: place });
        enqueue('relink');
        enqueue('askPrior');
      }),
    },
    'prior.retry': [
      {
        guard: ({ context }) =>
          context.prior?.progress.kind === 'failed' && canAskAgain(context.prior.progress),
        actions: [
          assign(({ context: { prior } }) => ({
            prior: prior && { ...prior, progress: { kind: 'asking' } },
          })),
          'askPrior',
        ],
      },
      {
        actions: enqueueActions(({ context, enqueue }) => {
          for (const uid of failedInPrior(context.prior)) enqueue.raise({ type: 'series.ask', uid });
        }),
      },
    ],
    'prior.leave': {
      guard: ({ context }) => context.prior !== undefined,
      actions: [
        stopChild('prior'),
        assign(({ context }) => ({
          ...context.arrangement,
          arrangement: undefined,
          prior: undefined,
          looked: undefined,
        })),
        'rehang',
        'relink',
      ],
    },
    'prior.answered': {
      guard: ({ context }) => context.prior !== undefined,
      actions: [
        { type: 'recordPrior', params: ({ event }) => event.answer },
        assign(({ context: { prior }, event }) => ({
          prior: prior && { ...prior, progress: progressAfter(prior, event.answer) },
        })),
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
    'objects.found': { actions: [assign({ objects: ({ event }) => event.objects }), 'rehang', 'relink'] },
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
        const choices = choicesFor(context, event);
        const now = viewport.getSnapshot().context;
        const softcopy =
          event.type === 'softcopy.toggle'
            ? toggled(now, choices)
            : event.type === 'softcopy.next'
              ? next(now, choices)
              : choices.find(({ id }) => id === event.id);
        if (event.type === 'softcopy.choose' && event.id !== undefined && softcopy === undefined) return;
        enqueue.sendTo(viewport, { type: 'softcopy.choose', softcopy });
      }),
    },
    'failures.ask': {
      actions: enqueueActions(({ context, enqueue }) => {
        for (const { series, progress } of context.entries) {
          const again = progress.kind === 'failed' && progress.problem.kind !== 'different-person';
          if (again) enqueue.raise({ type: 'series.ask', uid: series.uid });
        }
        enqueue.raise({ type: 'prior.retry' });
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
      actions: [
        assign(({ context, event }) => {
          const into = event.slot ?? context.active;
          const hanging = Array.from({ length: slotsOf[context.layout] }, (_, slot) =>
            slot === into ? event.id : context.hanging[slot],
          );
          // What a person puts up stays: a layout that would still change by itself is settled by this.
          return { hanging, active: into, layoutChosen: true };
        }),
        'rehang',
        'relink',
      ],
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
