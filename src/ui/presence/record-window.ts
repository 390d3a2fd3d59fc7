import type { RecordWindow } from '../../domain/ports/record';
import { withoutDirection } from '../../domain/text-direction';

/** What the record's window made of being asked to close the viewer */
export type Closing =
  | { readonly kind: 'closing' }
  /** @param why its own words */
  | { readonly kind: 'refused'; readonly why?: string }
  /** It did not answer in time, or is another page by now: a message to another origin is not delivered */
  | { readonly kind: 'silent' };

/** Milliseconds that a record has to answer */
const PATIENCE = 4_000;
/** Letters of its reason that are shown */
const REASON = 300;

/**
 * Asks the record's window to close the viewer (SMART Web Messaging 1.0.0, `ui.done`). The message goes to the exact origin
 * that the sign-in named, and only an answer from there, by that window, to this very message counts.
 */
export function askToClose(own: Window, { handle, origin }: RecordWindow): Promise<Closing> {
  // "When a SMART app is launched embedded in an iframe, window.parent is the recipient", else its opener.
  const theirs: unknown = own.parent !== own ? own.parent : own.opener;
  if (!isWindow(theirs)) return Promise.resolve({ kind: 'silent' });
  const messageId = crypto.randomUUID();
  return new Promise((resolve) => {
    const settle = (closing: Closing) => {
      own.removeEventListener('message', heard);
      clearTimeout(timer);
      resolve(closing);
    };
    const heard = ({ origin: from, source, data }: MessageEvent<unknown>) => {
      if (from !== origin || source !== theirs) return;
      const answer = entries(data);
      if (answer['responseToMessageId'] === messageId) settle(closingFrom(entries(answer['payload'])));
    };
    const timer = setTimeout(() => settle({ kind: 'silent' }), PATIENCE);
    own.addEventListener('message', heard);
    theirs.postMessage({ messagingHandle: handle, messageId, messageType: 'ui.done', payload: {} }, origin);
  });
}

const isWindow = (value: unknown): value is Window =>
  typeof value === 'object' && value !== null && 'postMessage' in value;

const entries = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** LaunchStatusCode: `success`, else it was not done, whatever it says. */
function closingFrom(payload: Readonly<Record<string, unknown>>): Closing {
  if (payload['status'] === 'success') return { kind: 'closing' };
  const { text, coding } = entries(payload['statusDetail']);
  const [first] = Array.isArray(coding) ? (coding as readonly unknown[]) : [];
  const why = [text, entries(first)['display']].find(
    (said) => typeof said === 'string' && said.trim() !== '',
  );
  return { kind: 'refused', ...(typeof why === 'string' && { why: withoutDirection(why.slice(0, REASON)) }) };
}
