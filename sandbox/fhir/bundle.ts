import type { Page } from './pages';
import type { Resource } from './resource';

/** One page of a search as a Bundle (R4 3.1.1.5). @param next absolute address of the next page, when there is one */
export function searchset(
  fhir: string,
  page: Page,
  include: readonly Resource[],
  next: string | undefined,
): Record<string, unknown> {
  const matched = page.matched.slice(page.offset, page.offset + page.count);
  const entry = (mode: 'match' | 'include') => (resource: Resource) => ({
    fullUrl: `${fhir}/${resource.resourceType}/${resource.id}`,
    resource: mode === 'match' ? withElements(resource, page.elements) : resource,
    search: { mode },
  });
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: page.matched.length,
    link: [
      { relation: 'self', url: page.self },
      ...(next === undefined ? [] : [{ relation: 'next', url: next }]),
    ],
    entry: [...matched.map(entry('match')), ...include.map(entry('include'))],
  };
}

const mandatory: readonly string[] = ['resourceType', 'id', 'meta', 'status', 'subject', 'contained'];

/** R4 3.1.1.5.8: the asked elements and the mandatory ones, tagged as not the whole. */
function withElements(resource: Resource, elements: readonly string[]): Record<string, unknown> {
  if (elements.length === 0) return resource;
  const kept = Object.entries(resource).filter(
    ([name]) => mandatory.includes(name) || elements.includes(name),
  );
  const meta = {
    tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }],
  };
  return { ...Object.fromEntries(kept), meta };
}
