import { createActor } from 'xstate';
import type { RenderingEngine } from '../../domain/ports/rendering';
import { zoomedBy, ZOOM_STEP } from '../../domain/presentation/limits';
import type { ViewPresentation } from '../../domain/presentation/view-state';
import {
  withPatientMachine,
  type PatientView,
  type ShownToPatient,
  type WithPatientActor,
} from '../../workflow/with-patient/with-patient.machine';
import { bound } from '../state/actor.svelte';

/** Milliseconds within which one sign of life is enough */
const ALIVE = 1_000;

const TURNED = { 0: 90, 90: 180, 180: 270, 270: 0 } as const;

/** Pictures that are shown to a patient, and the hands on them. */
export interface Showing {
  readonly actor: WithPatientActor;
  /** What is seen now, the earlier one first */
  readonly views: readonly PatientView[];
  /** Somebody did something */
  alive(event: Event): void;
  larger(): void;
  smaller(): void;
  whole(): void;
  turn(): void;
  step(by: 1 | -1): void;
  /** @returns whether the key does something here */
  key(key: string): boolean;
}

export function showing(
  engine: RenderingEngine,
  shown: readonly [ShownToPatient, ShownToPatient?],
  idleAfter: number,
): Showing {
  const actor = createActor(withPatientMachine, { input: { engine, shown, idleAfter } });
  const follow = bound(actor);
  let told = -Infinity;

  const views = () => {
    const { both, views: all, shown: given } = follow.current.context;
    return all.filter(({ study }) => both || study.uid === given[0].study.uid);
  };
  const change = (by: (now: ViewPresentation) => Partial<ViewPresentation>) => {
    for (const { viewport } of views()) {
      const now = viewport.getSnapshot().context.state?.presentation;
      if (now) viewport.send({ type: 'presentation.apply', change: by(now) });
    }
  };
  const zoom = (factor: number) => change((now) => ({ zoom: zoomedBy(now.zoom, factor) }));
  const whole = () => change(() => ({ zoom: 1, pan: [0, 0] }));
  const step = (by: 1 | -1) => {
    for (const { viewport } of views()) viewport.send({ type: 'frame.step', by });
  };
  const KEYS: Readonly<Record<string, () => void>> = {
    '+': () => zoom(ZOOM_STEP),
    '=': () => zoom(ZOOM_STEP),
    '-': () => zoom(1 / ZOOM_STEP),
    '0': whole,
    ArrowDown: () => step(1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(-1),
    ArrowLeft: () => step(-1),
  };

  return {
    actor,
    get views() {
      return views();
    },
    alive({ timeStamp }) {
      if (timeStamp - told < ALIVE) return;
      told = timeStamp;
      actor.send({ type: 'person.acted' });
    },
    larger: () => zoom(ZOOM_STEP),
    smaller: () => zoom(1 / ZOOM_STEP),
    whole,
    turn: () => change(({ rotation }) => ({ rotation: TURNED[rotation] })),
    step,
    key(key) {
      const act = KEYS[key];
      act?.();
      return act !== undefined;
    },
  };
}
