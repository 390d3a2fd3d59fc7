import { err, ok, type LaunchProblem, type Result } from '../domain/problem';
import type { Config, Issuer } from './site-config';

/** An allow-listed issuer with the address that was actually asked for. */
export interface KnownIssuer {
  readonly iss: string;
  readonly name: string;
  readonly clientId: string;
  readonly scope?: string;
  readonly smartConfiguration?: Readonly<Record<string, unknown>>;
  /** What the site wants beside the patient's resources */
  readonly further?: ReturnType<typeof furtherScopes>;
}

type Asking = Partial<Pick<Config, 'hubOrigins' | 'messagingOrigins'>>;

/** What launches ask for where the site names whom it is for. */
export const furtherScopes = ({ hubOrigins = [], messagingOrigins = [] }: Asking) => [
  ...(hubOrigins.length > 0 ? (['fhircast'] as const) : []),
  ...(messagingOrigins.length > 0 ? (['messaging'] as const) : []),
];

interface Pattern {
  test(address: string): boolean;
}
type PatternConstructor = new (pattern: string) => Pattern;

/** What the browser offers; not every browser offers it, and not every type library knows it. */
const urlPattern = () => (globalThis as { URLPattern?: PatternConstructor }).URLPattern;

/**
 * The allow-list (smart.md): exact match before anything is asked of the address.
 * @param iss as the launch gave it, or as a pending launch remembers it
 * @returns `unknown-issuer`; `configuration-invalid` where only a pattern could match and this browser has no URLPattern
 */
export function issuerOf(
  config: Pick<Config, 'issuers'> & Asking,
  iss: string,
): Result<KnownIssuer, LaunchProblem> {
  const exact = config.issuers.find((issuer) => issuer.iss === iss);
  const further = furtherScopes(config);
  const found = (issuer: Issuer) => ok({ ...known(issuer, iss), ...(further.length > 0 && { further }) });
  if (exact) return found(exact);
  const patterned = config.issuers.filter(({ issPattern }) => issPattern !== undefined);
  if (patterned.length === 0 || !isPlain(iss)) return err({ kind: 'unknown-issuer' });

  const Pattern = urlPattern();
  if (Pattern === undefined)
    return err({
      kind: 'configuration-invalid',
      what: '"issPattern" needs a browser with URLPattern, which this one does not have. Give the exact "iss" instead.',
    });
  const match = patterned.find(({ issPattern }) => isMatch(Pattern, issPattern ?? '', iss));
  return match ? found(match) : err({ kind: 'unknown-issuer' });
}

/** A pattern says nothing of query, fragment or user name, so there must be none; and no `..` that would be resolved away. */
function isPlain(iss: string): boolean {
  if (!URL.canParse(iss) || /[?#\\]/.test(iss)) return false;
  const { href, username, password } = new URL(iss);
  return href === iss && username === '' && password === '';
}

function isMatch(Pattern: PatternConstructor, pattern: string, iss: string): boolean {
  try {
    return new Pattern(pattern).test(iss);
  } catch {
    return false;
  }
}

function known({ name, clientId, scope, smartConfiguration }: Issuer, iss: string): KnownIssuer {
  return {
    iss,
    name,
    clientId,
    ...(scope !== undefined && { scope }),
    ...(smartConfiguration && { smartConfiguration }),
  };
}
