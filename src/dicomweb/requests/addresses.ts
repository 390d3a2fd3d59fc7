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
  const root = requests.address([]);
  if (isBelowRoot(requests, named)) return [named];
  const marker = `/studies/${encodeURIComponent(study)}/`;
  const at = named.pathname.indexOf(marker);
  const own = at === -1 ? undefined : new URL(named.pathname.slice(at + 1) + named.search, root);
  return [
    ...(named.origin === root.origin ? [named] : []),
    ...(own && isBelowRoot(requests, own) ? [own] : []),
  ];
}
