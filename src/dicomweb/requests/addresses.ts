import { isInner } from '../../http/inner-host';
import type { Requests } from './request';

/** Whether an address is the archive's own, and nobody else's who shares its host. */
export function isBelowRoot(requests: Requests, url: URL): boolean {
  const root = requests.address([]);
  return url.origin === root.origin && url.pathname.startsWith(root.pathname);
}

/**
 * The addresses at this archive of what a reference in its answers names, the likeliest first; none for what is elsewhere.
 *
 * Archives behind a proxy write references with the scheme, port or host that they see themselves. Nothing is ever asked
 * there; but the path from `/studies/{study}/` on names a resource of this archive, which is asked for below its own root.
 * @param base what a relative reference stands on; static archives mean the study by `bulkdata/`
 */
export function addressesOf(requests: Requests, reference: string, base: URL, study: string): readonly URL[] {
  const from = reference.startsWith('bulkdata/') ? requests.address(['studies', study, '']) : base;
  if (!URL.canParse(reference, from)) return [];
  const named = new URL(reference, from);
  if (!/^https?:$/.test(named.protocol)) return [];
  // Whom somebody wrote into an address, nobody signs in as.
  named.username = named.password = '';
  const root = requests.address([]);
  if (isBelowRoot(requests, named)) return [named];
  const at = named.pathname.toLowerCase().indexOf(`/studies/${encodeURIComponent(study)}/`);
  const own = [
    ...(at === -1 ? [] : [named.pathname.slice(at + 1).replace(/^[^/]*/, 'studies')]),
    // Where no study is in it, the path of the service itself is, at the same server by another name.
    ...(isOneServer(named, root) ? [named.pathname] : []),
  ].map((path) => new URL(path + named.search, root));
  const asked = own.filter((each) => isBelowRoot(requests, each));
  return [...(named.origin === root.origin ? [named] : []), ...asked];
}

const isOneServer = (named: URL, root: URL) => named.hostname === root.hostname || isInner(named.hostname);
