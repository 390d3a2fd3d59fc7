import { boxesOn, type Box } from '../../domain/exports/teaching';
import type { TeachingCopy, TeachingLook, TeachingPicture } from '../../domain/ports/teaching';
import type { Problem } from '../../domain/problem';

/** One frame to be looked at */
interface Sight {
  readonly picture: TeachingPicture;
  readonly frame: number;
}

/** What stays of a look when its picture is gone */
type Facts = Pick<TeachingLook, 'rows' | 'columns' | 'needsBox'>;

/** Steps that are gone one by one: what is passed over was not looked at */
const STEPS = 8;
/** Milliseconds that a picture stands while all are shown one after the other */
const STANDS = 120;

/** Goes through the pictures of a teaching copy, and keeps which were looked at and what lies on them. */
export class Looking {
  readonly sights: readonly Sight[];
  at = $state(0);
  boxes = $state.raw<readonly Box[]>([]);
  shown = $state.raw<(Sight & { readonly look: TeachingLook }) | undefined>();
  problem = $state.raw<Problem | undefined>();
  isPlaying = $state(false);
  #seen = $state.raw<Readonly<Record<string, Facts>>>({});
  #wanted = 0;
  #isGoing = false;
  readonly #copy: TeachingCopy;
  readonly #life = new AbortController();

  /** @param boxes that were drawn before: they lie where they lay */
  constructor(copy: TeachingCopy, boxes: readonly Box[]) {
    this.#copy = copy;
    this.boxes = boxes;
    this.sights = copy.pictures.flatMap((picture) =>
      Array.from({ length: picture.frames }, (_, at) => ({ picture, frame: at + 1 })),
    );
  }

  readonly seen = $derived(Object.keys(this.#seen).length);

  /** Pictures that leave: looked at with every frame, and with a box where they need one. */
  readonly going = $derived.by(() => {
    const looks = this.#seen;
    return this.#copy.pictures.filter((picture) => {
      const own = Array.from({ length: picture.frames }, (_, at) => looks[keyOf(picture, at + 1)]);
      const [first] = own;
      return first && own.every(Boolean) && (!first.needsBox || this.isBoxed(picture, first));
    }).length;
  });

  isBoxed(picture: TeachingPicture, { rows, columns }: Facts): boolean {
    return boxesOn(this.boxes, { ...picture, rows, columns }).length > 0;
  }

  /** Near ones step by step, so that each is seen. */
  async go(at: number): Promise<void> {
    this.#wanted = Math.min(this.sights.length - 1, Math.max(0, at));
    if (this.#isGoing) return;
    this.#isGoing = true;
    let isFirst = this.shown === undefined;
    while (!this.#life.signal.aborted && (isFirst || this.at !== this.#wanted)) {
      const way = this.#wanted - this.at;
      const next = Math.abs(way) > STEPS ? this.#wanted : this.at + Math.sign(way);
      isFirst = false;
      await this.#look(next);
    }
    this.#isGoing = false;
  }

  /** One after the other up to the last, until somebody stops it. */
  async play(): Promise<void> {
    if (this.isPlaying) return void (this.isPlaying = false);
    this.isPlaying = true;
    if (this.at === this.sights.length - 1) await this.go(0);
    while (this.isPlaying && !this.#life.signal.aborted && this.at < this.sights.length - 1) {
      await new Promise((resolve) => setTimeout(resolve, STANDS));
      await this.go(this.at + 1);
    }
    this.isPlaying = false;
  }

  async #look(at: number): Promise<void> {
    this.at = at;
    const sight = this.sights[at];
    if (!sight) return;
    const { picture, frame } = sight;
    const result = await this.#copy
      .look(picture, frame, this.#life.signal)
      .catch((): { ok: false; problem: Problem } => ({ ok: false, problem: { kind: 'no-memory' } }));
    if (this.#life.signal.aborted) return;
    this.problem = result.ok ? undefined : result.problem;
    this.shown = result.ok ? { ...sight, look: result.value } : undefined;
    if (!result.ok) return;
    const { rows, columns, needsBox } = result.value;
    this.#seen = { ...this.#seen, [keyOf(picture, frame)]: { rows, columns, needsBox } };
  }

  close(): void {
    this.#life.abort();
    this.#copy.close();
  }
}

const keyOf = ({ uid }: TeachingPicture, frame: number) => `${uid} ${frame}`;
