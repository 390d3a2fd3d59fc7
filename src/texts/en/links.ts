import type { ScrollLink } from '../../domain/hanging/linking';

/** How a view follows the active one, as it is said on it. */
export const linkTexts = {
  scroll: {
    pair: 'linked picture by picture',
    position: 'linked by position',
    offset: 'linked by offset',
    'not-parallel': 'not scrolled along: slices in another direction',
    'no-positions': 'not scrolled along: no positions known',
    single: 'zoom and pan linked',
  } satisfies Readonly<Record<ScrollLink, string>>,
  windowNotLinked: 'window not linked',
  nearest: (millimetres: number) => `nearest slice ${Math.round(millimetres)} mm off`,
} as const;
