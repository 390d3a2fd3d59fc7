import * as v from 'valibot';
import { err, ok, type Result } from '../domain/problem';
import type { Config } from './site-config';
import { configSchema, isSafeAddress, type ConfigFile } from './schema';

/**
 * Checks the contents of config.json.
 * @param base where the file lies; relative archive roots are taken from there
 * @returns the configuration, or a sentence that names the key
 */
export function checkConfig(json: unknown, base: URL): Result<Config, string> {
  if (Array.isArray(json)) return err(ONE_OBJECT);
  const checked = v.safeParse(configSchema, json);
  if (!checked.success) return err(inWords(checked.issues[0]));
  const archives = rooted(checked.output, base);
  const [wrong] = wrongAmong(checked.output, archives);
  if (wrong !== undefined) return err(wrong);
  const { site, identifierRules, texts, telemetry, gateway, issuers, endpointOrigins, languages } =
    checked.output;
  const { landing, measurements, rendering, auditRequired, postprocessing, audit, hubOrigins, manifests } =
    checked.output;
  const { auditEndpoint, pars, sharedComputer, exports, secondLook, glossary, patientLaunch, displayCheck } =
    checked.output;
  const { colleagues, breakGlass, messagingOrigins, landingByIntent } = checked.output;
  const config = {
    issuers,
    archives,
    endpointOrigins,
    languages,
    landing,
    measurements,
    rendering,
    auditRequired,
    postprocessing,
    audit,
    hubOrigins,
    messagingOrigins,
    manifests,
    displayCheck,
  };
  return ok({
    ...config,
    site: { name: site.name, ...(site.logo && { logo: new URL(site.logo, base).href }) },
    ...(texts && { texts: new URL(texts, base).href }),
    ...(identifierRules.length > 0 && { identifierRules }),
    ...(telemetry && { telemetry }),
    ...(exports && { exports }),
    ...(secondLook && { secondLook }),
    ...(colleagues && { colleagues }),
    ...(breakGlass && { breakGlass }),
    ...(landingByIntent && { landingByIntent }),
    ...(gateway && { gateway: new URL(`${gateway}/`, base).href }),
    ...(sharedComputer && { sharedComputer }),
    ...(glossary && { glossary }),
    ...(patientLaunch !== undefined && { patientLaunch }),
    ...(auditEndpoint && { auditEndpoint: below(auditEndpoint) }),
    ...(pars && { pars: { ...pars, endpoint: pars.endpoint && below(pars.endpoint) } }),
  });
}

/**
 * Everything that is wrong with the contents of config.json, where `checkConfig` gives the first: a sentence each.
 * @param base where the file lies
 */
export function complaintsOf(json: unknown, base: URL): readonly string[] {
  if (Array.isArray(json)) return [ONE_OBJECT];
  const checked = v.safeParse(configSchema, json);
  return checked.success
    ? wrongAmong(checked.output, rooted(checked.output, base))
    : checked.issues.map((issue) => inWords(issue));
}

const ONE_OBJECT = 'config.json must hold one object.';

const rooted = ({ archives }: ConfigFile, base: URL): Config['archives'] =>
  archives.map((archive) => ({ ...archive, root: absolute(archive.root, base) }));

function absolute(root: string, base: URL): string {
  if (!URL.canParse(root, base)) return root;
  let { href } = new URL(root, base);
  // By hand: what both pages and the screen import would be a file, and a request, of its own.
  while (href.endsWith('/')) href = href.slice(0, -1);
  return href;
}

const below = <Store extends { readonly root: string }>(store: Store): Store => ({
  ...store,
  root: absolute(store.root, new URL(store.root)),
});

/** What the shape alone does not tell. */
function wrongAmong(file: ConfigFile, archives: Config['archives']): readonly string[] {
  const wrong: string[] = [];
  for (const [at, archive] of archives.entries()) {
    const first = archives.findIndex(({ id }) => id === archive.id);
    if (first < at)
      wrong.push(`"archives[${at}].id" is the same as "archives[${first}].id". Give each archive its own.`);
    if (!/^https?:\/\/[^/]/.test(archive.root) || /[?#]/.test(archive.root))
      wrong.push(`"archives[${at}].root" must be an http(s) address without ? or #.`);
    else if (archive.credentials === 'ehr-token' && !isSafeAddress(archive.root))
      wrong.push(
        `"archives[${at}].root" receives the access token, so it must be an https:// address (http:// only on localhost).`,
      );
  }
  if ((file.audit === 'balp') !== (file.pars === undefined))
    wrong.push('"pars" must be there where "audit" names it, and only there.');
  if (file.audit === 'pars' && file.auditEndpoint && file.pars?.endpoint)
    wrong.push('"auditEndpoint" and "pars.endpoint" name two places for the same.');
  const domains = archives.findIndex((one) => one.identifierSystem && one.identifierDomains);
  if (domains >= 0)
    wrong.push(
      `"archives[${domains}]" has both "identifierSystem" and "identifierDomains". Give one of them.`,
    );
  for (const name of ['retrieveLocationUids', 'otherRoots'] as const) {
    const places = archives.flatMap((archive) => archive[name] ?? []);
    const place = places.find((one, at) => places.indexOf(one) < at);
    if (place !== undefined) wrong.push(`"${name}" has ${place} twice.`);
  }
  const names = file.issuers.map((issuer) => ('iss' in issuer ? issuer.iss : issuer.issPattern));
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  return twice < 0 ? wrong : [...wrong, `"issuers[${twice}]" is listed twice.`];
}

/** "issuers[0].clientId" is missing. */
function inWords(issue: v.BaseIssue<unknown>): string {
  const within = deepest(issue);
  const path = within.path?.map((item) => item.key) ?? [];
  const name = path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
  if (name === '') return 'config.json must hold one object.';
  if (within.expected === 'never')
    return `"${name}" is not a key that config.json knows. Check its spelling.`;
  if (within.received === 'undefined') return `"${name}" is missing.`;
  if (within.type === 'check' || within.type === 'regex' || within.type === 'min_length')
    return `"${name}" ${within.message}.`;
  if (within.type === 'non_empty') return `"${name}" is empty.`;
  return `"${name}" must be ${expectedInWords(within.expected)}, not ${within.received}.`;
}

/** An issuer is one of two shapes; the complaint about the shape that was meant is the one to give. */
function deepest(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const meant = issue.type === 'union' ? issuesOfMeantShape(issue) : undefined;
  if (meant === undefined) return issue;
  return { ...meant, path: [...(issue.path ?? []), ...(meant.path ?? [])] as v.BaseIssue<unknown>['path'] };
}

function issuesOfMeantShape(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> | undefined {
  const byPattern = typeof issue.input === 'object' && issue.input !== null && 'issPattern' in issue.input;
  const complaints = issue.issues ?? [];
  const other = byPattern ? 'iss' : 'issPattern';
  const ofMeant = complaints.filter(({ path }) => path?.[0].key !== other);
  const unknownKey = byPattern ? 'issPattern' : 'iss';
  return (
    ofMeant.find(({ path, expected }) => !(path?.[0].key === unknownKey && expected === 'never')) ??
    complaints[0]
  );
}

function expectedInWords(expected: string | null): string {
  const words: Record<string, string> = { string: 'a text in quotes', Array: 'a list', Object: 'an object' };
  return (
    words[expected ?? ''] ??
    (expected ?? 'something else').replaceAll('|', 'or').replaceAll('(', '').replaceAll(')', '')
  );
}
