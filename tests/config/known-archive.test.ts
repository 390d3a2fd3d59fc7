import { describe, expect, test } from 'vitest';
import { knownArchive } from '../../src/config/known-archive';
import type { Endpoint } from '../../src/domain/ports/endpoint';

const salford = {
  id: 'salford',
  name: 'Salford',
  root: 'https://viewer.example/archive/salford',
  otherRoots: ['https://pacs.salford.example/dicom-web', 'http://10.0.0.7:8042/dicom-web/'],
  retrieveLocationUids: ['2.999.5.1'],
  credentials: 'ehr-token' as const,
};
const bolton = {
  ...salford,
  id: 'bolton',
  root: 'https://viewer.example/archive/bolton',
  otherRoots: [],
  retrieveLocationUids: [],
};

describe('The archive that a record or a manifest means', () => {
  test.each([
    ['its root', { root: 'https://viewer.example/archive/salford/' }, 'salford'],
    ['another root of it', { root: 'https://pacs.salford.example/dicom-web' }, 'salford'],
    [
      'a study below another root',
      { root: 'https://pacs.salford.example/dicom-web/studies/1.2.3' },
      'salford',
    ],
    ['another root of it, with a query', { root: 'http://10.0.0.7:8042/dicom-web?tenant=a' }, 'salford'],
    [
      'another archive on its other root’s server',
      { root: 'https://pacs.salford.example/research' },
      undefined,
    ],
    ['its other root on another port', { root: 'http://10.0.0.7:8043/dicom-web' }, undefined],
    ['its Retrieve Location UID, at another’s root', { root: bolton.root, location: '2.999.5.1' }, 'salford'],
    ['a Retrieve Location UID alone', { location: '2.999.5.1' }, 'salford'],
    ['nothing', {}, undefined],
  ] satisfies [string, Pick<Endpoint, 'root' | 'location'>, string | undefined][])('by %s', (_, named, id) =>
    expect(knownArchive([bolton, salford], named)?.id).toBe(id),
  );
});
