import { expect, vi } from 'vitest';
import type { Act } from '../../src/domain/context/shared-context';
import { studyUid, type StudyUid } from '../../src/domain/ids';
import { fhircastHub } from '../../src/fhircast/client';
import { patientFrom } from '../../src/fhir/record/patient';
import { follow, type Follower, type Following } from '../../src/workflow/context/follow';

export type Json = Record<string, unknown>;
export interface Step {
  readonly at: number;
  readonly hub?: Json | string;
  /** As it came over the wire, where that is no JSON */
  readonly raw?: unknown;
  readonly socket?: string;
  readonly user?: string;
  readonly expect?: string;
  readonly http?: Record<string, number>;
}
export interface Script {
  readonly now: string;
  readonly launch: Record<'hub.url' | 'hub.topic' | 'patient' | 'scope', string>;
  readonly record: Record<string, Json>;
  readonly subscribe: { readonly answer: { readonly status: number; readonly body: Json } };
  readonly confirm: Json;
  readonly steps: readonly Step[];
}
interface Request {
  readonly at: number;
  readonly form?: URLSearchParams;
  readonly json?: Json;
}

/** Answers are streams, which take turns that no clock counts. */
const turn = setImmediate;
export const inTurns = async (milliseconds: number) => {
  const end = Date.now() + milliseconds;
  do {
    await vi.advanceTimersByTimeAsync(Math.min(1000, Math.max(0, end - Date.now())));
    for (let turns = 0; turns < 8; turns += 1) await new Promise((resolve) => turn(resolve));
  } while (Date.now() < end);
};

/** The viewer's side of a script: its hub answers as the script says, by a clock that stands still otherwise. */
export async function play(
  script: Script,
  more: {
    readonly studies?: readonly string[];
    readonly until?: number;
    /** What the hub says of itself, and of what is open */
    readonly configuration?: Json;
    readonly current?: Json;
    /** Whether it confirms a renewal as it confirmed the subscription */
    readonly renews?: boolean;
    /** Is told of what this window announces */
    readonly announced?: (json: Json) => void;
    /** In place of the script's own */
    readonly steps?: readonly Step[];
  } = {},
) {
  const start = Date.parse(script.now);
  vi.useFakeTimers({ now: start });
  const seconds = () => (Date.now() - start) / 1000;
  const requests: Request[] = [];
  const asked: string[] = [];
  const answers: { at: number; id: string; status: string }[] = [];
  const shown: { at: number; act: Act }[] = [];
  const told: { at: number; following: Following }[] = [];
  const left: string[] = [];
  const sockets: FakeSocket[] = [];
  /** What a hub keeps for a window that is not connected: the newest that is open */
  const held: Json[] = [];
  let status = script.subscribe.answer.status;
  let unsaved = false;
  let open: StudyUid | undefined;

  class FakeSocket {
    readyState = 1;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: (() => void) | null = null;
    readonly address: string;
    constructor(address: string) {
      // As a browser does, with an address that it takes none of
      if (address.includes('#')) throw new SyntaxError('an address with a fragment');
      this.address = address;
      sockets.push(this);
      setTimeout(() => {
        this.brings(script.confirm);
        for (const frame of held.splice(0)) this.brings(frame);
      }, 100);
    }
    send(text: string) {
      answers.push({ at: seconds(), ...(JSON.parse(text) as { id: string; status: string }) });
    }
    close() {
      this.readyState = 3;
    }
    closes() {
      this.readyState = 3;
      this.onclose?.();
    }
    brings(frame: Json) {
      if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
    }
  }
  const last = () => sockets.at(-1);

  const answer: typeof fetch = async (address, init) => {
    const request = new Request(address, { ...init, keepalive: false, signal: null });
    const text = await request.text();
    expect(request.headers.get('authorization')).toBe('Bearer access-1');
    if (request.method === 'GET') {
      asked.push(request.url.slice(script.launch['hub.url'].length));
      const told = request.url.endsWith('/fhircast-configuration') ? more.configuration : more.current;
      return told ? Response.json(told) : new Response(null, { status: 404 });
    }
    if (request.headers.get('content-type')?.includes('json')) {
      const json = JSON.parse(text) as Json;
      requests.push({ at: seconds(), json });
      more.announced?.(json);
      // A hub sends what it takes back to all, the sender too.
      setTimeout(() => last()?.brings(json), 100);
      return new Response(null, { status: 202 });
    }
    expect(request.headers.get('content-type')).toContain('x-www-form-urlencoded');
    const form = new URLSearchParams(text);
    requests.push({ at: seconds(), form });
    if (more.renews && form.has('hub.channel.endpoint'))
      setTimeout(() => last()?.brings(script.confirm), 100);
    return status < 300
      ? Response.json(script.subscribe.answer.body, { status })
      : new Response(null, { status });
  };
  const read = patientFrom(Object.values(script.record)[0], script.launch.patient, {
    base: new URL('https://record.example/fhir/'),
    now: start,
  });
  if (read.kind !== 'patient') throw new Error('no patient');
  const studies = new Set((more.studies ?? ['2.999.7.201', '2.999.7.202']).map(studyUid));
  const hub = fhircastHub({
    url: script.launch['hub.url'],
    topic: script.launch['hub.topic'],
    base: new URL('https://record.example/fhir/'),
    where: 'the record',
    scope: script.launch.scope,
    origins: ['https://hub.example'],
    tokens: { tokenFor: () => 'access-1', renewed: () => Promise.resolve(undefined) },
    life: () => 3_600_000 - seconds() * 1000,
    now: Date.now,
    fetch: answer,
    socket: (address) => new FakeSocket(address) as unknown as WebSocket,
  });
  const follower: Follower = follow({
    hub,
    own: () => ({
      patient: read.patient,
      unsaved,
      hasStudy: (uid) => studies.has(uid),
      isListing: false,
    }),
    now: Date.now,
    show: (act) => {
      shown.push({ at: seconds(), act });
      open = act.kind === 'show' ? act.study : act.kind === 'list' ? undefined : open;
    },
    leave: (why) => left.push(why),
    tell: (following) => told.push({ at: seconds(), following }),
  });
  const doAs = (words: string) => {
    const [, opens] = /opens study (\d+)/.exec(words) ?? [];
    if (opens !== undefined) {
      open = studyUid(`2.999.7.${opens}`);
      follower.opened({ study: open });
    } else if (/goes back/.test(words)) {
      open = undefined;
      follower.closed();
    } else if (/draws/.test(words)) unsaved = true;
    else if (/saves/.test(words)) unsaved = false;
    else throw new Error(`the user does what? ${words}`);
  };
  await inTurns(200);
  for (const step of more.steps ?? script.steps) {
    await inTurns(Math.max(0, step.at * 1000 - (Date.now() - start)));
    if (step.http) status = step.http['POST subscribe'] ?? status;
    if (typeof step.hub === 'object' && last()?.readyState === 1) last()?.brings(step.hub);
    else if (typeof step.hub === 'object') held.push(step.hub);
    if (step.raw !== undefined) last()?.onmessage?.({ data: step.raw });
    if (step.socket?.startsWith('closes')) last()?.closes();
    if (step.user) doAs(step.user);
    await inTurns(0);
  }
  await inTurns(Math.max(0, (more.until ?? 0) * 1000 - (Date.now() - start)));
  const now = () => told.at(-1)?.following;
  const subscriptions = requests.filter(({ form }) => form?.get('hub.mode') === 'subscribe');
  const announced = requests.flatMap(({ at, json }) => (json ? [{ at, json }] : []));
  const at = (second: number) => told.filter((each) => each.at <= second).at(-1)?.following;
  return {
    script,
    answers,
    shown,
    told,
    left,
    sockets,
    follower,
    subscriptions,
    announced,
    requests,
    now,
    at,
    open: () => open,
    asked,
  };
}
