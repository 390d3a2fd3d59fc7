import './window';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/documents/read-document';
import type { Report } from '../../src/domain/report/report';
import { documentText, spansText, type ImageReference } from '../../src/domain/report/report-document';
import { plannedImagingOf } from '../../src/fhir/imaging/requests-and-appointments';
import { forms as screenForms } from './forms';
import { fullReportsOf } from '../../src/fhir/reports/report-search';
import { resourcesFrom } from '../../sandbox/fhir/resources';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { spansOf } from '../dicomweb/objects-wire';
import { launchedFor, recordWith } from './report-server';

const signal = new AbortController().signal;
const now = new Date('2026-11-21T10:00:00Z');
const catalogue = buildCatalogue({ scale: 'small', cacheDir: false, today: '2026-11-21' });

/** The demonstration record as one patient's token sees it. */
async function recordOf(person: string) {
  const byType = resourcesFrom({
    catalogue: await catalogue,
    rootOf: (id) => `https://${id}.example/dw`,
    now,
  });
  const visible = [...byType].map(([type, entries]) => [
    type,
    entries
      .filter(({ personId }) => personId === undefined || personId === person)
      .map(({ resource }) => resource),
  ]);
  return recordWith(Object.fromEntries(visible) as Record<string, unknown>);
}

async function reportsOf(person: string): Promise<readonly Report[]> {
  const answer = await fullReportsOf(await recordOf(person), launchedFor(person), screenForms, signal);
  return answer.ok ? answer.value.reports : [];
}

const forms = (report: Report | undefined) =>
  report?.contents.map((each) => (each.kind === 'attachment' ? each.mediaType.split(';')[0] : 'own words'));

describe('the demonstration record', () => {
  it('holds an amended report and what it replaced', async () => {
    const [amended, earlier] = await reportsOf('osric-vane');
    expect(amended).toMatchObject({ status: 'amended', replaces: [earlier?.id] });
    expect(earlier).toMatchObject({ status: 'final', replaces: [] });
  });

  it('holds a report that is a PDF alone, one in HTML, a preliminary one and one with key images', async () => {
    expect(forms((await reportsOf('tomas-fennimore'))[0])).toEqual(['application/pdf']);
    expect(forms((await reportsOf('ines-quillfeather'))[0])?.[0]).toBe('text/html');
    expect((await reportsOf('jory-pikestaff'))[0]?.status).toBe('preliminary');
    const [mammogram] = await reportsOf('wren-hollowell');
    const study = (await catalogue).studies.find(({ personId }) => personId === 'wren-hollowell');
    expect(mammogram?.keyImages).toEqual([
      {
        study: study?.studyInstanceUid,
        series: study?.series[0]?.seriesInstanceUid,
        instance: study?.series[0]?.instances[0]?.sopInstanceUid,
      },
    ]);
  }, 20_000);

  it('holds a long report whose pictures are all in its study but one, which is of another examination', async () => {
    const [report] = await reportsOf('edmund-thistlewood');
    const attachment = report?.contents.find(
      (each) => each.kind === 'attachment' && each.mediaType.startsWith('text/plain'),
    );
    if (attachment?.kind !== 'attachment') throw new Error('no plain text');
    const bytes = await attachment.bytes(signal);
    const read = bytes.ok ? readDocument(bytes.value, attachment.mediaType, 'Care Record') : undefined;
    if (!read?.ok || read.value.kind !== 'document') throw new Error('not readable');
    const { document } = read.value;
    const { blocks } = document;
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [spansText(block.spans)] : []));
    expect(headings).toEqual(
      expect.arrayContaining(['FINDINGS', 'LUNGS AND AIRWAYS', 'MEASUREMENTS', 'CONCLUSION']),
    );
    expect(documentText(document).length).toBeGreaterThan(5000);
    const series = (await catalogue).studies.find(
      ({ personId, modalities }) => personId === 'edmund-thistlewood' && modalities.includes('CT'),
    )?.series;
    const named = spansOf(blocks).flatMap((span) => (span.kind === 'image' ? [span.reference] : []));
    const isHere = ({ seriesNumber = 0, imageNumber = 1 }: ImageReference) =>
      series?.[seriesNumber - 1]?.instances[imageNumber - 1] !== undefined;
    const missing = named.filter((reference) => !isHere(reference));
    expect(named.length).toBeGreaterThan(20);
    expect(missing).toEqual([{ seriesNumber: 5, imageNumber: 214 }]);
  });

  it('names who reported, in what role, with their register', async () => {
    expect((await reportsOf('wren-hollowell'))[0]?.authors[0]).toMatchObject({
      name: 'Dr Imogen Farrow-Hale',
      role: 'Consultant Radiologist',
      registration: 'GMC 0000001',
      verifies: true,
    });
  });

  it('holds none for the patient without imaging', async () => {
    expect(await reportsOf('sable-winterbourne')).toEqual([]);
  });

  it('holds a booking with its request, and a request without a date', async () => {
    const planned = async (person: string) => {
      const record = await recordOf(person);
      const answer = await plannedImagingOf(
        { ...record, now: () => now.getTime() },
        launchedFor(person),
        signal,
      );
      return answer.ok
        ? answer.value.planned
            .filter(({ status }) => status === 'active' || status === 'booked')
            .map(({ kind, what }) => [kind, what])
        : undefined;
    };
    expect(await planned('aria-smith')).toEqual([
      ['requested', 'PET-CT Whole body'],
      ['booked', 'PET-CT Whole body'],
    ]);
    expect(await planned('ines-quillfeather')).toEqual([['requested', 'MR Angiogram head']]);
  });
});
