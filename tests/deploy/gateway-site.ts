import { Hono } from 'hono';
import { aSandbox } from '../sandbox/a-sandbox';
import { listen, type Listener } from '../../sandbox/listen';
import type { Sandbox, SandboxOptions } from '../../sandbox/start';
import { gatewayApp } from '../../deploy/gateway/app';
import type { AuditSettings, RecordSettings, Settings } from '../../deploy/gateway/settings';
import type { Store } from '../../deploy/gateway/store';
import type { Config } from '../../src/config/site-config';

export const usual: RecordSettings = {
  patient: 'smart',
  identifierSystem: 'https://fhir.nhs.uk/Id/nhs-number',
  assigners: {},
};

export interface GatewaySite {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  /** A window of one browser, with its cookies */
  browser(): Browser;
  stop(): Promise<void>;
}

export interface Browser {
  cookies: Map<string, string>;
  ask(address: string | URL, init?: RequestInit): Promise<Response>;
  /** Goes through a launch as a person's browser would. @returns where it ended, and the key of the launch */
  launch(options?: {
    personId?: string;
    scenario?: string;
  }): Promise<{ readonly at: Response; readonly key?: string }>;
}

export interface GatewayOptions {
  readonly store: Store;
  readonly record?: Partial<RecordSettings>;
  readonly audit?: AuditSettings;
  readonly sandbox?: Partial<SandboxOptions>;
  readonly framedBy?: readonly string[];
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  readonly config?: (sandbox: Sandbox) => Partial<Config>;
}

/** The demonstration record with a gateway beside the viewer, both without a browser. */
export async function aGatewaySite(options: GatewayOptions): Promise<GatewaySite> {
  const front: Listener = await listen(0, '127.0.0.1');
  const viewer = new URL(`${front.origin}/`);
  const sandbox = await aSandbox({
    ...options.sandbox,
    viewerAt: front.origin,
  });
  const config: Config = {
    site: { name: 'Example' },
    issuers: [{ iss: sandbox.fhir, name: 'Record', clientId: 'plainfilm' }],
    archives: Object.entries(sandbox.archives).map(([id, origin]) => ({
      id,
      name: id,
      root: `${origin}/dicom-web`,
      credentials: 'ehr-token',
    })),
    endpointOrigins: [],
    languages: [],
    landing: 'study',
    measurements: 'session',
    rendering: 'auto',
    auditRequired: false,
    postprocessing: true,
    audit: 'balp',
    hubOrigins: [],
    messagingOrigins: [],
    gateway: new URL('gateway/', viewer).href,
    ...options.config?.(sandbox),
  };
  const record = { ...usual, ...options.record };
  const settings: Settings = {
    config,
    framedBy: options.framedBy ?? [],
    viewer,
    gateway: new URL('gateway/', viewer),
    host: '127.0.0.1',
    port: 0,
    store: 'memory',
    sessionLife: 60 * 60_000,
    idleLife: 15 * 60_000,
    record: () => record,
    ...(record.patient === 'ihe-iid' && { byImageDisplay: sandbox.fhir }),
    ...(options.audit && { audit: options.audit }),
  };
  front.use(new Hono().route('/', gatewayApp(settings, options.store, options.fetch, options.now)));
  return {
    sandbox,
    settings,
    browser: () => aBrowser(sandbox, front.origin),
    stop: async () => {
      await Promise.all([front.close(), sandbox.stop()]);
    },
  };
}

function aBrowser(sandbox: Sandbox, origin: string): Browser {
  const cookies = new Map<string, string>();
  const ask = async (address: string | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, origin);
    const headers = new Headers(init.headers);
    if (url.origin === origin && cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(url, { redirect: 'manual', ...init, headers });
    const set = /^([^=]+)=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '');
    if (set) cookies.set(set[1] ?? '', set[2] ?? '');
    return answer;
  };
  return {
    cookies,
    ask,
    launch: async ({ personId = 'aria', scenario } = {}) => {
      const launch = new URL(sandbox.launchAddress({ personId, scenario })).searchParams.get('launch') ?? '';
      let at = await ask(`/gateway/launch?${new URLSearchParams({ iss: sandbox.fhir, launch }).toString()}`);
      for (let step = 0; step < 5; step += 1) {
        const to = at.headers.get('location');
        if (to === null || to.includes('/index.html#')) break;
        at = await ask(to);
      }
      const [, key] = /#launch=([\w-]+)$/.exec(at.headers.get('location') ?? '') ?? [];
      return { at, ...(key !== undefined && { key }) };
    },
  };
}
