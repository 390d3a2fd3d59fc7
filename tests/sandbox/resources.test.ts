import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../sandbox/catalogue';
import type { Resource } from '../../sandbox/fhir/resource';
import { ukInstant, ukMoment } from '../../sandbox/fhir/resource';
import { resourcesFrom } from '../../sandbox/fhir/resources';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { aCatalogue, aPerson, aStudy } from './a-catalogue';

const now = new Date('2026-11-21T10:00:00Z');
const rootOf = (hospital: string) => `https://${hospital}.example/dicom-web`;

function everything(catalogue: Catalogue): readonly Resource[] {
  const byType = resourcesFrom({ catalogue, rootOf, now });
  return [...byType.values()].flatMap((entries) => entries.map(({ resource }) => resource));
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'reference' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

const region = () => buildCatalogue({ scale: 'small', cacheDir: false, today: '2026-11-21' });

describe.each([
  ['a small catalogue', () => Promise.resolve(aCatalogue())],
  ['the demonstration region', region],
])('%s as FHIR', (_name, catalogue) => {
  it('has ids that FHIR allows, each once in its type', async () => {
    const names = everything(await catalogue()).map(({ resourceType, id }) => `${resourceType}/${id}`);
    for (const name of names) expect(name).toMatch(/^[A-Z]\w+\/[A-Za-z0-9.-]{1,64}$/);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has no reference that leads nowhere', async () => {
    const resources = everything(await catalogue());
    const names = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
    for (const resource of resources) {
      const contained = ((resource['contained'] as Resource[] | undefined) ?? []).map(({ id }) => `#${id}`);
      for (const reference of referencesIn(resource))
        expect(names.has(reference) || contained.includes(reference), reference).toBe(true);
    }
  });

  it('gives every moment that has a time an offset', async () => {
    const text = JSON.stringify(everything(await catalogue()));
    const moments = text.match(/"\d{4}-\d\d-\d\dT[^"]*"/g) ?? [];
    expect(moments.length).toBeGreaterThan(0);
    for (const moment of moments) expect(moment).toMatch(/T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"$/);
  });
});

describe('the resources', () => {
  it('put a study of this week into the consultation that is going on, and no older one', () => {
    const studies = [
      aStudy(1, { started: '2026-11-20T09:00:00' }),
      aStudy(2, { started: '2026-03-20T09:00:00' }),
      aStudy(3, { started: undefined }),
    ];
    const found = everything(aCatalogue({ studies })).filter(
      ({ resourceType }) => resourceType === 'ImagingStudy',
    );
    expect(found.map(({ encounter }) => encounter)).toEqual([
      { reference: 'Encounter/encounter-aria' },
      undefined,
      undefined,
    ]);
    expect(found[2]).not.toHaveProperty('started');
  });

  it('leave out what nobody recorded', () => {
    const people = [aPerson('x', { prefix: undefined, nhsNumber: undefined, hospitalNumbers: {} })];
    const [patient] = everything(aCatalogue({ people, studies: [] }));
    expect(patient).toMatchObject({ identifier: [], name: [{ family: 'Smith', given: ['Aria'] }] });
    expect(JSON.stringify(patient)).not.toMatch(/undefined|null/);
  });

  it('write a report’s text as text, whatever is in it', () => {
    const report = { text: 'a < b & <img src=x onerror=alert(1)>', issued: '2026-11-20', author: 'Dr A B' };
    const resources = everything(aCatalogue({ studies: [aStudy(1, { report })] }));
    const found = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
    const { div } = found?.['text'] as { div: string };
    expect(div).toContain('a &lt; b &amp; &lt;img');
    expect(div).not.toContain('<img');
  });

  it('tell summer from winter time', () => {
    expect(ukInstant('2026-07-01T08:00:00')).toBe('2026-07-01T08:00:00+01:00');
    expect(ukInstant('2026-12-01T08:00:00')).toBe('2026-12-01T08:00:00+00:00');
    expect(ukInstant('2026-12-01')).toBe('2026-12-01');
    expect(ukInstant('2026-12-01T08')).toBe('2026-12-01');
    expect(ukMoment(new Date('2026-07-01T08:00:00Z'))).toBe('2026-07-01T09:00:00+01:00');
  });
});
