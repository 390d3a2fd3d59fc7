import { dayOf, sealView, type View } from '../../domain/colleagues/seal';
import { encodeView } from '../../domain/colleagues/view-code';

/** Days for which a link opens, where the site does not say */
const USUAL_DAYS = 14;

export interface MadeLink {
  readonly code: string;
  readonly link: string;
  /** The last day on which it opens: days since 1-Jan-2020 UTC */
  readonly expires: number;
}

/**
 * A link to a view. The code stands behind `#`, which no browser sends to a server: neither the record's log nor the viewer's has it.
 */
export async function linkTo(
  view: View,
  { days = USUAL_DAYS, record }: { readonly days?: number | undefined; readonly record?: string | undefined },
  now: Date,
): Promise<MadeLink> {
  const expires = dayOf(now) + days;
  const [salt = 0] = crypto.getRandomValues(new Uint16Array(1));
  const code = encodeView(await sealView(view, { expires, salt }));
  const to = record ?? new URL('view.html', document.baseURI).href;
  return { code, expires, link: `${to}${to.includes('#') ? '&' : '#'}view=${code}` };
}

/** @returns whether the browser allowed it */
export const copied = (text: string): Promise<boolean> =>
  navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  ) ?? Promise.resolve(false);
