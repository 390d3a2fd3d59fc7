import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kosManifest } from '../../src/dicom/manifest/kos-manifest';
import { samePerson } from '../../src/domain/patient/patient';
import type { Manifest } from '../../src/domain/study/manifest';
import { bundleManifest } from '../../src/fhir/manifest/bundle-manifest';
import { entriesByStudy } from '../../src/fhir/manifest/manifest-entries';
import { patientFrom } from '../../src/fhir/record/patient';
import { onlyId } from '../../src/fhir/resource/subject';
import { isThere, SAMPLES, type Json } from './region';

/* The manifests that the profile's own repository publishes, read in place. */

const NOW = Date.parse('2026-11-29T12:00:00Z');
const certain = (resource: Json) => ({ json: resource, doubt: false });
const STUDY = '1.2.250.1.59.40211.22756022.2.1.101';
const bytes = (name: string) => new Uint8Array(readFileSync(join(SAMPLES, name)));
const json = (name: string) => JSON.parse(readFileSync(join(SAMPLES, name), 'utf8')) as Json;
const binary = (name: string) => new Uint8Array(Buffer.from(String(json(name)['data']), 'base64'));

/** What holds of every manifest, whoever wrote it. */
function holds({ study, places }: Manifest): void {
  const { series = [], seriesCount, instanceCount } = study;
  expect(seriesCount).toBe(series.length);
  expect(instanceCount).toBe(series.reduce((sum, { listed = [] }) => sum + listed.length, 0));
  for (const { uid, modality, listed = [], firstInstance, middleInstance, instanceCount: count } of series) {
    expect(places.some((place) => place.series.includes(uid))).toBe(true);
    expect(modality).not.toBe('');
    expect(new Set(listed.map((one) => one.uid)).size).toBe(count);
    expect(listed.every(({ sopClass }) => /^[\d.]+$/.test(sopClass))).toBe(true);
    expect([firstInstance, middleInstance].every((uid) => listed.some((one) => one.uid === uid))).toBe(true);
  }
}

const contents = ({ study: { series = [] } }: Manifest) =>
  new Map(series.map(({ uid, listed = [] }) => [uid, new Set(listed.map((one) => one.uid))]));

describe.skipIf(!isThere)('a published manifest', () => {
  const bundle = () => {
    const manifest = bundleManifest(json(`mado-${STUDY}-bundle.json`), {
      patient: onlyId('p1'),
      base: new URL('https://record.example/fhir/'),
      now: NOW,
    });
    if (manifest === undefined) throw new Error('it was taken back');
    return manifest;
  };
  const file = () => kosManifest(bytes('MADO_KOS_A.dcm'));
  const inBinary = () => kosManifest(binary(`mado-kos-${STUDY}-binary.json`));

  it.each<[string, () => Manifest | Promise<Manifest | undefined>]>([
    ['as a FHIR document', bundle],
    ['as a file', file],
    ['in a Binary', inBinary],
  ])('%s is read', async (_, read) => {
    const manifest = await read();
    if (manifest === undefined) throw new Error('no manifest');
    expect(manifest.study).toMatchObject({
      uid: STUDY,
      seriesCount: 2,
      instanceCount: 86,
      modalities: ['CT'],
      accessionNumber: '1731954284869428',
    });
    holds(manifest);
  });

  it('has the same series and instances in all its forms, in whatever order', async () => {
    const [one, two, three] = [bundle(), await file(), await inBinary()];
    if (!two || !three) throw new Error('no manifest');
    expect(contents(two)).toEqual(contents(one));
    expect(contents(three)).toEqual(contents(one));
  });

  it('says where its series lie, with a word for a UID, and with an address', async () => {
    expect(new Set(bundle().places.map(({ location }) => location))).toEqual(new Set(['ACME']));
    const [place] = (await file())?.places ?? [];
    expect(place?.root).toBe('https://dicomserver.com/AET/rs/');
    expect((await inBinary())?.places[0]?.location).toBe('ACME');
  });

  it('is of the patient that its entry names', async () => {
    const resource = json('mado-pat-mrn--1097192655-patient.json');
    const base = new URL('https://record.example/fhir/');
    const read = patientFrom(resource, String(resource['id']), { base, now: NOW });
    if (read.kind !== 'patient') throw new Error('no patient');
    for (const manifest of [bundle(), await file(), await inBinary()])
      for (const person of manifest?.people ?? []) expect(samePerson(read.patient, person).kind).toBe('same');
  });

  it('has two entries, and is one study', () => {
    const entries = ['fhir', 'kos'].map((form) => json(`mado-${form}-${STUDY}-docref.json`));
    const groups = entriesByStudy(entries.map(certain), new URL('https://record.example/fhir/'));
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ study: STUDY, older: [] });
    expect(groups[0]?.current.map(({ form }) => form)).toEqual(['fhir', 'kos']);
  });

  it.each(['DocumentReferenceFHIRwithTransform', 'DocumentReferenceKOSNoRelated'])(
    'has an entry as the profile compiles it: %s',
    (name) => {
      const groups = entriesByStudy(
        [certain(json(`DocumentReference-${name}.json`))],
        new URL('https://record.example/fhir/'),
      );
      expect(groups).toHaveLength(1);
    },
  );
});
