import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REASONS } from '../../src/domain/launch/feedback';
import { MILESTONES } from '../../src/domain/launch/speed';
import { exportOf, feedbackExport, type ExportMetrics } from '../../src/telemetry/metrics';
import { OUTCOMES } from '../../src/telemetry/outcome';

const dashboard = JSON.parse(
  readFileSync(new URL('../../deploy/grafana/did-it-help.json', import.meta.url), 'utf8'),
) as { panels: readonly { title: string; targets: readonly { expr: string }[] }[] };
const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

const speed = Object.fromEntries(MILESTONES.map((milestone) => [milestone, 1]));
const vitals = { LCP: 1, CLS: 1, INP: 1, TTFB: 1 };
const sent = [
  exportOf({ speed, outcome: 'landed', vitals, version: '1.0.0', at: 0 }),
  feedbackExport({ answer: 'not-seen', reason: 'too-slow' }, '1.0.0', 0),
].flatMap((each: ExportMetrics | undefined) => each?.resourceMetrics[0].scopeMetrics[0].metrics ?? []);

/** Names in Prometheus, as OpenTelemetry's rules of translation have them */
function namesOf(metric: (typeof sent)[number]): readonly string[] {
  const units: Readonly<Record<string, string>> = { s: '_seconds', ms: '_milliseconds', 1: '_ratio' };
  const name = metric.name.replaceAll('.', '_') + (units[metric.unit] ?? '');
  if ('histogram' in metric) return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
  return 'sum' in metric ? [`${name}_total`] : [name];
}

describe('the dashboard', () => {
  test('asks for nothing that is not sent', () => {
    const known = sent.flatMap(namesOf);
    const asked = queries.flatMap((query) => [...query.matchAll(/\b(?:plainfilm|webvitals)_\w+(?=[{[)])/g)]);
    const names = asked.map(([name]) => name).filter((name) => !/^plainfilm_(?:outcome|reason)$/.test(name));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('shows all that the viewer counts of itself', () => {
    const own = sent.filter(({ name }) => name.startsWith('plainfilm.'));
    for (const metric of own)
      expect(queries.some((query) => namesOf(metric).some((name) => query.includes(name)))).toBe(true);
  });

  test('tells them apart by what they are sent with', () => {
    const values: Readonly<Record<string, readonly string[]>> = {
      plainfilm_milestone: MILESTONES,
      plainfilm_outcome: OUTCOMES,
      plainfilm_answer: ['useful', 'not-seen'],
      plainfilm_reason: REASONS,
    };
    const told = queries.flatMap((query) => [...query.matchAll(/(\w+)="([^"]+)"/g)]);
    expect(told.length).toBeGreaterThan(5);
    for (const [, key = '', value] of told) expect(values[key]).toContain(value);
    const grouped = queries.flatMap((query) => [...query.matchAll(/by \((plainfilm_\w+)\)/g)]);
    for (const [, key = ''] of grouped) expect(values[key]).toBeDefined();
  });
});
