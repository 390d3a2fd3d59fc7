import { fhirBase, isSafe } from '../../src/fhir/resource/addresses';
import { readSmartConfiguration, type SmartConfiguration } from '../../src/fhir/smart/smart-configuration';
import { isGranted, scopesFor } from '../../src/fhir/smart/scopes';
import type { Issuer } from '../../src/config/site-config';
import { ask, clock, isAnswered, json, mayRead, roundTrip, type Answered, type Asker } from './ask';
import type { Findings } from './finding';
import { probeFhir, WITHOUT } from './probe-fhir';

/** Round trips to the record, one after another, before the first picture */
const PER_LAUNCH = 3;

/**
 * Looks at one record as a launch would: discovery, CORS, scopes, the token endpoint, the FHIR base. Nothing is signed in
 * to; the token endpoint gets one code that it cannot know.
 * @param gateway whether the browser asks through the gateway, so that CORS does not matter
 */
export async function probeIssuer(issuer: Issuer, asker: Asker, gateway: boolean): Promise<Findings> {
  if (issuer.iss === undefined)
    return [
      { level: 'note', what: `is a pattern (${issuer.issPattern}): no address of it can be looked at` },
    ];
  const base = fhirBase(issuer.iss);
  const address = new URL('.well-known/smart-configuration', base);
  const first = await ask(asker, address, { headers: { accept: 'application/json' } });
  if (!isAnswered(first))
    return [
      { level: 'unusable', what: `${address.host} ${first.silent}`, means: 'No launch from it works.' },
    ];
  const found = json(first);
  const configuration = readSmartConfiguration(found);
  if (configuration === undefined) return [notSmart(first, address)];

  const times = [first.milliseconds];
  for (let more = 0; more < 2; more += 1) {
    const reply = await ask(asker, address);
    if (isAnswered(reply)) times.push(reply.milliseconds);
  }
  const said = found as Readonly<Record<string, unknown>>;
  return [
    { level: 'well', what: 'says how to sign in (smart-configuration)' },
    ...(gateway ? [] : discoveryCors(first, issuer, asker)),
    ...written(issuer, configuration),
    ...capabilities(configuration, said, gateway),
    ...scopes(issuer, configuration, said),
    ...(await tokenEndpoint(issuer, configuration, asker, gateway)),
    ...(await keys(configuration, asker, gateway)),
    ...(await probeFhir(base, asker, gateway)),
    ...clock(first, asker.now()),
    ...roundTrip(times, PER_LAUNCH),
  ];
}

function notSmart({ status, body }: Answered, { href }: URL): Findings[number] {
  const isMarkup = /^\s*</.test(new TextDecoder().decode(body.subarray(0, 200)));
  const what =
    status !== 200
      ? `answers ${href} with ${status}`
      : isMarkup
        ? `answers ${href} with a page instead of JSON (a sign-in of a proxy?)`
        : `names no safe authorization and token endpoints in ${href}`;
  return { level: 'unusable', what, means: 'No launch from it works: it "could not start Imaging".' };
}

function discoveryCors(answer: Answered, { smartConfiguration }: Issuer, { origin }: Asker): Findings {
  if (mayRead(answer, origin)) return [];
  const what = `does not let pages of ${origin} read its smart-configuration (CORS)`;
  return smartConfiguration
    ? [
        {
          level: 'note',
          what,
          means: 'Launches use what config.json holds of it, and nobody notices when it changes.',
        },
      ]
    : [
        {
          level: 'unusable',
          what,
          means:
            'Every launch ends at "did not answer". Write smartConfiguration into config.json, or have it allowed.',
        },
      ];
}

/** What the site copied, against what the record says today. */
function written({ smartConfiguration }: Issuer, own: SmartConfiguration): Findings {
  const copied = smartConfiguration && readSmartConfiguration(smartConfiguration);
  if (copied === undefined) return [];
  const differs = (
    [
      ['authorization_endpoint', own.authorizationEndpoint.href, copied.authorizationEndpoint.href],
      ['token_endpoint', own.tokenEndpoint.href, copied.tokenEndpoint.href],
      ['issuer', own.issuer, copied.issuer],
      ['jwks_uri', own.jwksUri, copied.jwksUri],
      ['revocation_endpoint', own.revocationEndpoint, copied.revocationEndpoint],
      ['capabilities', [...own.capabilities].sort().join(), [...copied.capabilities].sort().join()],
    ] as const
  ).flatMap(([key, now, then]) => (now === then ? [] : [key]));
  return differs.length === 0
    ? [{ level: 'well', what: 'says what config.json holds of its smart-configuration' }]
    : [
        {
          level: 'missing',
          what: `says something else than config.json's smartConfiguration: ${differs.join(', ')}`,
          means: 'Every launch asks the record first, which costs round trips. Copy it again.',
        },
      ];
}

function capabilities(
  { capabilities: has, issPromised }: SmartConfiguration,
  said: Readonly<Record<string, unknown>>,
  gateway: boolean,
): Findings {
  const lacks = (name: string) => !has.includes(name);
  const methods = said['code_challenge_methods_supported'];
  return [
    ...(lacks('launch-ehr')
      ? [
          {
            level: 'missing' as const,
            what: 'does not say that it launches applications (launch-ehr)',
            means: 'The imaging button may not be offered in its patients’ records.',
          },
        ]
      : []),
    ...(lacks('client-public') && !gateway
      ? [
          {
            level: 'missing' as const,
            what: 'does not say that it takes applications without a secret (client-public)',
            means: 'It may refuse the sign-in. The gateway can keep a secret: docs/deploying.md.',
          },
        ]
      : []),
    ...(Array.isArray(methods) && !methods.includes('S256')
      ? [
          {
            level: 'missing' as const,
            what: 'lists PKCE methods without S256',
            means: 'The viewer sends S256 and nothing else; the sign-in may refuse it.',
          },
        ]
      : []),
    ...(lacks('sso-openid-connect')
      ? [
          {
            level: 'note' as const,
            what: 'tells no verified user',
            means: 'The audit trail names the session, not the person.',
          },
        ]
      : []),
    ...(issPromised
      ? []
      : [{ level: 'note' as const, what: 'does not name itself in its answers (RFC 9207)' }]),
  ];
}

/** The scopes that a launch asks for, against those that the record says there are. */
function scopes(
  { scope }: Issuer,
  own: SmartConfiguration,
  said: Readonly<Record<string, unknown>>,
): Findings {
  const asked = scope ?? scopesFor(own.capabilities, 'ehr');
  const offered = said['scopes_supported'];
  const by = (all: string, types: readonly string[]) =>
    types.filter((type) => !isGranted(all, type, type === 'AuditEvent' ? 'c' : 'r'));
  const types = Object.keys(WITHOUT);
  const unasked = scope === undefined ? [] : by(scope, types);
  const unoffered = Array.isArray(offered)
    ? by(offered.join(' '), types).filter((type) => !unasked.includes(type))
    : [];
  const finding = (type: string, what: string): Findings[number] => ({
    level: type === 'Patient' ? 'unusable' : 'missing',
    what,
    means: WITHOUT[type] ?? '',
  });
  const missing = [
    ...unasked.map((type) => finding(type, `config.json's scope does not ask for ${type}`)),
    ...unoffered.map((type) => finding(type, `offers no scope for ${type}`)),
  ];
  if (!asked.split(/\s+/).some((each) => each === 'launch' || each === 'launch/patient'))
    return [
      ...missing,
      {
        level: 'missing',
        what: 'config.json’s scope does not ask for launch',
        means: 'A launch from the record may not say whose it is.',
      },
    ];
  if (missing.length > 0) return missing;
  return Array.isArray(offered) ? [{ level: 'well', what: 'offers every scope that a launch asks for' }] : [];
}

/** A code that nobody issued is refused; how it is refused tells whether a page may read the answer. */
async function tokenEndpoint(
  { clientId }: Issuer,
  { tokenEndpoint: address }: SmartConfiguration,
  asker: Asker,
  gateway: boolean,
): Promise<Findings> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'plainfilm-check',
    redirect_uri: `${asker.origin}/index.html`,
    client_id: clientId,
    code_verifier: 'plainfilm-check-plainfilm-check-plainfilm-check',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const reply = await ask(asker, address, { method: 'POST', headers, body });
  const unusable = (
    what: string,
    means = 'Every launch ends after the sign-in, without a patient.',
  ): Findings => [{ level: 'unusable', what, means }];
  if (!isSafe(address)) return unusable('would send its tokens in the clear');
  if (!isAnswered(reply)) return unusable(`its token endpoint, ${address.host}, ${reply.silent}`);
  if (reply.status === 404 || reply.status === 405 || reply.status >= 500)
    return unusable(`its token endpoint answers with ${reply.status}`);
  if (!gateway && !mayRead(reply, asker.origin))
    return unusable(`does not let pages of ${asker.origin} read its token endpoint (CORS)`);
  const error = (json(reply) as { readonly error?: unknown } | undefined)?.error;
  // A gateway shows a secret that this command does not have.
  if ((error === 'invalid_client' || error === 'unauthorized_client') && !gateway)
    return unusable(`does not know the client id "${clientId}" (${error})`);
  return [{ level: 'well', what: 'has a token endpoint that a launch can use' }];
}

async function keys({ jwksUri }: SmartConfiguration, asker: Asker, gateway: boolean): Promise<Findings> {
  const means = 'Who looked is not verified: the audit trail names no person.';
  if (jwksUri === undefined) return [];
  const reply = await ask(asker, new URL(jwksUri));
  if (!isAnswered(reply))
    return [{ level: 'missing', what: `its keys cannot be read: it ${reply.silent}`, means }];
  const isKeys = Array.isArray((json(reply) as { readonly keys?: unknown } | undefined)?.keys);
  if (!isKeys) return [{ level: 'missing', what: `its keys cannot be read (${reply.status})`, means }];
  return gateway || mayRead(reply, asker.origin)
    ? []
    : [{ level: 'missing', what: `does not let pages of ${asker.origin} read its keys (CORS)`, means }];
}
