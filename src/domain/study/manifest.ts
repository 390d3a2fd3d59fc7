import type { SeriesUid } from '../ids';
import type { Shortfall } from '../knowledge/remote';
import type { Ownership } from '../patient/ownership';
import type { DicomPerson } from '../patient/patient';
import type { Study } from './study';

/** What an imaging manifest says (IHE RAD MADO), in whichever of its two forms it was sent. */
export interface Manifest {
  /** With every series that it lists, and every instance of those */
  readonly study: Study;
  /** Whom it says it is of; empty where it names nobody */
  readonly people: readonly DicomPerson[];
  /** Whose it is by the references that name a subject, which may lead to nobody in it; absent in a form that has none */
  readonly whose?: Ownership;
  /** Why it may not list all that there is */
  readonly shortfalls: readonly Shortfall[];
  /** When it was made, as it was written */
  readonly made?: string;
  readonly places: readonly ManifestPlace[];
}

/** Where a manifest says that some of its series lie. */
export interface ManifestPlace {
  /** The DICOMweb root, where it names one */
  readonly root?: string;
  /** Retrieve Location UID (0040,E011), which the configuration knows or not */
  readonly location?: string;
  readonly name?: string;
  readonly series: readonly SeriesUid[];
}

/** Whether a study is opened by its manifest, which then says where each series lies. */
export const isByManifest = ({ manifest }: Pick<Study, 'manifest'>): boolean =>
  manifest?.seriesCount !== undefined;

/** A UID or name of a place as configurations hold it: manifests write it bare, and behind `oid:` or `urn:oid:`. */
export const plainLocation = (location: string): string => location.trim().replace(/^(?:urn:)?oid:/i, '');

/** What stands where a manifest has no address: never asked, and never looked up. */
const PLACEHOLDER = /^https?:\/\/not(?:specified|applicable|available)(?:[:/.]|$)/i;

/** The addresses of a place, without what only fills the room of one. */
export function manifestPlace(
  series: readonly SeriesUid[],
  root: string | undefined,
  location: string | undefined,
  name?: string,
): ManifestPlace {
  const address = root !== undefined && !PLACEHOLDER.test(root) ? root : undefined;
  return {
    series,
    ...(address !== undefined && { root: address }),
    ...(location !== undefined && { location: plainLocation(location) }),
    ...(name !== undefined && { name }),
  };
}
