import { object, objects, text, type Json } from '../resource/json';
import { containedId, localReference } from '../resource/reference';
import { READ, resolved, type Surroundings } from './report-surroundings';

/**
 * Parts that a report names and that are not here: documents without data or address, and documents and pictures whose
 * resources could not be read. Results are counted where they stand, in the table that lacks them.
 */
export function unreadParts(report: Json, around: Surroundings, base: URL): number {
  const hollow = objects(report['presentedForm']).filter(
    (form) => text(form['data']) === undefined && text(form['url']) === undefined,
  );
  const links = [
    ...objects(report['media']).map(({ link }) => link),
    ...objects(report['supportingInfo']).map((each) => object(each['reference']) ?? each),
  ];
  const lost = links.filter(
    (link) => isRead(link, base) && resolved(link, report, around, base) === undefined,
  );
  return hollow.length + lost.length;
}

/** Authors whom a report names by reference or number alone, and whose names did not come. */
export function unnamedAuthors(report: Json, known: number): number {
  const named = [...objects(report['resultsInterpreter']), ...objects(report['performer'])];
  return known > 0
    ? 0
    : named.filter((each) => each['reference'] !== undefined || each['identifier'] !== undefined).length;
}

const isRead = (link: unknown, base: URL) =>
  containedId(link) !== undefined || READ.includes(localReference(link, base)?.split('/')[0] ?? '');
