import { fromCallback } from 'xstate';
import type { RenderingEngine } from '../../domain/ports/rendering';
import { openingPosition } from '../../domain/hanging/opening-picture';
import { KINDS } from '../../domain/study/kinds';
import type { Frame } from '../../domain/study/study';
import { displaySetsIn, type ViewerContext } from './viewer-context';

/** Pictures that are prefetched: a click may go one further while the first of them is still under way. */
const MOST = 2;

/** The first frames of what is likely to be looked at next: the series behind the active view's that hang nowhere. */
export function prefetchIn(context: ViewerContext): readonly Frame[] {
  const { hanging, active } = context;
  const all = displaySetsIn(context);
  const at = all.findIndex(({ id }) => id === hanging[active]);
  return all
    .slice(at + 1)
    .filter((one) => KINDS[one.kind].arrives === 'frames' && !hanging.includes(one.id))
    .flatMap((one) => one.frames[openingPosition(one)] ?? [])
    .slice(0, MOST);
}

/** Ends with the viewer, and what was to be looked at next with it. */
export const leaver = fromCallback<{ readonly type: 'none' }, Pick<RenderingEngine, 'prefetch'>>(
  ({ input }) =>
    () =>
      input.prefetch([]),
);
