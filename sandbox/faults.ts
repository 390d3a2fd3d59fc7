import type { Context, MiddlewareHandler } from 'hono';
import type { HospitalId } from './catalogue';
import type { ArchiveAccess, ArchiveMode, RetryAfter, Scenario } from './scenario';
import { halfThenSilence, trapBulkdata, truncateJson, truncateMultipart } from './spoiled-bodies';

/** How the scenario wants this hospital's archive to answer. */
export function archiveModeOf(scenario: Scenario, hospital: HospitalId): ArchiveMode {
  return scenario.archives?.[hospital] ?? scenario.everyArchive ?? { kind: 'ok' };
}

/**
 * Middleware that makes an archive answer as the token's scenario says. Put it after CORS, so that the browser may
 * read the fault, after compression, so that it meets plain bodies, and after authentication: a request without a
 * valid token is not the scenario's business.
 *
 * @param accessOf what the request's token opens; `undefined` passes the request on unharmed
 */
export function archiveFaults(
  hospital: HospitalId,
  accessOf: (c: Context) => ArchiveAccess | undefined,
): MiddlewareHandler {
  return async (c, next) => {
    const access = c.req.method === 'OPTIONS' ? undefined : accessOf(c);
    if (access === undefined) return next();
    const answer = await faultInsteadOf(c, archiveModeOf(access.scenario, hospital));
    if (answer !== undefined) return answer;
    await next();
    c.res = await spoil(c.res, archiveModeOf(access.scenario, hospital));
    if (access.trapAddress !== undefined) c.res = await trapBulkdata(c.res, access.trapAddress);
  };
}

async function faultInsteadOf(c: Context, mode: ArchiveMode): Promise<Response | undefined> {
  switch (mode.kind) {
    case 'slow':
      await pause(mode.afterMs, c.req.raw.signal);
      return undefined;
    case 'hangs':
      return neverAnswer(c);
    case 'fails':
      return unavailable(c, mode.status, mode.retryAfter);
    case 'refuses':
      return c.text('This user may not see this archive.', 403);
    case 'html':
      return loginPage(c);
    case 'whole-studies-only':
      return /\/studies(\/[\d.]+)?\/?$/.test(c.req.path) ? undefined : c.text('Not offered here.', 501);
    case 'ok':
    case 'stalls':
    case 'malformed':
    case 'truncated-multipart':
      return undefined;
  }
}

async function spoil(response: Response, mode: ArchiveMode): Promise<Response> {
  if (mode.kind === 'malformed') return truncateJson(response);
  if (mode.kind === 'truncated-multipart') return truncateMultipart(response);
  if (mode.kind === 'stalls') return halfThenSilence(response);
  return response;
}

/** Holds the request until the client gives up. */
export async function neverAnswer(c: Context): Promise<Response> {
  const { signal } = c.req.raw;
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return c.body(null, 503);
}

/** An answer that says "later", as RFC 9110 10.2.3 lets a server say it. */
export function unavailable(c: Context, status: 429 | 500 | 503, retryAfter?: RetryAfter): Response {
  if (retryAfter !== undefined) c.header('Retry-After', retryAfterText(retryAfter));
  return c.text('Not available at the moment.', status);
}

export function retryAfterText(retryAfter: RetryAfter): string {
  return 'seconds' in retryAfter
    ? String(retryAfter.seconds)
    : new Date(Date.now() + retryAfter.dateIn * 1000).toUTCString();
}

/** What a proxy shows when its own session has ended: a page, with status 200. */
export function loginPage(c: Context): Response {
  return c.html('<!doctype html><title>Sign in</title><h1>Sign in</h1><p>Your session has ended.</p>');
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
