import { version } from '../../package.json';
import { speedOf } from '../domain/launch/speed';
import type { Verdict } from '../domain/launch/feedback';
import { exportOf, feedbackExport, type ExportMetrics } from './metrics';
import { outcomeOf } from './outcome';
import { watchVitals, type Vitals } from './vitals';

/** As much of a window as is needed here. */
export interface TelemetryWindow {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  readonly performance: Pick<Performance, 'getEntriesByType'>;
  fetch(address: string, request: RequestInit): Promise<unknown>;
}

/**
 * Sends how fast the viewer was, once, when the page is first hidden: switched away from, or left.
 * @param endpoint takes in metrics by OTLP/HTTP with JSON
 * @param vitals reads the page's web vitals
 * @returns the way to stop without sending
 */
export function startTelemetry(
  endpoint: string,
  window: TelemetryWindow,
  vitals: () => Vitals = watchVitals(),
  now: () => number = Date.now,
): () => void {
  const { document } = window;
  const stop = () => document.removeEventListener('visibilitychange', onchange);
  const onchange = () => {
    if (document.visibilityState !== 'hidden') return;
    stop();
    const marks = window.performance.getEntriesByType('mark') as PerformanceMark[];
    const speed = speedOf(marks);
    const measured = exportOf({ speed, outcome: outcomeOf(marks), vitals: vitals(), version, at: now() });
    if (measured !== undefined) send(endpoint, measured, window);
  };
  document.addEventListener('visibilitychange', onchange);
  // Who went away while this was still to come
  onchange();
  return stop;
}

/** Sends what a person says of whether it helped: a choice among fixed ones, and nothing beside it. */
export const sendFeedback = (
  endpoint: string,
  window: Pick<TelemetryWindow, 'fetch'>,
  verdict: Verdict,
  now: () => number = Date.now,
): void => send(endpoint, feedbackExport(verdict, version, now()), window);

/** Nobody waits for the answer, and nobody is told where there is none: a measurement is not worth a word to a clinician. */
function send(endpoint: string, measured: ExportMetrics, window: Pick<TelemetryWindow, 'fetch'>): void {
  void window
    .fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(measured),
      // Outlives the page
      keepalive: true,
      // Neither cookies nor the address of this page, and never to where the endpoint points on to
      credentials: 'omit',
      referrer: '',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
    })
    .catch(() => undefined);
}
