import type { Patient } from '../domain/patient/patient';
import type { Announced, ContextHub } from '../domain/ports/shared-context';
import type { TokenSource } from '../domain/ports/token-source';
import { request } from '../http/request';
import { readJson } from '../http/json';
import { object, text, texts, type Json } from '../fhir/resource/json';
import { readCurrent, readFrame } from './read';

/** Where a launch says that its hub is. */
export interface HubSetting {
  readonly url: string;
  readonly topic: string;
  /** The record's FHIR base */
  readonly base: URL;
  /** The record's name */
  readonly where: string;
  /** Granted scopes: `fhircast/ImagingStudy-open.*` */
  readonly scope: string;
  /** Origins that the configuration allows */
  readonly origins: readonly string[];
  readonly tokens: TokenSource;
  /** Milliseconds that the sign-in still lives */
  readonly life: () => number;
  readonly now: () => number;
  readonly fetch?: typeof globalThis.fetch;
  readonly socket?: (address: string) => WebSocket;
}

const EVENTS = [
  'Patient-open',
  'Patient-close',
  'ImagingStudy-open',
  'ImagingStudy-close',
  'DiagnosticReport-open',
  'DiagnosticReport-close',
  'UserLogout',
  'UserHibernate',
  'SyncError',
] as const;
const NAME = 'Plainfilm';
/** Milliseconds for what a hub says of itself */
const ANSWERS = 5_000;
/** Octets of an answer, and letters of a message, that anybody reads */
const MOST = 256 * 1024;
const SYNC_ERROR = 'https://fhircast.hl7.org/events/syncerror';

/** A FHIRcast 3.0 hub, over form-encoded subscriptions and a WebSocket. Whatever it says is text, and for nobody but support. */
export function fhircastHub(setting: HubSetting): ContextHub {
  const { url, topic, base, where, scope, origins, tokens, now } = setting;
  const address = new URL(url);
  const life = new AbortController();
  const reader = () => ({ topic, base, now: now() });
  const may = (event: string, how: 'read' | 'write') =>
    !/\bfhircast\//.test(scope) ||
    scope
      .split(/\s+/)
      .some((each) =>
        [how, '*'].some((kind) => each.toLowerCase() === `fhircast/${event}.${kind}`.toLowerCase()),
      );
  const granted = EVENTS.filter((event) => may(event, 'read'));
  const asker = {
    where,
    tokens,
    ...(setting.fetch && { fetch: setting.fetch }),
    retries: { repeats: 0, delay: 0, longest: 0 },
  };

  /** JSON of an address below the hub's; nothing where it says none in time */
  const told = async (below: string) => {
    const at = new URL(`${address.href.replace(/\/$/, '')}/${below}`);
    const inTime = AbortSignal.any([life.signal, AbortSignal.timeout(ANSWERS)]);
    const question = { address: at, accept: 'application/json', space: url };
    const answer = await request(asker, question, inTime).catch(() => undefined);
    if (!answer?.ok) return undefined;
    const read = await readJson(answer.value.chunks(), MOST).catch(() => undefined);
    return read?.ok ? object(read.value.value) : undefined;
  };
  /** What it can (2.8), asked once; a hub that does not say is taken as one that knows every event */
  let asked: Promise<Json | undefined> | undefined;
  const can = () => (asked ??= told('.well-known/fhircast-configuration'));
  const wantedOf = (configuration: Json | undefined) => {
    const known = texts(configuration?.['eventsSupported']).map((each) => each.toLowerCase());
    const both = granted.filter((event) => known.includes(event.toLowerCase()));
    return both.length > 0 ? both : granted;
  };

  const post = (contentType: string, body: string) =>
    request(
      asker,
      {
        address,
        accept: 'application/json',
        space: url,
        body: { contentType, bytes: new TextEncoder().encode(body) },
        keepalive: true,
        isAnswer: (status) => status !== 401,
      },
      life.signal,
    );
  const form = (fields: Readonly<Record<string, string>>) =>
    post(
      'application/x-www-form-urlencoded',
      new URLSearchParams({ 'hub.channel.type': 'websocket', 'hub.topic': topic, ...fields }).toString(),
    );

  /** A browser takes no address with a fragment, none in the clear beneath https, and not every port: it throws. */
  const opened = (endpoint: string): WebSocket | undefined => {
    try {
      return setting.socket?.(endpoint) ?? new WebSocket(endpoint);
    } catch {
      return undefined;
    }
  };

  return {
    life: setting.life,
    subscribe: async (lease, renewing) => {
      const answer = await form({
        'hub.mode': 'subscribe',
        'hub.events': wantedOf(await can()).join(','),
        'hub.lease_seconds': String(lease),
        'subscriber.name': NAME,
        ...(renewing !== undefined && { 'hub.channel.endpoint': renewing }),
      });
      if (!answer.ok) return { kind: answer.problem.kind === 'unauthorised' ? 'refused' : 'unanswered' };
      const { status } = answer.value;
      if (status >= 500 || status === 429 || status === 408) return { kind: 'unanswered' };
      if (status >= 300) return { kind: 'refused' };
      const read = await readJson(answer.value.chunks(), MOST).catch(() => undefined);
      const json = read?.ok ? object(read.value.value) : undefined;
      const endpoint = text(json?.['hub.channel.endpoint']) ?? renewing;
      return endpoint !== undefined && isAllowed(endpoint, origins)
        ? { kind: 'endpoint', endpoint }
        : { kind: 'refused' };
    },
    current: async () => {
      const capabilities = object((await can())?.['capabilities']);
      if (capabilities?.['supportsGetCurrentContext'] !== true) return undefined;
      return readCurrent(await told(encodeURIComponent(topic)), reader());
    },
    listen: (endpoint, heard) => {
      const socket = opened(endpoint);
      if (socket === undefined) {
        queueMicrotask(() => heard({ kind: 'closed' }));
        return { answer: () => undefined, close: () => undefined };
      }
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        const isLong = typeof data !== 'string' || data.length > MOST;
        heard((isLong ? undefined : readFrame(data, reader())) ?? { kind: 'noise' });
      };
      socket.onclose = () => heard({ kind: 'closed' });
      return {
        answer: (id, status) => {
          if (socket.readyState === 1) socket.send(JSON.stringify({ id, status }));
        },
        close: () => socket.close(1000),
      };
    },
    announce: async (event) => {
      if (event.kind !== 'not-followed' && !may(NAMES[event.kind], 'write')) return false;
      const answer = await post('application/json', JSON.stringify(messageOf(event, topic)));
      return answer.ok && answer.value.status < 300;
    },
    unsubscribe: (endpoint) =>
      void form({ 'hub.mode': 'unsubscribe', 'hub.channel.endpoint': endpoint }).catch(() => undefined),
  };
}

/** `wss://hub.example/…` of `https://hub.example` */
function isAllowed(endpoint: string, origins: readonly string[]): boolean {
  if (!URL.canParse(endpoint) || !/^wss?:/.test(endpoint)) return false;
  return origins.includes(new URL(endpoint.replace(/^ws/, 'http')).origin);
}

const NAMES = {
  'study-opened': 'ImagingStudy-open',
  'study-closed': 'ImagingStudy-close',
  'not-followed': 'SyncError',
} as const;

const messageOf = (event: Announced, topic: string) => ({
  timestamp: new Date(event.at).toISOString(),
  id: event.id,
  event: {
    'hub.topic': topic,
    'hub.event': NAMES[event.kind],
    context:
      event.kind === 'not-followed'
        ? [{ key: 'operationoutcome', resource: outcomeOf(event.event, event.name) }]
        : [
            { key: 'study', resource: studyOf(event) },
            { key: 'patient', resource: patientOf(event.patient) },
          ],
  },
});

const studyOf = ({ study, reference, patient }: Exclude<Announced, { readonly kind: 'not-followed' }>) => ({
  resourceType: 'ImagingStudy',
  // An UID is a valid id: it stands where the record has no resource of the study.
  id: /^ImagingStudy\/([A-Za-z0-9\-.]{1,64})$/.exec(reference ?? '')?.[1] ?? study,
  status: 'available',
  identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${study}` }],
  subject: { reference: `Patient/${patient.id}` },
});

const patientOf = ({ id, identifiers, name, birthDate, gender }: Patient) => ({
  resourceType: 'Patient',
  id,
  identifier: identifiers
    .filter(({ ended }) => !ended)
    .map(({ system, value }) => ({ ...(system !== undefined && { system }), value })),
  name: [{ ...(name.family !== undefined && { family: name.family }), given: name.given }],
  ...(birthDate !== undefined && { birthDate }),
  ...(gender !== undefined && { gender }),
});

const outcomeOf = (event: string, name: string) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'warning',
      code: 'processing',
      diagnostics: `${NAME} did not follow`,
      details: {
        coding: [
          { system: `${SYNC_ERROR}/eventid`, code: event },
          { system: `${SYNC_ERROR}/eventname`, code: name },
          { system: `${SYNC_ERROR}/subscribername`, code: NAME },
        ],
      },
    },
  ],
});
