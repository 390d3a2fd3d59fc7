import { assign, enqueueActions, fromPromise, sendParent, setup, type ActorRefFrom } from 'xstate';
import { localMoment } from '../../domain/dates';
import type { Figure } from '../../domain/measure/figure';
import type { Outcome } from '../../domain/measure/measure';
import {
  frameReference,
  noMeasurements,
  withFigure,
  withNew,
  withWords,
  without,
  type MeasurementsToSave,
} from '../../domain/measure/measurement';
import type { StudyUid } from '../../domain/ids';
import type { Clock } from '../../domain/ports/clock';
import type { Measuring } from '../../domain/ports/measuring';
import type { OpenRecord } from '../../domain/ports/record';
import { undone, withAct, withMove, type Remembered } from './measuring-history';
import type { Stored } from '../../domain/ports/sent';
import type { Frame } from '../../domain/study/study';

export interface MeasuringInput {
  readonly measuring: Measuring;
  readonly clock: Clock;
  /** Who is signed in, for what is saved (TID 1002) */
  readonly userName?: OpenRecord['userName'];
}

export interface MeasuringContext extends MeasuringInput, Remembered {
  /** UID of the one that has handles */
  readonly selected?: string;
  /** Those on their way to an archive */
  readonly saving?: MeasurementsToSave;
  /** What became of the last saving: where it went, or why it did not */
  readonly outcome?: Stored & { readonly study: StudyUid };
}

export type MeasuringEvent =
  | {
      readonly type: 'figure.drawn';
      readonly frame: Frame;
      readonly figure: Figure;
      /** Of the picture as it was shown when it was drawn */
      readonly outcome: Outcome;
    }
  | {
      readonly type: 'figure.change';
      readonly uid: string;
      readonly figure: Figure;
      readonly outcome: Outcome;
      /** The hand rests */
      readonly settled: boolean;
    }
  /** What a person wrote beside an arrow or as a note */
  | { readonly type: 'measurement.write'; readonly uid: string; readonly words: string }
  | { readonly type: 'measurement.select'; readonly uid: string | undefined }
  | { readonly type: 'measurement.delete'; readonly uid: string }
  /** The newest of what was drawn, moved or deleted is as it was before */
  | { readonly type: 'act.undo' }
  /** Those of the study that no archive has yet, as one document */
  | {
      readonly type: 'measurements.save';
      readonly wanted: Omit<MeasurementsToSave, 'measurements' | 'made'>;
    };

/** What the parent is told: what lies beside the pictures of this study is no longer what it was. */
export interface MeasurementsSaved {
  readonly type: 'measurements.saved';
  readonly study: StudyUid;
}

export type MeasuringActor = ActorRefFrom<typeof measuringMachine>;

interface SavingInput extends Pick<MeasuringInput, 'userName'> {
  readonly save: Measuring['save'];
  readonly wanted: MeasurementsToSave | undefined;
}

const saving = fromPromise<Stored, SavingInput>(async ({ input: { save, wanted, userName }, signal }) => {
  if (!save || !wanted) {
    const problem = { kind: 'not-asked', where: 'the archive', why: 'switched-off' } as const;
    return { kind: 'failed', problem, mayBeThere: false };
  }
  // Without a name the software is the observer: nothing is held back for it.
  const observer = userName && (await userName(signal).catch(() => undefined));
  signal.throwIfAborted();
  return save({ ...wanted, ...(observer && { observer }) }, signal);
});

/** Measured ones of a study that no archive has as they are. */
export const unsavedOf = (
  { measurements, saved }: Pick<MeasuringContext, 'measurements' | 'saved'>,
  study: StudyUid,
) =>
  measurements.all.filter(
    ({ uid, frame, outcome }) => frame.study === study && outcome.kind === 'measured' && !saved.includes(uid),
  );

/** Whether leaving would lose what was measured. */
export const anyUnsaved = ({
  measurements,
  saved,
}: Pick<MeasuringContext, 'measurements' | 'saved'>): boolean =>
  measurements.all.some(({ uid, outcome }) => outcome.kind !== 'refused' && !saved.includes(uid));

/**
 * The measurements of a session: those of one patient, whichever study is open. They end with the session; the only way
 * out is a document that a person saves, where the configuration allows it.
 */
export const measuringMachine = setup({
  types: {
    context: {} as MeasuringContext,
    events: {} as MeasuringEvent,
    input: {} as MeasuringInput,
  },
  actors: { saving },
  guards: {
    canSave: ({ context, event }) =>
      event.type === 'measurements.save' &&
      context.measuring.save !== undefined &&
      unsavedOf(context, event.wanted.study.uid).length > 0,
  },
}).createMachine({
  id: 'measuring',
  context: ({ input }) => ({ ...input, measurements: noMeasurements, saved: [], acts: [] }),
  on: {
    'figure.drawn': {
      actions: assign(({ context, event: { frame, figure, outcome } }) => {
        const { measuring, clock } = context;
        const uid = measuring.newUid();
        const made = localMoment(clock.now());
        const measurements = withNew(context.measurements, {
          uid,
          frame: frameReference(frame),
          figure,
          outcome,
          made,
        });
        const one = measurements.all.at(-1);
        const acts = one ? withAct({ ...context, measurements }, 'add', one) : context.acts;
        return { measurements, acts, moving: undefined, selected: uid };
      }),
    },
    'figure.change': {
      actions: assign(({ context, event: { uid, figure, outcome, settled } }) => ({
        ...withMove(context, uid, settled, context.clock.now().getTime()),
        measurements: withFigure(context.measurements, uid, { figure, outcome }),
        saved: context.saved.filter((one) => one !== uid),
      })),
    },
    'measurement.write': {
      actions: assign(({ context, event: { uid, words } }) => {
        const one = context.measurements.all.find((each) => each.uid === uid);
        const measurements = withWords(context.measurements, uid, words);
        const isOther = one?.words !== measurements.all.find((each) => each.uid === uid)?.words;
        return one && isOther
          ? { measurements, acts: withAct(context, 'write', one), moving: undefined }
          : {};
      }),
    },
    'measurement.select': { actions: assign({ selected: ({ event }) => event.uid }) },
    'measurement.delete': {
      actions: assign(({ context, event: { uid } }) => {
        const { measurements, selected, saved } = context;
        const one = measurements.all.find((each) => each.uid === uid);
        return {
          measurements: without(measurements, uid),
          acts: one ? withAct(context, 'delete', one) : context.acts,
          moving: undefined,
          selected: selected === uid ? undefined : selected,
          saved: saved.filter((each) => each !== uid),
        };
      }),
    },
    'act.undo': {
      guard: ({ context }) => context.acts.length > 0,
      actions: assign(({ context }) => undone(context)),
    },
  },
  initial: 'resting',
  states: {
    resting: {
      on: {
        'measurements.save': {
          guard: 'canSave',
          target: 'saving',
          actions: assign(({ context, event: { wanted } }) => ({
            outcome: undefined,
            saving: {
              ...wanted,
              measurements: unsavedOf(context, wanted.study.uid),
              made: localMoment(context.clock.now()),
            },
          })),
        },
      },
    },
    saving: {
      invoke: {
        src: 'saving',
        input: ({ context: { measuring, saving: wanted, userName } }) => ({
          save: measuring.save,
          wanted,
          userName,
        }),
        onDone: {
          target: 'resting',
          actions: [
            assign(({ context, event }) => withOutcome(context, event.output)),
            enqueueActions(({ context: { outcome }, enqueue }) => {
              if (outcome?.kind !== 'saved') return;
              const told: MeasurementsSaved = { type: 'measurements.saved', study: outcome.study };
              enqueue(sendParent(told));
            }),
          ],
        },
      },
    },
  },
});

/** Those that were moved while they were on their way are not what the archive has. */
function withOutcome(
  { saving: sent, saved, measurements }: MeasuringContext,
  stored: Stored,
): Partial<MeasuringContext> {
  if (!sent) return {};
  const there =
    stored.kind === 'saved' ? sent.measurements.filter((one) => measurements.all.includes(one)) : [];
  return {
    saved: [...saved, ...there.map(({ uid }) => uid)],
    saving: undefined,
    outcome: { ...stored, study: sent.study.uid },
  };
}
