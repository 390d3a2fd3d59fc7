import { Hono } from 'hono';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import type { Catalogue, CatalogueStudy, HospitalId } from '../catalogue';
import type { Grant } from '../smart/grants';
import { bearer, unauthorised } from './access';
import { manifestBundle, manifestEntry, manifestId, manifestKos, type ManifestOf } from './manifest';
import { fhirJson, outcome } from './outcome';

export interface ManifestOptions {
  readonly catalogue: Catalogue;
  readonly rootOf: (hospital: HospitalId) => string;
  /** Origin of the viewer, the only one that may read the answers */
  readonly viewer: string;
  readonly fhir: string;
  readonly grantOf: (token: string | undefined) => Grant | undefined;
}

/**
 * DocumentReference, Bundle and Binary of a record that knows its imaging by manifests. The first hospital's are in both
 * forms and give an address; the second's are in the DICOM form alone; all others lead by their Location UID only.
 */
export function manifestRoutes({ catalogue, rootOf, viewer, fhir, grantOf }: ManifestOptions): Hono {
  const { hospitals, people, studies } = catalogue;
  const formsOf = (study: CatalogueStudy): readonly ('fhir' | 'kos')[] => {
    const at = hospitals.findIndex(({ id }) => id === study.hospital);
    return at === 0 ? ['fhir', 'kos'] : at === 1 ? ['kos'] : ['fhir'];
  };
  const manifestOf = (study: CatalogueStudy): ManifestOf | undefined => {
    const person = people.find(({ id }) => id === study.personId);
    const hospital = hospitals.find(({ id }) => id === study.hospital);
    if (person === undefined || hospital === undefined) return undefined;
    const isFirst = hospital === hospitals[0];
    return { study, person, hospital, hospitals, ...(isFirst && { root: rootOf(hospital.id) }) };
  };
  const own = (grant: Grant) => studies.filter(({ personId }) => personId === grant.personId);
  const granted = (handler: (c: Context, grant: Grant) => Response) => (c: Context) => {
    const grant = grantOf(bearer(c));
    return grant === undefined ? unauthorised(c) : handler(c, grant);
  };
  const one = (make: (manifest: ManifestOf, c: Context) => Response) =>
    granted((c, grant) => {
      const study = own(grant).find((each) => manifestId(each) === c.req.param('id'));
      const manifest = study && manifestOf(study);
      return manifest ? make(manifest, c) : outcome(c, 404, 'There is no such resource.');
    });

  const app = new Hono();
  const readable = cors({ origin: viewer, allowHeaders: ['Authorization', 'Accept'], maxAge: 600 });
  // The record answers for all others itself.
  for (const path of ['/DocumentReference', '/Bundle/*', '/Binary/*']) app.use(path, readable);
  app.get(
    '/DocumentReference',
    granted((c, grant) => {
      const entries = own(grant).flatMap((study) => formsOf(study).map((form) => manifestEntry(study, form)));
      return fhirJson(c, {
        resourceType: 'Bundle',
        type: 'searchset',
        total: entries.length,
        link: [{ relation: 'self', url: `${fhir}/DocumentReference` }],
        entry: entries.map((resource) => ({
          fullUrl: `${fhir}/DocumentReference/${resource.id}`,
          resource,
          search: { mode: 'match' },
        })),
      });
    }),
  );
  app.get(
    '/Bundle/:id',
    one((manifest, c) => fhirJson(c, manifestBundle(manifest))),
  );
  app.get(
    '/Binary/:id',
    one(
      (manifest) =>
        new Response(new Uint8Array(manifestKos(manifest)), {
          headers: { 'Content-Type': 'application/dicom' },
        }),
    ),
  );
  return app;
}
