import { onCLS, onINP, onLCP, onTTFB, type Metric } from 'web-vitals';

export type VitalName = Exclude<Metric['name'], 'FCP'>;

/** Latest values: CLS without unit, the others in milliseconds. What did not happen, such as a first tap, is absent. */
export type Vitals = Readonly<Partial<Record<VitalName, number>>>;

/**
 * Watches the page's web vitals.
 * @returns reads what is known so far. Only the numbers are kept: the library's entries name elements and addresses.
 */
export function watchVitals(): () => Vitals {
  const latest = new Map<VitalName, number>();
  const keep =
    (name: VitalName) =>
    ({ value }: Metric) =>
      void latest.set(name, value);
  // Each change at once: what is only said when the page is hidden may be said after we have sent.
  const each = { reportAllChanges: true };
  onCLS(keep('CLS'), each);
  onINP(keep('INP'), each);
  onLCP(keep('LCP'), each);
  onTTFB(keep('TTFB'), each);
  return () => Object.fromEntries(latest);
}
