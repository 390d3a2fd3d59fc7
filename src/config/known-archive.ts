import { isSameRoot } from '../domain/endpoint-root';
import type { Endpoint } from '../domain/ports/endpoint';
import type { ConfiguredArchive } from './site-config';

/** The archive of the configuration that a record or a manifest means: by its Retrieve Location UID first, then by a root of it. */
export const knownArchive = (
  archives: readonly ConfiguredArchive[],
  { root, location }: Pick<Endpoint, 'root' | 'location'>,
): ConfiguredArchive | undefined =>
  archives.find(
    ({ retrieveLocationUids = [] }) => location !== undefined && retrieveLocationUids.includes(location),
  ) ??
  archives.find(
    (one) => root !== undefined && [one.root, ...(one.otherRoots ?? [])].some((own) => isSameRoot(own, root)),
  );
