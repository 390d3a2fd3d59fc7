import { identityIn, keyImagesIn, type ViewerContext } from '../../workflow/viewer/viewer-context';
import type { PrintKind } from './print-sources';

/**
 * Which pictures may stand on paper. The patient's name stands under each: where not all of them are known to be the
 * patient's, none.
 */
export function printable(context: ViewerContext): readonly Exclude<PrintKind, 'report'>[] {
  if (identityIn(context).kind !== 'same') return [];
  const isShown = context.viewports.some((viewport) => viewport.getSnapshot().context.shown);
  return [
    ...(isShown ? ['shown' as const] : []),
    ...(keyImagesIn(context).length > 0 ? ['keyImages' as const] : []),
  ];
}
