export interface VirtualRowsOptions {
  /** Height of each row, CSS pixels */
  readonly sizes: () => readonly number[];
  /** What a row is of: where others come before it, its element, and with it the focus, stays with that */
  readonly keyOf: (index: number) => string;
  /** A row that stays in the page even out of sight, because it holds the focus */
  readonly kept: () => number;
}

export interface VirtualRow {
  readonly index: number;
  readonly key: string;
  /** Above it, CSS pixels */
  readonly start: number;
  readonly size: number;
}

export interface VirtualRows {
  /** For `{@attach}` on the element that scrolls */
  readonly attach: (element: HTMLElement) => () => void;
  readonly items: readonly VirtualRow[];
  readonly height: number;
  /** Brings a row into sight */
  reveal(index: number): void;
}

/** Rows above and below those in sight that are in the page as well */
const BESIDE = 6;

/**
 * Only the rows in sight are in the page. Called while a component is set up; what `options` reads is followed. Their heights are
 * given and nothing is measured, so that sums are all there is to it: a library for it was a tenth of what a launch fetches.
 */
export function virtualRows(options: VirtualRowsOptions): VirtualRows {
  let scroller: HTMLElement | undefined;
  let top = $state(0);
  let seen = $state(0);
  const sizes = $derived(options.sizes());
  const starts = $derived(startsOf(sizes));
  const height = $derived(starts[sizes.length] ?? 0);
  const range = $derived.by(() => {
    const first = rowAt(starts, top);
    // A list may have become shorter than it was scrolled.
    const last = rowAt(starts, Math.max(top, Math.min(height, top + seen) - 1));
    return { from: Math.max(0, first - BESIDE), to: Math.min(sizes.length - 1, last + BESIDE) };
  });
  const items = $derived.by(() => {
    const { from, to } = range;
    const kept = options.kept();
    const row = (index: number): VirtualRow => ({
      index,
      key: options.keyOf(index),
      start: starts[index] ?? 0,
      size: sizes[index] ?? 0,
    });
    const inSight = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => row(from + at));
    if (kept < 0 || kept >= sizes.length || (kept >= from && kept <= to)) return inSight;
    return kept < from ? [row(kept), ...inSight] : [...inSight, row(kept)];
  });

  return {
    attach: (element) => {
      scroller = element;
      const look = () => {
        top = element.scrollTop;
        seen = element.clientHeight;
      };
      look();
      element.addEventListener('scroll', look, { passive: true });
      const observer = new ResizeObserver(look);
      observer.observe(element);
      return () => {
        element.removeEventListener('scroll', look);
        observer.disconnect();
        scroller = undefined;
      };
    },
    get items() {
      return items;
    },
    get height() {
      return height;
    },
    reveal(index) {
      if (scroller === undefined) return;
      const [start = 0, end = start] = [starts[index], starts[index + 1]];
      const { scrollTop, clientHeight } = scroller;
      if (start < scrollTop) scroller.scrollTop = start;
      else if (end > scrollTop + clientHeight) scroller.scrollTop = end - clientHeight;
      top = scroller.scrollTop;
    },
  };
}

/** Where each row begins, and where the last one ends. */
function startsOf(sizes: readonly number[]): readonly number[] {
  const starts = [0];
  for (const [at, size] of sizes.entries()) starts.push((starts[at] ?? 0) + size);
  return starts;
}

/** The row at a height: the last one that begins there or above. */
function rowAt(starts: readonly number[], height: number): number {
  let [from, to] = [0, Math.max(0, starts.length - 2)];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((starts[middle] ?? 0) <= height) from = middle;
    else to = middle - 1;
  }
  return from;
}
