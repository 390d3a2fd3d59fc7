import type { Report } from '../../domain/report/report';
import { identifiersOf, isAccession } from '../resource/coded';
import { object, text, type Json } from '../resource/json';
import { localReference } from '../resource/reference';
import { replacedReferences } from './report-resource';

/** A report with the resource that it was made from. */
export interface ReadReport {
  readonly json: Json;
  readonly report: Report;
}

/**
 * Which report replaces which: by what they say, and by a business identifier that several share, of which the newest is the
 * one that counts (H3). Accession numbers are no identity of a report: one examination may have several. Newest first.
 */
export function withVersions(reports: readonly ReadReport[], base: URL): readonly Report[] {
  const sorted = [...reports].sort((a, b) => moment(b) - moment(a));
  const names = keysOf(sorted);
  const named = placesOf(names);
  return sorted.map((each, at) => {
    const said = replacedReferences(each.json).flatMap((reference) => {
      const literal = localReference(reference, base);
      const identifier = object(object(reference)?.['identifier']);
      const logical = identifier ? sorted.filter(({ json }) => hasIdentifier(json, identifier)) : [];
      return [...(literal ? [literal] : []), ...logical.map(({ report }) => report.id)];
    });
    const alike = (names[at] ?? []).flatMap((name) => named.get(name) ?? []);
    const older = [...new Set(alike)].filter((place) => place > at).sort((a, b) => a - b);
    const replaces = new Set([...said, ...older.flatMap((place) => sorted[place]?.report.id ?? [])]);
    replaces.delete(each.report.id);
    return { ...each.report, replaces: [...replaces] };
  });
}

/** Where `issued` is the same or absent, when the record last changed it decides. */
function moment({ json, report: { issued } }: ReadReport): number {
  const at = Date.parse(issued ?? text(object(json['meta'])?.['lastUpdated']) ?? '');
  return Number.isNaN(at) ? 0 : at;
}

const keysOf = (reports: readonly ReadReport[]) =>
  reports.map(({ json }) =>
    identifiersOf(json)
      .filter(({ json: identifier }) => !isAccession(identifier) && text(identifier['system']) !== undefined)
      .filter(({ json: identifier }) => !/accession/i.test(text(identifier['system']) ?? ''))
      .map(({ json: identifier, value }) => `${text(identifier['system']) ?? ''}|${value}`),
  );

/** Where each name stands: every report compared with every other would take seconds for some thousands. */
function placesOf(names: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, those] of names.entries())
    for (const name of those) {
      const known = places.get(name);
      if (known) known.push(at);
      else places.set(name, [at]);
    }
  return places;
}

const hasIdentifier = (report: Json, wanted: Json) =>
  identifiersOf(report).some(
    ({ json, value }) => value === text(wanted['value']) && text(json['system']) === text(wanted['system']),
  );
