import { isWithin } from './addresses';
import { code, objects, text, type Json } from './json';

/**
 * Where a Bundle's next page is asked for. The link is opaque, and is taken as it is where it lies below the record's own
 * base. A record behind a proxy may name its inner address: the same path and query are then asked below the base that we
 * know, never at the other address, which must not see the token.
 * @param page the page that names it: relative links are read against it
 * @param type what is searched for: `ImagingStudy`
 * @returns `undefined` where there is none, `unsaid` where the link has no address, `nowhere` where it cannot be asked below the base
 */
export function nextPageOf(
  bundle: Json,
  page: URL,
  base: URL,
  type: string,
): URL | 'unsaid' | 'nowhere' | undefined {
  // `rel` and `href` are other standards' words for the same.
  const links = objects(bundle['link']).map((each) => ({
    relation: code(each['relation'] ?? each['rel']),
    url: text(each['url'] ?? each['href']),
  }));
  const link = links.find(({ relation }) => relation === 'next');
  // One that says nothing of what it is may be it.
  if (link === undefined) return links.some(({ relation }) => relation === undefined) ? 'nowhere' : undefined;
  const { url } = link;
  if (url === undefined) return 'unsaid';
  if (!URL.canParse(url, page.href)) return 'nowhere';
  const named = new URL(url, page);
  return isWithin(named, base) ? named : belowBase(named, base, type);
}

/** The same page below our base, recognised by its path. */
function belowBase(named: URL, base: URL, type: string): URL | 'nowhere' {
  if (!/^https?:$/.test(named.protocol) || /%2f|%5c/i.test(named.pathname)) return 'nowhere';
  const path = segmentsOf(named.pathname);
  const rest = restAfter(path, segmentsOf(base.pathname)) ?? ownSearch(path, type);
  if (rest === undefined) return 'nowhere';
  const address = new URL(base);
  // A page of the base itself has no slash: `/fhir?_getpages=…`
  address.pathname = [base.pathname.replace(/\/$/, ''), ...rest].join('/');
  address.search = named.search;
  return isWithin(address, base) ? address : 'nowhere';
}

const segmentsOf = (path: string) => path.split('/').filter(Boolean);

/** What follows the base's path, or the end of it: the proxy may add a beginning of its own. */
function restAfter(path: readonly string[], base: readonly string[]): readonly string[] | undefined {
  for (let from = 0; from < base.length; from += 1) {
    const end = base.slice(from);
    if (end.every((segment, at) => path[at] === segment)) return path.slice(end.length);
  }
  return undefined;
}

/** `…/ImagingStudy` and `…/ImagingStudy/_search` are told by their own names, wherever they lie. */
function ownSearch(path: readonly string[], type: string): readonly string[] | undefined {
  const at = path.lastIndexOf(type);
  const rest = at < 0 ? [] : path.slice(at);
  return rest.length === 1 || (rest.length === 2 && rest[1] === '_search') ? rest : undefined;
}
