import { readConfig } from '../src/config/config';
import { issuerOf, type KnownIssuer } from '../src/config/issuer';
import type { Config } from '../src/config/site-config';
import { err, type LaunchProblem, type Result } from '../src/domain/problem';
import { authorise } from '../src/fhir/smart/authorise';
import type { Page } from '../src/fhir/smart/page';
import { RECORD_LOCALES } from '../src/texts/language';

/**
 * Where a launch goes on (and the record that will be asked from there), or why it does not, with the records that a
 * person may choose instead.
 */
export type Launch =
  | { readonly kind: 'leaving'; readonly to: URL; readonly record: URL }
  | { readonly kind: 'failed'; readonly problem: LaunchProblem; readonly choices: readonly KnownIssuer[] };

/**
 * The launch URL of SMART App Launch: reads `iss`, `launch` and `ui_locales` and nothing else from the address, checks the issuer
 * against the allow-list before anything is asked of it, and starts authorisation. Without `launch` it is standalone.
 * @param page the launch page; index.html and config.json are one folder above it
 */
export async function startLaunch(
  page: Page,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Launch> {
  const root = new URL('../', page.address);
  const config = await readConfig(new URL('config.json', root), fetch, signal);
  if (!config.ok) return { kind: 'failed', problem: config.problem, choices: [] };

  const issuer = askedIssuer(page.address.searchParams, config.value);
  if (!issuer.ok) {
    const choices = issuer.problem.kind === 'no-issuer' ? choicesOf(config.value) : [];
    return { kind: 'failed', problem: issuer.problem, choices };
  }
  keepLocales(page.address.searchParams.get('ui_locales'), page.storage);
  const launch = page.address.searchParams.get('launch') || undefined;
  const { gateway } = config.value;
  if (gateway) return { kind: 'leaving', to: atGateway(gateway, issuer.value.iss, launch), record: root };
  const request = { issuer: issuer.value, launch, redirectUri: new URL('index.html', root) };
  const started = await authorise(request, page, signal);
  return started.ok
    ? { kind: 'leaving', to: started.value, record: new URL(issuer.value.iss) }
    : { kind: 'failed', problem: started.problem, choices: [] };
}

/** It signs in by itself, and comes back with a session. */
function atGateway(gateway: string, iss: string, launch: string | undefined): URL {
  const to = new URL('launch', gateway);
  for (const [name, value] of Object.entries({ iss, launch })) if (value) to.searchParams.set(name, value);
  return to;
}

/** Languages that the record asks for: for this tab and this launch alone. */
function keepLocales(asked: string | null, storage: Page['storage']): void {
  if (asked !== null && /^[\w -]{1,100}$/.test(asked)) storage?.setItem(RECORD_LOCALES, asked);
  else storage?.removeItem(RECORD_LOCALES);
}

/** Given twice, an `iss` could be read in two ways: then it is none that is known. */
function askedIssuer(parameters: URLSearchParams, config: Config): Result<KnownIssuer, LaunchProblem> {
  const [iss, ...more] = parameters.getAll('iss');
  if (more.length > 0) return err({ kind: 'unknown-issuer' });
  if (iss) return issuerOf(config, iss);
  const [only, ...others] = choicesOf(config);
  const isStandalone = !parameters.has('launch');
  return isStandalone && only && others.length === 0 ? { ok: true, value: only } : err({ kind: 'no-issuer' });
}

/** Records with an address of their own; a pattern names none that could be opened. */
function choicesOf({ issuers }: Config): readonly KnownIssuer[] {
  return issuers.flatMap(({ iss, issPattern: _, ...issuer }) =>
    iss === undefined ? [] : [{ iss, ...issuer }],
  );
}
