import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { createHash, randomBytes } from 'node:crypto';
import type { ArchiveOptions } from '../../sandbox/archive';
import { archiveFaults } from '../../sandbox/faults';
import { bearer } from '../../sandbox/fhir/access';
import { startSandbox } from '../../sandbox/start';
import type { LaunchOptions, Sandbox, SandboxOptions } from '../../sandbox/start';
import { aCatalogue } from './a-catalogue';

/** An archive that answers one QIDO query, one metadata request and one multipart: enough to see faults by. */
export function aSmallArchive({ hospital, authorise, allowedOrigins }: ArchiveOptions): Hono {
  const app = new Hono();
  app.use('*', cors({ origin: allowedOrigins(), allowHeaders: ['Authorization'] }));
  app.use('*', async (c, next) => (authorise(bearer(c)) === undefined ? c.body(null, 401) : next()));
  app.use(
    '*',
    archiveFaults(hospital.id, (c) => authorise(bearer(c))),
  );
  app.get('/dicom-web/studies', (c) => c.json([{ '00100020': { vr: 'LO', Value: [hospital.id] } }]));
  app.get('/dicom-web/metadata', (c) =>
    c.json([{ '00420011': { vr: 'OB', BulkDataURI: '/dicom-web/bulk' } }]),
  );
  app.get('/dicom-web/frames', (c) => {
    c.header('Content-Type', 'multipart/related; type=application/octet-stream; boundary=x');
    return c.body(`--x\r\nContent-Type: application/octet-stream\r\n\r\n${'p'.repeat(400)}\r\n--x--\r\n`);
  });
  return app;
}

export function aSandbox(more: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    catalogue: aCatalogue(),
    dist: 'no-such-folder',
    archiveApp: aSmallArchive,
    ...more,
  });
}

export const everyScope =
  'launch launch/patient openid fhirUser offline_access patient/*.rs patient/AuditEvent.c';

export interface Dance {
  readonly scope?: string;
  readonly scenario?: string;
  readonly personId?: string;
  readonly study?: LaunchOptions['study'];
  /** Parameters of the authorisation request that differ; `undefined` leaves one out */
  readonly authorise?: Readonly<Record<string, string | undefined>>;
}

export const aVerifier = () => randomBytes(48).toString('base64url');

/** The first half of an EHR launch, as a browser does it. @returns the record's answer and what is needed to go on */
export async function authorise(sandbox: Sandbox, dance: Dance = {}) {
  const { personId = 'aria', scenario, study } = dance;
  const launch = new URL(sandbox.launchAddress({ personId, scenario, study })).searchParams.get('launch');
  const verifier = aVerifier();
  const query = {
    response_type: 'code',
    client_id: 'plainfilm',
    redirect_uri: `${sandbox.viewer}/index.html`,
    scope: dance.scope ?? everyScope,
    state: 'a-state',
    aud: sandbox.fhir,
    nonce: 'a-nonce',
    launch: launch ?? undefined,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...dance.authorise,
  };
  const response = await fetch(`${sandbox.record}/auth/authorize?${parameters(query)}`, {
    redirect: 'manual',
  });
  const location = response.headers.get('Location');
  const answer = location === null ? new URLSearchParams() : new URL(location).searchParams;
  return { response, answer, verifier, location };
}

export function parameters(query: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(present).toString();
}

export function post(address: string, form: Readonly<Record<string, string | undefined>>): Promise<Response> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return fetch(address, { method: 'POST', headers, body: parameters(form), redirect: 'manual' });
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly patient?: string;
  readonly encounter?: string;
  readonly need_patient_banner: boolean;
  readonly fhirContext?: readonly { readonly reference: string; readonly type: string }[];
  readonly error?: string;
}

export function exchange(
  sandbox: Sandbox,
  code: string | null,
  verifier: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<Response> {
  return post(`${sandbox.record}/auth/token`, {
    grant_type: 'authorization_code',
    client_id: 'plainfilm',
    redirect_uri: `${sandbox.viewer}/index.html`,
    code: code ?? undefined,
    code_verifier: verifier,
    ...more,
  });
}

export function renew(sandbox: Sandbox, refreshToken: string | undefined): Promise<Response> {
  return post(`${sandbox.record}/auth/token`, {
    grant_type: 'refresh_token',
    client_id: 'plainfilm',
    refresh_token: refreshToken,
  });
}

/** A whole EHR launch. */
export async function launched(sandbox: Sandbox, dance: Dance = {}): Promise<TokenAnswer> {
  const { answer, verifier } = await authorise(sandbox, dance);
  return tokensOf(await exchange(sandbox, answer.get('code'), verifier));
}

export async function tokensOf(response: Response): Promise<TokenAnswer> {
  return (await response.json()) as TokenAnswer;
}

export function ask(address: string, token: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(address, { headers: { Authorization: `Bearer ${token}`, ...headers } });
}
