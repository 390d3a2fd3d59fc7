import { http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { CatalogueStudy } from '../../../sandbox/catalogue';
import { archiveApp } from '../../../sandbox/imaging/archive-server';
import { buildCatalogue } from '../../../sandbox/imaging/catalogue';
import { createCodecs } from '../../../sandbox/imaging/codecs/codecs';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { dicomwebClient } from '../../../src/dicomweb/requests/services';
import { studyObjects } from '../../../src/dicomweb/objects/objects';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import { studyUid } from '../../../src/domain/ids';
import { documentText } from '../../../src/domain/report/report-document';
import { anArchive, aServer, tokens } from '../../dicomweb/wire';

// Drawing a chest takes seconds on a busy machine
vi.setConfig({ testTimeout: 120_000 });

const catalogue = await buildCatalogue({ scale: 'small', today: '2026-11-21', cacheDir: false });
const server = aServer();
const NEVER = new AbortController().signal;
const ROOT = 'http://archive.test/dicom-web';

function studyOf(personId: string, at: (study: CatalogueStudy) => boolean): CatalogueStudy {
  const found = catalogue.studies.find((study) => study.personId === personId && at(study));
  if (!found) throw new Error('No such study');
  return found;
}
const holds = (modality: string) => (study: CatalogueStudy) => study.modalities.includes(modality);

/** What the viewer reads of a study from the hospital's archive. */
async function objectsOf({ hospital: id, personId, studyInstanceUid }: CatalogueStudy) {
  const hospital = catalogue.hospitals.find((each) => each.id === id);
  if (!hospital) throw new Error('No such hospital');
  const app = archiveApp({
    hospital,
    catalogue,
    authorise: (token) =>
      token === personId ? { personId, scenario: { id: 'everyone', sentence: 'All well.' } } : undefined,
    allowedOrigins: () => ['http://viewer.test'],
  });
  server.use(http.all(`${ROOT}/*`, ({ request }) => app.request(request)));
  const address = anArchive({
    root: ROOT,
    credentials: 'ehr-token',
    tokens: tokens(personId),
    timeout: 60_000,
  });
  const requests = requestsTo(address);
  const query = {
    client: dicomwebClient(requests),
    archive: address.id,
    name: hospital.name,
    identifierSystem: hospital.numberSystem,
    requests,
    whole: wholeStudies(),
  };
  const objects = await studyObjects(query, studyUid(studyInstanceUid), [], NEVER);
  if (!objects.ok) throw new Error(objects.problem.kind);
  expect([...objects.value.unreadable, ...objects.value.problems]).toEqual([]);
  return objects.value;
}

describe('beside the CT of the first patient', () => {
  const ct = studyOf('aria-smith', holds('CT'));
  const slices = ct.series[0]?.instances ?? [];
  const uids = slices.map(({ sopInstanceUid }) => sopInstanceUid);

  it('three key images are chosen, all of them slices of it, the first with its presentation', async () => {
    const { keyObjects, presentations } = await objectsOf(ct);
    expect(keyObjects).toMatchObject([
      {
        title: 'Of Interest',
        description: 'Nodule in the right upper lobe',
        author: 'Dr Imogen Farrow-Hale',
      },
    ]);
    const images = keyObjects[0]?.images ?? [];
    expect(images).toHaveLength(3);
    for (const { reference } of images) {
      expect(uids).toContain(reference.instance);
      expect(reference.series).toBe(ct.series[0]?.seriesInstanceUid);
      expect(reference.study).toBe(ct.studyInstanceUid);
    }
    expect(images[0]?.presentationState).toBe(presentations[0]?.id);
    expect(keyObjects[0]?.manifest).toBeUndefined();
  });

  it('the presentation rings the nodule: soft tissue within, lung around', async () => {
    const { presentations, keyObjects } = await objectsOf(ct);
    const [state] = presentations;
    expect(state).toMatchObject({
      label: 'LUNG_NODULE',
      voi: [{ window: { center: -600, width: 1500 } }],
      notApplied: [],
    });
    const ring = state?.annotations.find(({ shape }) => shape.kind === 'circle')?.shape;
    const slice = slices.find(
      ({ sopInstanceUid }) => sopInstanceUid === keyObjects[0]?.images[0]?.reference.instance,
    );
    if (ring?.kind !== 'circle' || !slice) throw new Error('no ring');
    const size = Number((await slice.dataset())['00280010']?.Value?.[0]);
    const layout = { columns: size, rows: size, bitsAllocated: 16, samplesPerPixel: 1 };
    const bytes = await createCodecs().decode(await slice.frame(0), layout, slice.transferSyntaxUid);
    const samples = new Uint16Array(bytes.slice().buffer);
    const at = ([x, y]: readonly [number, number]) =>
      (samples[Math.floor(y) * size + Math.floor(x)] ?? 0) - 1024;
    expect(at(ring.center)).toBeGreaterThan(-200);
    expect(at(ring.onCircle)).toBeLessThan(-600);
    const [area] = state?.areas ?? [];
    expect(area && ring.center[0] > area.topLeft[0] && ring.center[0] < area.bottomRight[0]).toBe(true);
    expect(state?.annotations.map(({ shape }) => shape.kind === 'text' && shape.text)).toContain(
      'Nodule 15 mm',
    );
  });

  it('two presentations of the same picture tell apart by their labels, windows and colours', async () => {
    const { presentations } = await objectsOf(ct);
    expect(presentations.map(({ label, voi }) => [label, voi[0]?.window?.center])).toEqual([
      ['LUNG_NODULE', -600],
      ['MEDIASTINUM', 50],
    ]);
    const [lung, mediastinum] = presentations;
    expect(mediastinum?.applies).toEqual(lung?.applies);
    expect(lung?.annotations.map(({ colour }) => colour)).toEqual([undefined, undefined]);
    const [red = 0, green = 0, blue = 0] = mediastinum?.annotations[0]?.colour ?? [];
    expect(green).toBeGreaterThan(Math.max(red, blue));
    expect(mediastinum?.notApplied).toEqual([]);
  });

  it('the measurement is a table with a length and its picture, not yet verified', async () => {
    const { reports } = await objectsOf(ct);
    expect(reports).toMatchObject([
      {
        title: 'Imaging Measurement Report',
        status: 'preliminary',
        verified: false,
        studies: [ct.studyInstanceUid],
      },
    ]);
    const [content] = reports[0]?.contents ?? [];
    expect(content?.kind === 'document' && documentText(content.document)).toContain(
      'Long Axis\t15.0 mm · line on Image',
    );
    expect(reports[0]?.keyImages.every(({ instance }) => uids.includes(instance ?? ''))).toBe(true);
  });
});

describe('elsewhere in the region', () => {
  it('one film is reported in the archive only: sections, who verified it, and its picture', async () => {
    const film = studyOf('osric-vane', holds('SR'));
    expect(film.report).toBeUndefined();
    const { reports } = await objectsOf(film);
    expect(reports).toMatchObject([
      {
        title: 'Radiology Report',
        status: 'final',
        authors: [{ name: 'Dr Callum Reedmace', registration: 'GMC 0000002', verifies: true }],
        accessionNumbers: [film.accessionNumber],
        keyImages: [{ instance: film.series[0]?.instances[0]?.sopInstanceUid }],
      },
    ]);
    const [content] = reports[0]?.contents ?? [];
    expect(content?.kind === 'document' && documentText(content.document)).toContain(
      'Conclusions\n\nBilateral basal',
    );
  });

  it('one heart has its report as a PDF, the same over the wire and in the file', async () => {
    const echo = studyOf('tomas-fennimore', holds('DOC'));
    const { reports } = await objectsOf(echo);
    const [content] = reports[0]?.contents ?? [];
    if (content?.kind !== 'attachment') throw new Error('no attachment');
    expect(content).toMatchObject({ mediaType: 'application/pdf', title: 'Echocardiogram report' });
    const bytes = await content.bytes(NEVER);
    if (!bytes.ok) throw new Error(bytes.problem.kind);
    expect(new TextDecoder().decode(bytes.value.subarray(0, 8))).toBe('%PDF-1.7');
    const [object] = echo.series.find(({ modality }) => modality === 'DOC')?.instances ?? [];
    const { bulk } = readDicomFile((await object?.part10()) ?? new Uint8Array());
    const stored = bulk.get('00420011');
    expect(Buffer.from(stored?.subarray(0, bytes.value.length) ?? []).equals(Buffer.from(bytes.value))).toBe(
      true,
    );
  });
});
