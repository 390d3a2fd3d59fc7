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
  if (Array.isArray(json)) return err('config.json must hold one object.');
  const checked = v.safeParse(configSchema, json);
  if (!checked.success) return err(inWords(checked.issues[0]));
  const archives = checked.output.archives.map((archive) => ({
    ...archive,
    root: absolute(archive.root, base),
  }));
  const wrong = wrongAmong(checked.output, archives);
  if (wrong !== undefined) return err(wrong);
  const { site, identifierRules, texts, telemetry, issuers, endpointOrigins, languages } = checked.output;
  const { landing, measurements, rendering, auditRequired, postprocessing } = checked.output;
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
  };
  return ok({
    ...config,
    site: { name: site.name, ...(site.logo && { logo: new URL(site.logo, base).href }) },
    ...(texts && { texts: new URL(texts, base).href }),
    ...(identifierRules.length > 0 && { identifierRules }),
    ...(telemetry && { telemetry }),
  });
}

function absolute(root: string, base: URL): string {
  if (!URL.canParse(root, base)) return root;
  let { href } = new URL(root, base);
  // By hand: what both pages and the screen import would be a file, and a request, of its own.
  while (href.endsWith('/')) href = href.slice(0, -1);
  return href;
}

/** What the shape alone does not tell. */
function wrongAmong(file: ConfigFile, archives: Config['archives']): string | undefined {
  for (const [at, archive] of archives.entries()) {
    const first = archives.findIndex(({ id }) => id === archive.id);
    if (first < at)
      return `"archives[${at}].id" is the same as "archives[${first}].id". Give each archive its own.`;
    if (!/^https?:\/\/[^/]/.test(archive.root) || /[?#]/.test(archive.root))
      return `"archives[${at}].root" must be an http(s) address without ? or #.`;
    if (archive.credentials === 'ehr-token' && !isSafeAddress(archive.root))
      return `"archives[${at}].root" receives the access token, so it must be an https:// address (http:// only on localhost).`;
  }
  const names = file.issuers.map((issuer) => ('iss' in issuer ? issuer.iss : issuer.issPattern));
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  return twice < 0 ? undefined : `"issuers[${twice}]" is listed twice.`;
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
