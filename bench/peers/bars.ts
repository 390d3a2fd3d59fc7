import type { Milestone } from '../milestones';

/** What Plainfilm is to reach, in seconds; absent where nothing is asked. */
export function barOf(name: string, shaped: boolean, cache: 'cold' | 'warm', milestone: Milestone) {
  return bars.find(
    (bar) => bar.name === name && bar.shaped === shaped && bar.milestone === milestone && bar[cache],
  )?.[cache];
}

interface Bar {
  readonly name: string;
  readonly shaped: boolean;
  readonly milestone: Milestone;
  readonly cold?: number;
  readonly warm?: number;
}

const bars: readonly Bar[] = [
  { name: 'CR', shaped: true, milestone: 'first-preview', cold: 1.2, warm: 0.8 },
  { name: 'CR', shaped: true, milestone: 'first-image', cold: 2.7, warm: 2.4 },
  { name: 'CT-300', shaped: true, milestone: 'first-image', cold: 0.8, warm: 0.5 },
  { name: 'MG', shaped: true, milestone: 'first-preview', cold: 1.4, warm: 1.0 },
  { name: 'MG', shaped: true, milestone: 'first-image', cold: 2.6, warm: 2.3 },
  { name: '400 studies', shaped: true, milestone: 'list', cold: 1.5, warm: 0.8 },
  { name: 'CR', shaped: false, milestone: 'first-image', cold: 0.7 },
  { name: 'CT-300', shaped: false, milestone: 'first-image', cold: 0.4 },
  { name: 'MG', shaped: false, milestone: 'first-image', cold: 0.8 },
  { name: 'CT-300', shaped: false, milestone: 'stack-complete', cold: 4.0 },
];
