import { Hono, type Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { auditTokens } from './audit-token';
import { addressPage, failurePage } from './pages';
import { imageDisplayOf, sources, type Asked } from './patient-source';
import { busy, destination, forwarded, NO_PAGE, said, type Proxy } from './proxy';
import { isSecret, nameOf, seal, secret, unseal } from './seal';
import { sessions as sessionsOf, type Halves, type Held } from './sessions';
import type { Settings } from './settings';
import { begin, finish, signIns, type Pending } from './sign-in';
import { StoreDown, type Store } from './store';
import { furtherScopes, issuerOf } from '../../src/config/issuer';
import type { LaunchProblem } from '../../src/domain/problem';
import { fhirBase } from '../../src/fhir/resource/addresses';
import { highlightAt } from '../../src/fhir/smart/record-style';
import { SESSION_HEADER } from '../../src/fhir/smart/gateway-header';
import type { TokenResponse } from '../../src/fhir/smart/token-response';
import { viewedBy } from '../../src/fhir/smart/viewed-by';

/** Bound to the host, to https and to no path (RFC 6265bis, 4.1.3.2): no neighbour under the same domain can set it. */
const COOKIE = '__Host-plainfilm';
/** Seconds that a sign-in may take */
const SIGN_IN = 600;
const DAY = 24 * 60 * 60;
/** Named in words where the gateway itself is at fault */
const OURSELVES = 'The sign-in of this site';

interface Remembered extends Pending {
  readonly asked: Asked;
}

/** The gateway over its settings and its store. @param fetch how records and archives are asked */
export function gatewayApp(
  settings: Settings,
  store: Store,
  fetch: typeof globalThis.fetch = globalThis.fetch,
  now: () => number = Date.now,
): Hono {
  const { config, gateway, viewer, framedBy } = settings;
  const signIn = signIns((iss) => settings.record(iss).secret, fetch, now);
  const authorityOf = async (iss: string) => {
    const issuer = issuerOf(config, iss);
    return issuer.ok ? signIn(issuer.value) : issuer;
  };
  const sessions = sessionsOf(store, settings.idleLife, authorityOf, now);
  const proxy: Proxy = { sessions, auditToken: auditTokens(settings.audit, now), fetch, now };
  const callback = new URL('callback', gateway).href;
  const app = new Hono();
  const path = (name: string) => gateway.pathname + name;

  const go = async (c: Context, iss: string | undefined, asked: Asked): Promise<Response> => {
    if (iss === undefined || iss === '') return failurePage({ kind: 'no-issuer' }, 400);
    const authority = await authorityOf(iss);
    if (!authority.ok) return failurePage(authority.problem, statusOf(authority.problem));
    const { smart, issuer } = authority.value;
    const source = sources[settings.record(iss).patient];
    const scope = issuer.scope ?? source.scopes(smart.capabilities, asked, furtherScopes(config));
    const more = source.parameters(asked);
    const { to, state, pending } = await begin(authority.value, { scope, redirectUri: callback, more });
    const given = getCookie(c, COOKIE);
    const cookie = isSecret(given) ? given : secret();
    const remembered: Remembered = { ...pending, asked };
    await store.set(`pending:${nameOf(state)}`, seal(remembered, cookie, state), SIGN_IN);
    return redirected(to, cookieOf(cookie, framedBy.length > 0));
  };

  app.get(path('launch'), (c) => {
    const { searchParams } = new URL(c.req.url);
    // Given twice, an iss could be read in two ways: then it is none that is known.
    if (searchParams.getAll('iss').length > 1) return failurePage({ kind: 'unknown-issuer' }, 403);
    return go(c, c.req.query('iss'), { launch: c.req.query('launch') || undefined });
  });

  app.get(path('IHEInvokeImageDisplay'), (c) => {
    const display = imageDisplayOf(new URL(c.req.url).searchParams);
    if ('wrong' in display) return addressPage(display.wrong);
    if (settings.byImageDisplay === undefined) return failurePage({ kind: 'unknown-issuer' }, 403);
    return go(c, settings.byImageDisplay, { display });
  });

  app.get(path('callback'), async (c) => {
    const address = new URL(callback);
    address.search = new URL(c.req.url).search;
    const state = address.searchParams.get('state') ?? '';
    const cookie = getCookie(c, COOKIE);
    // Taken, whoever asks: a state is good for one answer.
    const sealed = state === '' ? undefined : await store.take(`pending:${nameOf(state)}`);
    const pending =
      isSecret(cookie) && sealed ? (unseal(sealed, cookie, state) as Remembered | undefined) : undefined;
    if (!isSecret(cookie) || pending === undefined) return failurePage({ kind: 'state-mismatch' }, 403);
    const authority = await authorityOf(pending.iss);
    if (!authority.ok) return failurePage(authority.problem, statusOf(authority.problem));
    const signedIn = await finish(authority.value, address, pending);
    if (!signedIn.ok) return failurePage(signedIn.problem, statusOf(signedIn.problem));
    const { token, user } = signedIn.value;
    const base = fhirBase(pending.iss);
    const record = settings.record(pending.iss);
    const known = await sources[record.patient].patientOf(token, pending.asked, {
      where: authority.value.issuer.name,
      base,
      settings: record,
      search: (query) => searched(new URL(query, base), token.accessToken, fetch),
    });
    if (!known.ok) return failurePage(known.problem, statusOf(known.problem));
    const key = await sessions.create(cookie, {
      iss: pending.iss,
      accessToken: token.accessToken,
      refreshToken: token.refreshToken,
      tokenEndsAt: now() + token.expiresIn * 1000,
      scope: token.scope ?? pending.scope,
      patient: known.value.patient,
      encounter: token.encounter,
      needPatientBanner: token.needPatientBanner,
      context: [...token.context, ...known.value.named],
      unreadContext: token.unreadContext,
      user,
      hub: allowedHub(token.hub, config.hubOrigins),
      recordWindow:
        token.recordWindow && config.messagingOrigins.includes(token.recordWindow.origin)
          ? token.recordWindow
          : undefined,
      intent: token.intent,
      styleUrl: ownStyle(token.styleUrl, [base, authority.value.smart.tokenEndpoint]),
      viewedBy: viewedBy(user, known.value.patient, token.personas),
      endsAt: now() + settings.sessionLife,
    });
    // Behind the # it is sent to nobody; the page takes it out of the address at once.
    return redirected(new URL(`index.html#launch=${key}`, viewer), cookieOf(cookie, framedBy.length > 0));
  });

  app.get(path('health'), async () => {
    await store.get('health');
    return said(200, 'none');
  });

  /** Both halves, from a page of this very origin; or the refusal. */
  const admitted = async (
    c: Context,
  ): Promise<{ readonly halves: Halves; readonly held: Held } | Response> => {
    const origin = c.req.header('Origin');
    const site = c.req.header('Sec-Fetch-Site');
    if ((origin !== undefined && origin !== viewer.origin) || (site !== undefined && site !== 'same-origin'))
      return said(403, 'another-origin');
    const cookie = getCookie(c, COOKIE);
    const key = c.req.header(SESSION_HEADER);
    if (!isSecret(cookie) || !isSecret(key)) return said(401, 'no-session');
    const halves = { cookie, key };
    const held = await sessions.open(halves);
    return held === undefined ? said(401, 'no-session') : { halves, held };
  };

  app.get(path('session'), async (c) => {
    const open = await admitted(c);
    const style = new URL('style', gateway).href;
    return open instanceof Response ? open : told(open.held, style, now(), settings.sessionLife);
  });

  /** The one colour that is taken of the record's style, which no page behind a gateway can ask for itself. */
  app.get(path('style'), async (c) => {
    const open = await admitted(c);
    if (open instanceof Response) return open;
    const { styleUrl } = open.held;
    const color_highlight = styleUrl === undefined ? undefined : await highlightAt(styleUrl, fetch);
    return answered({ color_highlight });
  });

  app.post(path('sign-out'), async (c) => {
    const open = await admitted(c);
    if (open instanceof Response) return open;
    await sessions.end(open.halves);
    return said(200, 'none');
  });

  app.all(`${path('at')}/*`, async (c) => {
    const open = await admitted(c);
    if (open instanceof Response) return open;
    const to = destination(new URL(c.req.url), c.req.method, settings, open.held);
    if (to === undefined) return said(403, 'not-configured');
    return forwarded(c.req.raw, to, open.halves, open.held, proxy);
  });

  app.use('*', async (c, next) => {
    await next();
    c.header('Referrer-Policy', 'no-referrer');
  });
  app.notFound(() => said(404, 'nothing-here'));
  app.onError((error, c) => {
    const isPage = /\/(launch|callback|IHEInvokeImageDisplay)$/.test(new URL(c.req.url).pathname);
    const isStore = error instanceof StoreDown;
    // Its name alone: a message may hold an address.
    if (!isStore)
      console.error(`gateway: ${error.name} at ${c.req.method} ${isPage ? 'a launch' : 'a question'}`);
    if (isPage) return failurePage({ kind: 'issuer-unavailable', where: OURSELVES, how: 'failed' }, 503);
    return isStore ? busy() : said(500, 'failed');
  });
  return app;
}

/** What the page may know of its launch: everything but the tokens. */
function told(held: Held, style: string, now: number, life: number): Response {
  const { iss, patient, encounter, needPatientBanner, context, unreadContext, scope, user } = held;
  const { hub, recordWindow, intent, viewedBy: by } = held;
  const seconds = Math.floor((held.endsAt - now) / 1000);
  // Without a way to renew it, the session ends with the token.
  const expiresIn =
    held.refreshToken === undefined ? Math.min(seconds, (held.tokenEndsAt - now) / 1000) : seconds;
  return answered({
    iss,
    patient,
    encounter,
    needPatientBanner,
    context,
    unreadContext,
    scope,
    user,
    hub,
    recordWindow,
    intent,
    // Asked for here: its own address is one that the page may not ask.
    styleUrl: held.styleUrl && style,
    viewedBy: by,
    expiresIn,
    // In seconds, as the browser's clock is not ours
    age: Math.max(0, (life + now - held.endsAt) / 1000),
  });
}

const answered = (body: object): Response =>
  new Response(JSON.stringify(body), { headers: { ...NO_PAGE, 'content-type': 'application/json' } });

/** In a frame of another site only a cookie that says so is sent, and kept apart for each such site (CHIPS). */
const cookieOf = (value: string, framed: boolean) =>
  `${COOKIE}=${value}; Path=/; Secure; HttpOnly; Max-Age=${DAY}; ${framed ? 'SameSite=None; Partitioned' : 'SameSite=Lax'}`;

const redirected = (to: URL, cookie: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      location: to.href,
      'set-cookie': cookie,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });

/** A hub that the launch names is asked with the token: only where the site allows its origin. */
const allowedHub = (hub: TokenResponse['hub'], origins: readonly string[]): TokenResponse['hub'] =>
  hub !== undefined && origins.includes(new URL(hub.url).origin) ? hub : undefined;

/** Asked from within a site's own network, so of the record's own servers alone. */
const ownStyle = (style: string | undefined, own: readonly URL[]): string | undefined =>
  style !== undefined && own.some(({ origin }) => origin === new URL(style).origin) ? style : undefined;

async function searched(address: URL, token: string, fetch: typeof globalThis.fetch): Promise<unknown> {
  const answer = await fetch(address, {
    headers: { accept: 'application/fhir+json', authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(8_000),
  }).catch(() => undefined);
  return answer?.ok ? answer.json().catch(() => undefined) : undefined;
}

const STATUS: Partial<Record<LaunchProblem['kind'], number>> = {
  'issuer-unavailable': 502,
  'not-smart': 502,
  'unknown-issuer': 403,
};
const statusOf = ({ kind }: LaunchProblem) => STATUS[kind] ?? 400;
