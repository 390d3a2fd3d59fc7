import { untrack } from 'svelte';
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type Range,
  type VirtualItem,
} from '@tanstack/virtual-core';

export interface VirtualRowsOptions {
  /** Height of each row, CSS pixels */
  readonly sizes: () => readonly number[];
  /** A row that stays in the page even out of sight, because it holds the focus */
  readonly kept: () => number;
}

export interface VirtualRows {
  /** For `{@attach}` on the element that scrolls */
  readonly attach: (element: HTMLElement) => () => void;
  readonly items: readonly VirtualItem[];
  readonly height: number;
  /** Brings a row into sight */
  reveal(index: number): void;
}

/** Only the rows in sight are in the page. Called while a component is set up; what `options` reads is followed. */
export function virtualRows(options: VirtualRowsOptions): VirtualRows {
  let scroller: HTMLElement | null = null;
  let version = $state(0);
  const changed = () => untrack(() => (version += 1));

  const settings = (sizes: readonly number[], kept: number) => ({
    count: sizes.length,
    getScrollElement: () => scroller,
    estimateSize: (index: number) => sizes[index] ?? 0,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: 6,
    onChange: changed,
    rangeExtractor: (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      if (kept < 0 || kept >= range.count || inSight.includes(kept)) return inSight;
      return [...inSight, kept].sort((a, b) => a - b);
    },
  });
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>(settings(options.sizes(), options.kept()));

  // The virtualizer lives outside of Svelte: it is told what changed.
  $effect.pre(() => {
    virtualizer.setOptions(settings(options.sizes(), options.kept()));
    // Sizes are given, not measured: without this those of the list before would be kept.
    virtualizer.measure();
  });

  return {
    attach: (element) => {
      scroller = element;
      const unmount = virtualizer._didMount();
      virtualizer._willUpdate();
      return () => {
        unmount();
        scroller = null;
      };
    },
    get items() {
      return version < 0 ? [] : virtualizer.getVirtualItems();
    },
    get height() {
      return version < 0 ? 0 : virtualizer.getTotalSize();
    },
    reveal: (index) => virtualizer.scrollToIndex(index),
  };
}
