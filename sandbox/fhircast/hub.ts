import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { bearer } from '../fhir/access';
import { acceptSocket, type ServerSocket } from './web-socket';

/** An entry of an event's context (FHIRcast 3.0.0, 2.5) */
export interface ContextEntry {
  readonly key: string;
  readonly resource: object;
}

interface Message {
  readonly timestamp: string;
  readonly id: string;
  readonly event: {
    readonly 'hub.topic': string;
    readonly 'hub.event': string;
    readonly context: readonly ContextEntry[];
  };
}

interface Subscription {
  events: readonly string[];
  lease: number;
  socket?: ServerSocket;
}

/** A FHIRcast 3.0 hub: what one window of the record opens, the others are told. It checks nothing of it. */
export interface Hub {
  readonly app: Hono;
  readonly topic: string;
  /** A connection to one of its sockets' addresses */
  upgrade(request: IncomingMessage, connection: Duplex): void;
  /** What a window of the record does: everybody is told. @returns the event's id */
  tell(event: string, context: readonly ContextEntry[]): string;
  /** Whatever is given, as it is, to everybody: for hubs that are broken, or lie */
  send(text: string): void;
  /** Answers that came so far: `{"id":"…","status":"200"}` */
  readonly answers: readonly { readonly id: string; readonly status: string }[];
  /** Events that windows announced by themselves */
  readonly announced: readonly string[];
  /** Every connection ends, as when the hub is started again. */
  drop(): void;
}

export interface HubOptions {
  /** Address of the hub: `http://127.0.0.1:8301/hub` */
  readonly url: string;
  /** The viewer's origin */
  readonly viewer: string;
  readonly isAllowed: (token: string | undefined) => boolean;
  readonly now: () => Date;
}

const EVENTS = [
  ...['Patient-open', 'Patient-close', 'ImagingStudy-open', 'ImagingStudy-close', 'DiagnosticReport-open'],
  ...['DiagnosticReport-close', 'UserLogout', 'UserHibernate', 'SyncError'],
];

export function createHub({ url, viewer, isAllowed, now }: HubOptions): Hub {
  const topic = randomUUID();
  const subscriptions = new Map<string, Subscription>();
  const answers: { id: string; status: string }[] = [];
  const announced: string[] = [];
  /** Newest open event of each kind of resource that was not closed, the last one last */
  const open = new Map<string, Message>();
  const endpointOf = (id: string) => `${url.replace(/^http/, 'ws')}/socket/${id}`;
  const idOf = (endpoint: string) => /\/socket\/([\w-]+)$/.exec(endpoint)?.[1] ?? '';

  const publish = (message: Message) => {
    const name = message.event['hub.event'];
    const [type = '', act] = name.split('-');
    if (act === 'open' || act === 'close') open.delete(type);
    if (act === 'open') open.set(type, message);
    for (const { socket, events } of subscriptions.values())
      if (events.some((each) => each.toLowerCase() === name.toLowerCase()))
        socket?.send(JSON.stringify(message));
  };
  const tell: Hub['tell'] = (name, context) => {
    const id = randomUUID();
    const event = { 'hub.topic': topic, 'hub.event': name, context };
    publish({ timestamp: now().toISOString(), id, event });
    return id;
  };
  const confirm = ({ socket, events, lease }: Subscription) =>
    socket?.send(
      JSON.stringify({
        'hub.mode': 'subscribe',
        'hub.topic': topic,
        'hub.events': events.join(','),
        'hub.lease_seconds': lease,
      }),
    );
  /** 2.5.2: who refused is made known to the others */
  const heard = (text: string) => {
    const { id = '', status = '' } = JSON.parse(text) as { id?: string; status?: string | number };
    answers.push({ id, status: String(status) });
    const coding = [{ system: 'https://fhircast.hl7.org/events/syncerror/eventid', code: id }];
    const issue = [{ severity: 'warning', code: 'processing', details: { coding } }];
    if (Number(status) >= 400)
      tell('SyncError', [{ key: 'operationoutcome', resource: { resourceType: 'OperationOutcome', issue } }]);
  };

  const app = new Hono();
  app.use(
    '*',
    cors({
      origin: viewer,
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['Authorization', 'Content-Type', 'Accept'],
      maxAge: 600,
    }),
  );
  app.get('/.well-known/fhircast-configuration', (c) =>
    c.json({
      eventsSupported: EVENTS,
      fhircastVersion: 'STU3',
      webSocketSupport: true,
      capabilities: { supportsGetCurrentContext: true },
    }),
  );
  app.use('*', async (c, next) => (isAllowed(bearer(c)) ? next() : c.body(null, 401)));
  app.get('/:topic', (c) => {
    if (c.req.param('topic') !== topic) return c.notFound();
    const last = [...open.entries()].at(-1);
    return c.json({ 'context.type': last?.[0] ?? '', context: last?.[1].event.context ?? [] });
  });
  app.post('/', async (c) => {
    if (c.req.header('Content-Type')?.includes('json')) {
      const message = await c.req.json<Message>();
      if (message.event['hub.topic'] !== topic) return c.notFound();
      announced.push(message.event['hub.event']);
      publish(message);
      return c.body(null, 202);
    }
    const form = new URLSearchParams(await c.req.text());
    if (form.get('hub.topic') !== topic || form.get('hub.channel.type') !== 'websocket')
      return c.body(null, 400);
    const given = form.get('hub.channel.endpoint');
    const id = given === null ? randomUUID() : idOf(given);
    const before = subscriptions.get(id);
    if (given !== null && before === undefined) return c.body(null, 404);
    if (form.get('hub.mode') === 'unsubscribe') {
      subscriptions.delete(id);
      before?.socket?.close();
      return c.body(null, 202);
    }
    const subscription: Subscription = {
      ...before,
      events: (form.get('hub.events') ?? '').split(','),
      lease: Math.min(Number(form.get('hub.lease_seconds')) || 3600, 7200),
    };
    subscriptions.set(id, subscription);
    confirm(subscription);
    return c.json({ 'hub.channel.endpoint': endpointOf(id) }, 202);
  });

  return {
    ...{ app, topic, tell, answers, announced },
    upgrade: (request, connection) => {
      const id = idOf(request.url ?? '');
      const subscription = subscriptions.get(id);
      if (subscription === undefined || subscription.socket !== undefined)
        return void connection.end('HTTP/1.1 404 Not Found\r\n\r\n');
      subscription.socket = acceptSocket(request, connection, {
        onText: heard,
        onClose: () => subscriptions.delete(id),
      });
      confirm(subscription);
      for (const message of open.values()) subscription.socket?.send(JSON.stringify(message));
    },
    send: (text) => {
      for (const { socket } of subscriptions.values()) socket?.send(text);
    },
    drop: () => {
      for (const { socket } of subscriptions.values()) socket?.close();
    },
  };
}
