import { MILESTONES, type Speed } from '../domain/launch/speed';
import type { VitalName, Vitals } from './vitals';

/** Everything that is ever sent, before it is put into the shape of OTLP. */
export interface Measured {
  readonly speed: Speed;
  readonly vitals: Vitals;
  readonly version: string;
  /** Epoch milliseconds */
  readonly at: number;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

interface DataPoint {
  readonly timeUnixNano: string;
  readonly asDouble: number;
  readonly attributes?: readonly Attribute[];
}

interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly gauge: { readonly dataPoints: readonly DataPoint[] };
}

/** ExportMetricsServiceRequest of OTLP 1.x in its JSON encoding, as much of it as is sent. */
export interface ExportMetrics {
  readonly resourceMetrics: readonly [
    {
      readonly resource: { readonly attributes: readonly Attribute[] };
      readonly scopeMetrics: readonly [
        { readonly scope: { readonly name: string }; readonly metrics: readonly Metric[] },
      ];
    },
  ];
}

const vitals: Readonly<Record<VitalName, { readonly name: string; readonly unit: string }>> = {
  LCP: { name: 'webvitals.lcp', unit: 'ms' },
  CLS: { name: 'webvitals.cls', unit: '1' },
  INP: { name: 'webvitals.inp', unit: 'ms' },
  TTFB: { name: 'webvitals.ttfb', unit: 'ms' },
};

/** @returns what is to be sent, or `undefined` where nothing was measured */
export function exportOf({ speed, vitals: seen, version, at }: Measured): ExportMetrics | undefined {
  // Nanoseconds are beyond what a number holds exactly; milliseconds are enough.
  const timeUnixNano = `${Math.round(at)}000000`;
  const launch = MILESTONES.flatMap((milestone): readonly DataPoint[] => {
    const seconds = speed[milestone];
    if (seconds === undefined) return [];
    const attributes = [attribute('plainfilm.milestone', milestone)];
    return [{ timeUnixNano, asDouble: rounded(seconds), attributes }];
  });
  const metrics: readonly Metric[] = [
    ...(launch.length > 0
      ? [{ name: 'plainfilm.launch.duration', unit: 's', gauge: { dataPoints: launch } }]
      : []),
    ...(Object.keys(vitals) as VitalName[]).flatMap((name): readonly Metric[] => {
      const value = seen[name];
      if (value === undefined) return [];
      return [{ ...vitals[name], gauge: { dataPoints: [{ timeUnixNano, asDouble: rounded(value) }] } }];
    }),
  ];
  if (metrics.length === 0) return undefined;
  const resource = {
    attributes: [attribute('service.name', 'plainfilm'), attribute('service.version', version)],
  };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'plainfilm' }, metrics }] }] };
}

const attribute = (key: string, stringValue: string): Attribute => ({ key, value: { stringValue } });

/** To a thousandth: finer than that, browsers do not measure and nobody needs. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
