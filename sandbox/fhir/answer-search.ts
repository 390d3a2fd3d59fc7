import type { Context } from 'hono';
import type { Grant } from '../smart/grants';
import { inScope, isProtectedType, mayRead, namedPatients, outOfScope } from './access';
import { searchset } from './bundle';
import { fhirJson, outcome } from './outcome';
import { countFrom } from './pages';
import type { Page } from './pages';
import type { Resource } from './resource';
import { included, search } from './search';
import type { FhirServer } from './server';
import { withTraps } from './trap';

/** `GET /Type?…`: only what the token may see; naming another patient is refused, not answered with nothing. */
export function answerSearch(server: FhirServer, c: Context, grant: Grant, query: URLSearchParams): Response {
  const type = c.req.param('type') ?? '';
  if (!isProtectedType(type)) return outcome(c, 404, 'This record has no such resource type.');
  if (!inScope(grant, type, 's')) return outOfScope(c, type);
  if (namedPatients(type, query).some((id) => id !== grant.personId))
    return outcome(c, 403, 'The token is for another patient.');
  const count = countFrom(query.get('_count'));
  if (count === undefined) return outcome(c, 400, '_count is not a whole number.');

  const visible = server.entriesOf(type).filter((entry) => mayRead(grant, entry));
  const { matched, used, unknown } = search(type, visible, query);
  if (unknown.length > 0 && /\bhandling=strict\b/.test(c.req.header('Prefer') ?? ''))
    return outcome(c, 400, `Unknown search parameters: ${unknown.join(', ')}.`);
  return bundle(server, c, grant, {
    grantId: grant.id,
    matched,
    offset: 0,
    count,
    include: query.getAll('_include'),
    elements: (query.get('_elements') ?? '').split(',').filter((name) => name !== ''),
    self: `${server.fhir}/${type}?${used.toString()}`,
  });
}

/** `GET /?_page=…`: a page that an earlier answer led to. */
export function answerPage(server: FhirServer, c: Context, grant: Grant): Response {
  const page = server.pages.take(c.req.query('_page') ?? '', grant.id);
  return page === undefined
    ? outcome(c, 404, 'This page does not exist any more.')
    : bundle(server, c, grant, page);
}

function bundle(server: FhirServer, c: Context, grant: Grant, page: Page): Response {
  const { trap } = grant.scenario;
  const end = page.offset + page.count;
  const include = included(page.matched.slice(page.offset, end), page.include, (target) =>
    readable(server, grant, target),
  );
  const more = page.count > 0 && end < page.matched.length;
  const next = more ? `${server.fhir}?_page=${server.pages.keep({ ...page, offset: end })}` : undefined;
  const shown = trap ? page.matched.map((each) => withTraps(each, server.trap)) : page.matched;
  const others = trap ? include.map((each) => withTraps(each, server.trap)) : include;
  const lured = trap ? `${server.trap}/fhir?_page=stranger` : next;
  return fhirJson(c, searchset(server.fhir, { ...page, matched: shown }, others, lured));
}

/** The resource behind `Type/id`, when the token may read it. */
function readable(server: FhirServer, grant: Grant, target: string): Resource | undefined {
  const [type = '', id = ''] = target.split('/');
  if (!isProtectedType(type) || !inScope(grant, type, 'r', id)) return undefined;
  const entry = server.entriesOf(type).find(({ resource }) => resource.id === id);
  return entry !== undefined && mayRead(grant, entry) ? entry.resource : undefined;
}
