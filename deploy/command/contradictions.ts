import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../src/config/site-config';
import { isGranted } from '../../src/fhir/smart/scopes';
import type { Findings } from './finding';
import type { Json } from './json-text';

/** What each key allows by itself and no two of them mean together. */
export function contradictions(json: Json, config: Config, file: string, base: URL): Findings {
  return [
    ...records(config),
    ...archives(config),
    ...audit(config),
    ...frames(json, base),
    ...filesBeside(json, dirname(file)),
    ...gateway(config),
  ];
}

const trimmed = (address: string) => address.replace(/\/+$/, '');

function records({ issuers }: Config): Findings {
  const named = issuers.flatMap(({ iss }) => (iss === undefined ? [] : [trimmed(iss)]));
  const twice = named.filter((iss, at) => named.indexOf(iss) < at);
  return [
    ...twice.map((iss) => ({
      level: 'note' as const,
      what: `two issuers differ by a slash at their end alone: ${iss}`,
      means: 'Each launch takes the one that the record sends letter for letter.',
    })),
    ...issuers.flatMap(({ issPattern, name }) =>
      issPattern === undefined
        ? []
        : [
            {
              level: 'note' as const,
              what: `"${name}" is a pattern`,
              means: 'For sandboxes. Not for a live record.',
            },
          ],
    ),
  ];
}

function archives({ archives: all, endpointOrigins, measurements }: Config): Findings {
  const findings: Findings[number][] = [];
  for (const [at, { root, name }] of all.entries()) {
    const earlier = all.findIndex((other) => other.root === root);
    if (earlier < at)
      findings.push({
        level: 'missing',
        what: `"archives[${at}]" and "archives[${earlier}]" have the same root`,
        means: `It is asked twice, and its studies stand there as "${all[earlier]?.name}" and "${name}".`,
      });
  }
  if (all.length === 0)
    findings.push({
      level: endpointOrigins.length === 0 ? 'missing' : 'note',
      what: 'no archive is configured',
      means:
        endpointOrigins.length === 0
          ? 'Nobody is asked for pictures: the list holds what the record knows, without any.'
          : 'Only archives that the record names are asked.',
    });
  if (measurements === 'archive' && all.length > 0 && all.every(({ credentials }) => credentials === 'none'))
    findings.push({
      level: 'note',
      what: 'measurements may be saved, and no archive gets the token',
      means: 'An archive that takes them from anybody cannot tell who saved them.',
    });
  return findings;
}

/** A scope that somebody wrote by hand and that leaves out what another key insists on. */
function audit({ issuers, auditRequired }: Config): Findings {
  if (!auditRequired) return [];
  return issuers
    .filter(({ scope }) => scope !== undefined && !isGranted(scope, 'AuditEvent', 'c'))
    .map(({ name }) => ({
      level: 'unusable',
      what: `auditRequired is true, and the scope of "${name}" does not ask to write an AuditEvent`,
      means: 'No picture is ever shown from that record.',
    }));
}

function frames(json: Json, base: URL): Findings {
  const { framedBy = [] } = json as { readonly framedBy?: readonly string[] };
  return framedBy.includes(base.origin)
    ? [{ level: 'note', what: 'framedBy names the viewer’s own origin, which never shows itself' }]
    : [];
}

function filesBeside(json: Json, folder: string): Findings {
  const { texts, site } = json as { readonly texts?: string; readonly site?: { readonly logo?: string } };
  const named: readonly (readonly [key: string, name: string | undefined, means: string])[] = [
    ['texts', texts, 'No launch works: the page names the file.'],
    ['site.logo', site?.logo, 'The place for the logo stays empty.'],
  ];
  return named.flatMap(([key, name, means]) =>
    name === undefined || existsSync(join(folder, name))
      ? []
      : [
          {
            level: key === 'texts' ? 'unusable' : 'note',
            what: `"${key}" names ${name}, which does not lie beside it here`,
            means,
          },
        ],
  );
}

function gateway({ gateway: isGateway, issuers }: Config): Findings {
  if (!isGateway) return [];
  const idle = issuers.filter(({ smartConfiguration }) => smartConfiguration !== undefined);
  const patterns = issuers.filter(({ issPattern }) => issPattern !== undefined);
  return [
    ...idle.map(({ name }) => ({
      level: 'note' as const,
      what: `the gateway asks "${name}" itself: its smartConfiguration is not used`,
    })),
    ...patterns.map(({ name }) => ({
      level: 'missing' as const,
      what: `the gateway knows no patterns: "${name}" cannot launch`,
      means: 'Give the exact iss.',
    })),
  ];
}
