import { describe, expect, test } from 'vitest';
import { REASONS, type Verdict } from '../../src/domain/launch/feedback';
import { exportOf } from '../../src/telemetry/metrics';
import { outcomeOf } from '../../src/telemetry/outcome';
import { sendFeedback, startTelemetry, type TelemetryWindow } from '../../src/telemetry/telemetry';

const endpoint = 'https://collector.example/v1/metrics';
const vitals = { LCP: 812.4567, CLS: 0.01234, INP: 24, TTFB: 9.5 };

/** A page that a test hides and shows, with a session in it that must not be sent. */
function aPage(marks: readonly { readonly name: string; readonly detail: unknown }[]) {
  const listeners = new Set<() => void>();
  const sent: { readonly address: string; readonly request: RequestInit }[] = [];
  const document = {
    visibilityState: 'visible' as DocumentVisibilityState,
    URL: 'https://viewer.example/index.html?code=secret-code',
    referrer: 'https://record.example/patient/p1',
    title: 'SMITH, Aria',
    addEventListener: (_type: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => listeners.delete(listener),
  };
  const window = {
    document,
    performance: { getEntriesByType: () => marks },
    fetch: async (address: string, request: RequestInit) => sent.push({ address, request }),
  };
  const turn = (state: DocumentVisibilityState) => {
    document.visibilityState = state;
    for (const listener of [...listeners]) listener();
  };
  return { window: window as unknown as TelemetryWindow, turn, sent };
}

const marks = [
  { name: 'plainfilm:token', detail: { sinceLaunch: 640, patient: 'p1' } },
  { name: 'plainfilm:first-image', detail: { sinceLaunch: 1234.5678, study: '1.2.826' } },
  { name: 'SMITH, Aria', detail: { sinceLaunch: 1 } },
];

/** Every path of keys in a value, lists without their positions. */
function paths(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => paths(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => paths(each, path === '' ? key : `${path}.${key}`));
}

/** Every text in a value, in its order. */
function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

function sentBy(given: Parameters<typeof aPage>[0] = marks) {
  const page = aPage(given);
  startTelemetry(
    endpoint,
    page.window,
    () => vitals,
    () => 1_795_000_000_123,
  );
  page.turn('hidden');
  return page;
}

describe('what is sent', () => {
  const body = () => String(sentBy().sent[0]?.request.body);

  test('has these keys and no others', () => {
    const metric = 'resourceMetrics[].scopeMetrics[].metrics[]';
    expect([...new Set(paths(JSON.parse(body())))].sort()).toEqual([
      'resourceMetrics[].resource.attributes[].key',
      'resourceMetrics[].resource.attributes[].value.stringValue',
      `${metric}.gauge.dataPoints[].asDouble`,
      `${metric}.gauge.dataPoints[].timeUnixNano`,
      `${metric}.histogram.aggregationTemporality`,
      `${metric}.histogram.dataPoints[].attributes[].key`,
      `${metric}.histogram.dataPoints[].attributes[].value.stringValue`,
      `${metric}.histogram.dataPoints[].bucketCounts[]`,
      `${metric}.histogram.dataPoints[].count`,
      `${metric}.histogram.dataPoints[].explicitBounds[]`,
      `${metric}.histogram.dataPoints[].startTimeUnixNano`,
      `${metric}.histogram.dataPoints[].sum`,
      `${metric}.histogram.dataPoints[].timeUnixNano`,
      `${metric}.name`,
      `${metric}.sum.aggregationTemporality`,
      `${metric}.sum.dataPoints[].asInt`,
      `${metric}.sum.dataPoints[].attributes[].key`,
      `${metric}.sum.dataPoints[].attributes[].value.stringValue`,
      `${metric}.sum.dataPoints[].startTimeUnixNano`,
      `${metric}.sum.dataPoints[].timeUnixNano`,
      `${metric}.sum.isMonotonic`,
      `${metric}.unit`,
      'resourceMetrics[].scopeMetrics[].scope.name',
    ]);
  });

  test('has these words and no others, so nothing of the session', () => {
    const stamp = '1795000000123000000';
    expect(texts(JSON.parse(body())).filter((text) => text !== stamp && !/^[01]$/.test(text))).toEqual([
      'service.name',
      'plainfilm',
      'service.version',
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      'plainfilm',
      'plainfilm.launch.duration',
      's',
      'plainfilm.milestone',
      'token',
      'plainfilm.milestone',
      'first-image',
      'plainfilm.launches',
      '{launch}',
      'plainfilm.outcome',
      'landed',
      'webvitals.lcp',
      'ms',
      'webvitals.cls',
      'webvitals.inp',
      'ms',
      'webvitals.ttfb',
      'ms',
    ]);
  });

  test('has these numbers', () => {
    const numbers = [...body().matchAll(/"asDouble":([\d.]+)/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual([812.457, 0.012, 24, 9.5]);
    const sums = [...body().matchAll(/"sum":([\d.]+)/g)].map(([, number]) => Number(number));
    expect(sums).toEqual([0.64, 1.235]);
    // One in the bucket that it falls into: (0.5, 1] and (1, 1.5]
    const buckets = [...body().matchAll(/"bucketCounts":(\[[^\]]*\])/g)].map(([, each]) =>
      (JSON.parse(each ?? '[]') as string[]).indexOf('1'),
    );
    expect(buckets).toEqual([2, 3]);
  });

  test('goes without cookies and referrer, follows no redirect, and outlives the page', () => {
    const [only, ...more] = sentBy().sent;
    expect(more).toEqual([]);
    expect(only?.address).toBe(endpoint);
    expect(only?.request).toEqual({
      body: expect.any(String),
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      keepalive: true,
      credentials: 'omit',
      referrer: '',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
    });
  });
});

describe('when it is sent', () => {
  test('not while the page is seen, and once when it is hidden', () => {
    const page = aPage(marks);
    startTelemetry(endpoint, page.window, () => vitals);
    page.turn('visible');
    expect(page.sent).toHaveLength(0);
    page.turn('hidden');
    page.turn('visible');
    page.turn('hidden');
    expect(page.sent).toHaveLength(1);
  });

  test('never after it was stopped', () => {
    const page = aPage(marks);
    const stop = startTelemetry(endpoint, page.window, () => vitals);
    stop();
    page.turn('hidden');
    expect(page.sent).toHaveLength(0);
  });

  test('not where nothing was measured', () => {
    // A reload, which is no launch
    const page = aPage([{ name: 'plainfilm:token', detail: {} }]);
    startTelemetry(endpoint, page.window, () => ({}));
    page.turn('hidden');
    expect(page.sent).toHaveLength(0);
    expect(exportOf({ speed: {}, vitals: {}, version: '1.0.0', at: 0 })).toBeUndefined();
  });

  test('a launch that was reloaded sends its web vitals alone', () => {
    const reloaded = marks.map(({ name }) => ({ name, detail: {} }));
    const body = String(sentBy(reloaded).sent[0]?.request.body);
    expect(body).toContain('webvitals.lcp');
    expect(body).not.toContain('plainfilm.launch.duration');
  });

  test('a collector that does not answer is nobody’s concern', () => {
    const page = aPage(marks);
    const window = { ...page.window, fetch: () => Promise.reject(new TypeError('Failed to fetch')) };
    startTelemetry(endpoint, window, () => vitals);
    expect(() => page.turn('hidden')).not.toThrow();
  });
});

describe('what became of a launch', () => {
  const mark = (name: string, sinceLaunch?: number) => ({
    name: `plainfilm:${name}`,
    detail: sinceLaunch === undefined ? {} : { sinceLaunch },
  });
  test.each([
    ['landed', [mark('token', 600), mark('list', 900)]],
    ['landed', [mark('token', 600), mark('first-image', 900)]],
    ['landed', [mark('token', 600), mark('first-report', 900)]],
    ['left-waiting', [mark('token', 600)]],
    ['not-let-in', []],
    [undefined, [mark('token'), mark('list')]],
  ])('is %s', (outcome, given) => {
    expect(outcomeOf(given)).toBe(outcome);
  });

  test('is told of a page that was left before anybody listened', () => {
    const page = aPage([mark('token', 600)]);
    page.turn('hidden');
    startTelemetry(endpoint, page.window, () => vitals);
    expect(page.sent.map(({ request }) => String(request.body))).toEqual([
      expect.stringContaining('"left-waiting"'),
    ]);
  });
});

describe('whether it helped', () => {
  test.each<[Verdict, readonly string[]]>([
    [{ answer: 'useful' }, ['plainfilm.answer', 'useful']],
    ...REASONS.map((reason): [Verdict, readonly string[]] => [
      { answer: 'not-seen', reason },
      ['plainfilm.answer', 'not-seen', 'plainfilm.reason', reason],
    ]),
  ])('is sent as %j, and nothing beside it', (verdict, words) => {
    const page = aPage(marks);
    sendFeedback(endpoint, page.window, verdict, () => 1_795_000_000_123);
    expect(page.sent).toHaveLength(1);
    expect(page.sent[0]?.request).toMatchObject({ credentials: 'omit', referrer: '', redirect: 'error' });
    const all = texts(JSON.parse(String(page.sent[0]?.request.body)));
    expect(all.filter((text) => !/^\d+$/.test(text))).toEqual([
      'service.name',
      'plainfilm',
      'service.version',
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      'plainfilm',
      'plainfilm.feedback',
      '{answer}',
      ...words,
    ]);
  });
});
