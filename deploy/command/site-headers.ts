import { viewerHeaders, type ViewerOrigins } from '../headers';
import type { Config } from '../../src/config/site-config';
import { addressesAsked, patternOrigins } from './addresses';
import type { Json } from './json-text';

/** What a configuration means for the server that sends the viewer. */
export interface SiteHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly origins: ViewerOrigins;
  /** Everywhere that the record's access token may go, each with all below it: for whoever reviews it */
  readonly tokenGoesTo: readonly string[];
}

/**
 * The headers that one config.json needs: everything in them comes from it.
 * @param base where config.json will be served; what is relative to it needs no permission
 * @param more origins that the file does not name, as an issuer's token endpoint elsewhere
 */
export function siteHeaders(
  { json, config }: { readonly json: Json; readonly config: Config },
  base: URL,
  more: readonly string[] = [],
): SiteHeaders {
  const asked = addressesAsked(json, base).filter(({ key }) => !config.gateway || !isBehindGateway(key));
  const patterns = config.gateway ? [] : patternOrigins(json);
  const connect = [...asked.flatMap(({ key, address }) => originsOf(key, address)), ...patterns, ...more];
  const origins: ViewerOrigins = {
    connect: [...new Set(connect)].filter((origin) => origin !== base.origin).sort(),
    framedBy: framedBy(json),
  };
  return { headers: viewerHeaders(origins), origins, tokenGoesTo: tokenGoesTo(config) };
}

/** The gateway asks these in the browser's place. */
const isBehindGateway = (key: string) => /^(issuers|archives|endpointOrigins)\b/.test(key);

/** A hub is subscribed to over https and heard over wss (FHIRcast 3.0, 2.3). */
function originsOf(key: string, { origin, protocol, host }: URL): readonly string[] {
  if (protocol === 'wss:' || protocol === 'ws:') return [`${protocol}//${host}`];
  const isHub = /hub|fhircast/i.test(key);
  return isHub ? [origin, `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}`] : [origin];
}

const framedBy = (json: Json) => [
  ...new Set((json as { readonly framedBy?: readonly string[] }).framedBy ?? []),
];

function tokenGoesTo(config: Config): readonly string[] {
  const { issuers, archives, endpointOrigins, hubOrigins, auditEndpoint, pars } = config;
  const stores = [auditEndpoint, pars?.endpoint].filter((store) => store !== undefined);
  return [
    ...issuers.map(({ iss, issPattern }) => iss ?? issPattern ?? ''),
    ...[...archives, ...stores]
      .filter(({ credentials }) => credentials === 'ehr-token')
      .map(({ root }) => root),
    ...endpointOrigins,
    ...hubOrigins,
  ];
}

export type Form = 'plain' | 'nginx' | 'json';

/** The headers in the form that somebody can put where they belong. */
export function written({ headers, tokenGoesTo: places }: SiteHeaders, form: Form): string {
  const all = Object.entries(headers);
  if (form === 'json') return `${JSON.stringify({ headers, tokenGoesTo: places }, null, 2)}\n`;
  if (form === 'plain') return all.map(([name, value]) => `${name}: ${value}\n`).join('');
  return [
    '# Made from config.json by `npx plainfilm headers CONFIG --nginx`: make it again when that changes.',
    '# The access token may go to these and below, and nowhere else:',
    ...places.map((place) => `#   ${place}`),
    ...all.map(([name, value]) => `add_header ${name} "${value}" always;`),
    '',
  ].join('\n');
}
