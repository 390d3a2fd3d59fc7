import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Scenario } from '../scenario';
import { grantCode, launchContext } from './authority';
import type { AuthorisationRequest, Authority, LaunchContext } from './authority';
import { opaque } from './opaque';
import { consentPage, pickerPage, refusalPage } from './pages';
import { answerAddress, checkRequest } from './request';
import { grantable } from './scopes';

/** The routes that a browser visits: authorise, and what a person decides there. */
export function authorizeApp(authority: Authority): Hono {
  const app = new Hono();
  app.get('/authorize', (c) => authorise(authority, c, new URL(c.req.url).searchParams));
  // Capability authorize-post
  app.post('/authorize', async (c) => authorise(authority, c, await formOf(c)));
  app.post('/decision', async (c) => decide(authority, c, await formOf(c)));
  return app;
}

async function formOf(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

function authorise(authority: Authority, c: Context, query: URLSearchParams) {
  const checked = checkRequest(authority, query);
  if (checked.kind === 'page') return c.html(refusalPage(checked.why), 400);
  if (checked.kind === 'redirect') {
    const { to, error, why, state } = checked;
    return c.redirect(answerAddress(authority, to, { error, error_description: why, state }), 302);
  }
  const { request } = checked;
  const launch = query.get('launch');
  if (launch === null) return standalone(authority, c, request);
  if (!request.scopes.includes('launch'))
    return refuse(authority, c, request, 'invalid_scope', 'A launch from the record needs the scope launch.');
  const context = launchContext(authority, launch);
  if (context === undefined)
    return refuse(authority, c, request, 'invalid_request', 'The launch is unknown or too old.');
  return proceed(authority, c, request, context);
}

function standalone(authority: Authority, c: Context, request: AuthorisationRequest) {
  if (!request.scopes.includes('launch/patient'))
    return refuse(
      authority,
      c,
      request,
      'invalid_scope',
      'Without a launch, launch/patient has to be asked for.',
    );
  const [usual] = authority.scenarios;
  if (usual === undefined) return c.html(refusalPage('This record has no scenario.'), 500);
  const transaction = remember(authority, request, { scenario: usual });
  return c.html(
    pickerPage({ transaction, people: authority.directory.people, scenarios: authority.scenarios }),
  );
}

/** Goes on with a known context: to a refusal, to a person's consent, or straight to the code. */
function proceed(authority: Authority, c: Context, asked: AuthorisationRequest, context: LaunchContext) {
  const request = withScopes(asked, context.scenario);
  if (context.scenario.launch?.denied)
    return refuse(authority, c, request, 'access_denied', 'The record refused the launch.');
  if (context.scenario.launch?.consent) {
    const transaction = remember(authority, request, context);
    return c.html(consentPage({ transaction, scopes: request.scopes }));
  }
  return answer(authority, c, request, context);
}

function withScopes(request: AuthorisationRequest, scenario: Scenario): AuthorisationRequest {
  return { ...request, scopes: grantable(request.scopes.join(' '), scenario.launch?.withheld) };
}

function decide(authority: Authority, c: Context, form: URLSearchParams) {
  const transaction = form.get('transaction') ?? '';
  const waiting = authority.pending.get(transaction);
  if (waiting === undefined) return c.html(refusalPage('This question was answered already.'), 400);
  authority.pending.delete(transaction);
  const { request, context } = waiting;
  if (form.get('decision') !== 'allow')
    return refuse(authority, c, request, 'access_denied', 'The user did not agree.');

  const picked = form.get('person');
  if (picked === null) {
    const kept = form.getAll('scope');
    const scopes = request.scopes.filter((scope) => !scope.startsWith('patient/') || kept.includes(scope));
    return answer(authority, c, { ...request, scopes }, context);
  }
  const person = authority.directory.people.find(({ id }) => id === picked);
  if (person === undefined) return c.html(refusalPage('There is no such patient.'), 400);
  const scenario = authority.scenarios.find(({ id }) => id === form.get('scenario')) ?? context.scenario;
  return proceed(authority, c, request, { personId: person.id, scenario });
}

function remember(authority: Authority, request: AuthorisationRequest, context: LaunchContext): string {
  const transaction = opaque();
  authority.pending.set(transaction, { request, context });
  return transaction;
}

function answer(authority: Authority, c: Context, request: AuthorisationRequest, context: LaunchContext) {
  const code = grantCode(authority, request, context);
  return c.redirect(answerAddress(authority, request.redirectUri, { code, state: request.state }), 303);
}

function refuse(authority: Authority, c: Context, request: AuthorisationRequest, error: string, why: string) {
  const { redirectUri, state } = request;
  return c.redirect(answerAddress(authority, redirectUri, { error, error_description: why, state }), 303);
}
