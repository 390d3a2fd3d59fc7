import { MILESTONES, type Speed } from '../domain/launch/speed';
import type { Verdict } from '../domain/launch/feedback';
import type { Outcome } from './outcome';
import type { VitalName, Vitals } from './vitals';

/** Everything that is ever sent, before it is put into the shape of OTLP. */
export interface Measured {
  readonly speed: Speed;
  /** Absent for a reload, which is no launch */
  readonly outcome?: Outcome | undefined;
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
}

interface HistogramPoint {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  /** 64-bit numbers are texts in OTLP's JSON */
  readonly count: string;
  readonly sum: number;
  readonly bucketCounts: readonly string[];
  readonly explicitBounds: readonly number[];
  readonly attributes: readonly Attribute[];
}

interface SumPoint {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly asInt: string;
  readonly attributes: readonly Attribute[];
}

/** AGGREGATION_TEMPORALITY_DELTA: each page tells of itself alone */
const DELTA = 1;

type Metric = { readonly name: string; readonly unit: string } & (
  | { readonly gauge: { readonly dataPoints: readonly DataPoint[] } }
  | {
      readonly histogram: {
        readonly aggregationTemporality: typeof DELTA;
        readonly dataPoints: readonly HistogramPoint[];
      };
    }
  | {
      readonly sum: {
        readonly aggregationTemporality: typeof DELTA;
        readonly isMonotonic: true;
        readonly dataPoints: readonly SumPoint[];
      };
    }
);

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

/** By the name that is sent; `unit` in UCUM. A dashboard is held against them (deploy/grafana). */
export const METRICS = {
  duration: { name: 'plainfilm.launch.duration', unit: 's' },
  launches: { name: 'plainfilm.launches', unit: '{launch}' },
  feedback: { name: 'plainfilm.feedback', unit: '{answer}' },
} as const;

/** Seconds: what is no longer noticed, what is, and what makes people leave */
const BOUNDS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 20, 30, 60, 120] as const;

/** @returns what is to be sent, or `undefined` where nothing was measured */
export function exportOf({ speed, outcome, vitals: seen, version, at }: Measured): ExportMetrics | undefined {
  const timeUnixNano = nanoseconds(at);
  const launch = MILESTONES.flatMap((milestone): readonly HistogramPoint[] => {
    const seconds = speed[milestone];
    if (seconds === undefined) return [];
    const place = BOUNDS.filter((bound) => seconds > bound).length;
    return [
      {
        startTimeUnixNano: timeUnixNano,
        timeUnixNano,
        count: '1',
        sum: rounded(seconds),
        bucketCounts: Array.from({ length: BOUNDS.length + 1 }, (_, each) => (each === place ? '1' : '0')),
        explicitBounds: BOUNDS,
        attributes: [attribute('plainfilm.milestone', milestone)],
      },
    ];
  });
  const metrics: readonly Metric[] = [
    ...(launch.length > 0
      ? [{ ...METRICS.duration, histogram: { aggregationTemporality: DELTA, dataPoints: launch } } as const]
      : []),
    ...(outcome ? [one(METRICS.launches, [attribute('plainfilm.outcome', outcome)], timeUnixNano)] : []),
    ...(Object.keys(vitals) as VitalName[]).flatMap((name): readonly Metric[] => {
      const value = seen[name];
      if (value === undefined) return [];
      return [{ ...vitals[name], gauge: { dataPoints: [{ timeUnixNano, asDouble: rounded(value) }] } }];
    }),
  ];
  return metrics.length === 0 ? undefined : exported(metrics, version);
}

/** Whether it helped, as one person says it. */
export function feedbackExport(verdict: Verdict, version: string, at: number): ExportMetrics {
  const attributes = [
    attribute('plainfilm.answer', verdict.answer),
    ...(verdict.answer === 'not-seen' ? [attribute('plainfilm.reason', verdict.reason)] : []),
  ];
  return exported([one(METRICS.feedback, attributes, nanoseconds(at))], version);
}

/** Counted once */
const one = (
  named: { readonly name: string; readonly unit: string },
  attributes: readonly Attribute[],
  timeUnixNano: string,
): Metric => ({
  ...named,
  sum: {
    aggregationTemporality: DELTA,
    isMonotonic: true,
    dataPoints: [{ startTimeUnixNano: timeUnixNano, timeUnixNano, asInt: '1', attributes }],
  },
});

function exported(metrics: readonly Metric[], version: string): ExportMetrics {
  const resource = {
    attributes: [attribute('service.name', 'plainfilm'), attribute('service.version', version)],
  };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'plainfilm' }, metrics }] }] };
}

/** Nanoseconds are beyond what a number holds exactly; milliseconds are enough. */
const nanoseconds = (at: number): string => `${Math.round(at)}000000`;

const attribute = (key: string, stringValue: string): Attribute => ({ key, value: { stringValue } });

/** To a thousandth: finer than that, browsers do not measure and nobody needs. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
