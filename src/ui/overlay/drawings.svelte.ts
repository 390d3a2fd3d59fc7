import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { overlayKindOf } from '../../domain/overlay/classes';
import type { Overlay, OverlayRefusal } from '../../domain/overlay/overlay';
import { samePerson, type Patient } from '../../domain/patient/patient';
import type { Drawing, DrawnOverlay, OpenDrawing, Opened, OverlayValues } from '../../domain/ports/drawings';
import type { Problem } from '../../domain/problem';
import type { Instance } from '../../domain/study/study';

/** One object that is drawn over pictures, and how far it has come. */
export interface Entry {
  readonly instance: Instance;
  readonly kind: Overlay['kind'];
  /** Wanted over the pictures */
  readonly on: boolean;
  /** A report names it: it is on as long as nobody has switched it off */
  readonly isNamed: boolean;
  /** A hand has switched it */
  readonly isTouched: boolean;
  readonly standing:
    | { readonly kind: 'closed' | 'opening' }
    | { readonly kind: 'open'; readonly drawing: Drawing }
    | { readonly kind: 'refused'; readonly why: OverlayRefusal }
    | { readonly kind: 'failed'; readonly problem: Problem };
  /** How strong, from 0 to 1 */
  readonly strength: number;
  readonly hidden: readonly number[];
  readonly quantity: number;
  /** Grows whenever more of it can be drawn */
  readonly more: number;
}

export type Change = Partial<Pick<Entry, 'strength' | 'hidden' | 'quantity'>>;

/** What an overlay is over the picture of one view. */
export interface Told {
  readonly drawn?: DrawnOverlay | undefined;
  readonly values?: OverlayValues;
  /** The values are those under the pointer, not of the middle of the view */
  readonly isPointer?: boolean;
}

const USUAL_STRENGTH: Readonly<Record<Overlay['kind'], number>> = {
  segmentation: 0.8,
  structures: 1,
  dose: 0.6,
  map: 0.6,
};

/** What others have drawn over the pictures of a screen. */
export interface DrawingsOfScreen {
  /** In the order in which they were offered */
  readonly entries: readonly Entry[];
  /** More may be known of as a study arrives, and of what reports name: what is on stays on, and what a hand switched off stays off. */
  offer(instances: readonly Instance[], named: readonly string[]): void;
  switch(uid: string, on: boolean): void;
  allOff(): void;
  change(uid: string, change: Change): void;
  /** What became of it over the picture of a view */
  tell(view: string, uid: string, told: Told): void;
  /** Of several views together: what lies in any of them, and what lies under the pointer */
  toldOf(views: readonly string[], uid: string): Told;
  dispose(): void;
}

/** Nothing of what is drawn is asked for before it is wanted. */
export function drawingsOfScreen(open: OpenDrawing, patient: Patient): DrawingsOfScreen {
  const entries = new SvelteMap<string, Entry>();
  const told = new SvelteMap<string, Told>();
  const life = new AbortController();

  const update = (uid: string, change: Partial<Entry>) => {
    const entry = entries.get(uid);
    if (entry) entries.set(uid, { ...entry, ...change });
  };

  const keyOf = (view: string, uid: string) => `${view} ${uid}`;

  const openEntry = async ({ instance }: Entry) => {
    const { uid } = instance;
    update(uid, { standing: { kind: 'opening' } });
    try {
      const result = await open(instance, life.signal);
      const standing = result.ok ? standingOf(uid, result.value) : failed(result.problem);
      update(uid, { standing });
    } catch {
      // Left, or its code did not come: whoever wants it switches it on again.
      update(uid, { standing: { kind: 'closed' }, on: false });
    }
  };

  const standingOf = (uid: string, opened: Opened): Entry['standing'] => {
    if (!opened.ok) return { kind: 'refused', why: opened.why };
    const { drawing } = opened;
    // What its own file says of whom it is counts, whatever the archive listed it under.
    const match = samePerson(patient, drawing.legend.person);
    if (match.kind === 'different') {
      drawing.dispose();
      return failed({ kind: 'different-person', differs: match.differs });
    }
    drawing.onmore = () => update(uid, { more: (entries.get(uid)?.more ?? 0) + 1 });
    return { kind: 'open', drawing };
  };

  const turn: DrawingsOfScreen['switch'] = (uid, on) => {
    update(uid, { on });
    const entry = entries.get(uid);
    const isToOpen = entry?.standing.kind === 'closed' || entry?.standing.kind === 'failed';
    if (entry && on && isToOpen) void openEntry(entry);
  };

  return {
    get entries() {
      return [...entries.values()];
    },
    offer(instances, named) {
      for (const instance of instances) {
        const kind = overlayKindOf(instance);
        if (!kind || entries.has(instance.uid)) continue;
        entries.set(instance.uid, {
          instance,
          kind,
          on: false,
          isNamed: false,
          isTouched: false,
          standing: { kind: 'closed' },
          strength: USUAL_STRENGTH[kind],
          hidden: [],
          quantity: 0,
          more: 0,
        });
      }
      for (const uid of named) {
        const entry = entries.get(uid);
        if (!entry || entry.isNamed) continue;
        update(uid, { isNamed: true });
        if (!entry.isTouched) turn(uid, true);
      }
    },
    switch(uid, on) {
      update(uid, { isTouched: true });
      turn(uid, on);
    },
    allOff() {
      for (const uid of [...entries.keys()]) this.switch(uid, false);
    },
    change: update,
    tell(view, uid, more) {
      const key = keyOf(view, uid);
      told.set(key, { ...untrack(() => told.get(key)), ...more });
    },
    toldOf: (views, uid) => together(views.flatMap((view) => told.get(keyOf(view, uid)) ?? [])),
    dispose() {
      life.abort();
      for (const { standing } of entries.values()) if (standing.kind === 'open') standing.drawing.dispose();
    },
  };
}

function together(all: readonly Told[]): Told {
  const [first, second] = all;
  if (first === undefined || second === undefined) return first ?? {};
  const drawn = all.flatMap((one) => (one.drawn?.ok ? [one.drawn] : []));
  const [any] = drawn;
  const pointed = all.find(({ isPointer }) => isPointer) ?? first;
  if (any === undefined) return pointed;
  const raster = drawn.find((one) => one.raster)?.raster;
  const unnamed = [...new Set(drawn.flatMap((one) => one.unnamed ?? []))];
  return {
    ...pointed,
    drawn: {
      ok: true,
      ...(raster && { raster }),
      lines: drawn.flatMap(({ lines }) => lines),
      parts: [...new Set(drawn.flatMap(({ parts }) => parts))],
      isOtherGrid: drawn.some(({ isOtherGrid }) => isOtherGrid),
      ...(unnamed.length > 0 && { unnamed }),
      ...(drawn.some(({ isCut }) => isCut) && { isCut: true }),
    },
  };
}

const failed = (problem: Problem): Entry['standing'] => ({ kind: 'failed', problem });
