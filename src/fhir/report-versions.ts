import type { Report } from '../domain/report';
import { identifiersOf, isAccession } from './coded';
import { object, text, type Json } from './json';
import { localReference } from './reference';
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
  return sorted.map((each, at) => {
    const said = replacedReferences(each.json).flatMap((reference) => {
      const literal = localReference(reference, base);
      const identifier = object(object(reference)?.['identifier']);
      const logical = identifier ? sorted.filter(({ json }) => hasIdentifier(json, identifier)) : [];
      return [...(literal ? [literal] : []), ...logical.map(({ report }) => report.id)];
    });
    const older = sorted
      .slice(at + 1)
      .filter((_, below) => shares(names[at] ?? [], names[at + 1 + below] ?? []));
    const replaces = new Set([...said, ...older.map(({ report }) => report.id)]);
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

const shares = (a: readonly string[], b: readonly string[]) => a.some((key) => b.includes(key));

const hasIdentifier = (report: Json, wanted: Json) =>
  identifiersOf(report).some(
    ({ json, value }) => value === text(wanted['value']) && text(json['system']) === text(wanted['system']),
  );
