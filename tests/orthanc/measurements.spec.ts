import { expect, test as base } from '@playwright/test';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { storeMeasurements } from '../../src/dicomweb/objects/store-measurements';
import { newUid } from '../../src/dicom/sr/writing/uid';
import { archiveId, seriesUid, studyUid } from '../../src/domain/ids';
import type { Figure } from '../../src/domain/measure/figure';
import { measurableOf } from '../../src/domain/measure/measurable';
import { measure } from '../../src/domain/measure/measure';
import { frameReference, noMeasurements, withNew } from '../../src/domain/measure/measurement';
import { numberText } from '../../src/domain/measure/quantity';
import { valueMeaning } from '../../src/domain/measure/value-meaning';
import { documentText } from '../../src/domain/report/report-document';
import { attributesOf } from '../../src/domain/study/study';
import { fill } from './fill';
import { startOrthanc } from './server';
import { measuredWords } from '../../src/texts/en/measured';

const FIGURES: readonly Figure[] = [
  {
    kind: 'length',
    points: [
      [20.5, 30],
      [50.5, 70],
    ],
  },
  {
    kind: 'cobb',
    points: [
      [10, 10],
      [60, 25],
      [10, 90],
      [60, 80],
    ],
  },
  {
    kind: 'ellipse',
    points: [
      [40, 40],
      [70, 65],
    ],
  },
];

/** An Orthanc with the main patient's imaging, asked as the viewer asks. */
const test = base.extend<{ root: string }>({
  root: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const orthanc = await startOrthanc();
      try {
        await use(orthanc.root);
      } finally {
        await orthanc.stop();
      }
    },
    { timeout: 120_000 },
  ],
});

test('measurements stored in Orthanc come back as a report with the same numbers', async ({ root }) => {
  const catalogue = await buildCatalogue({ scale: 'small', cacheDir: false });
  await fill(root, catalogue, ['aria-smith']);
  const held = catalogue.studies.find(
    ({ personId, description }) => personId === 'aria-smith' && /^CT/.test(description),
  );
  const slices = held?.series.find(({ modality }) => modality === 'CT');
  if (!held || !slices) throw new Error('the catalogue has no CT');

  const signal = new AbortController().signal;
  const address = {
    id: archiveId('orthanc'),
    name: 'Orthanc',
    root,
    credentials: 'none',
    tokens: { tokenFor: () => undefined, renewed: async () => undefined },
  } as const;
  const archive = dicomwebArchive(address);
  const uid = studyUid(held.studyInstanceUid);
  const retrieved = await archive.instancesOf(uid, seriesUid(slices.seriesInstanceUid), signal);
  if (!retrieved.ok) throw new Error(`Orthanc: ${retrieved.problem.kind}`);
  const [instance] = retrieved.value.instances;
  const frame = instance && { instance, number: 1 };
  const attributes = frame && attributesOf(frame);
  if (!instance || !frame || !attributes) throw new Error('the CT is empty');

  const values = {
    rows: 128,
    columns: 128,
    stored: Array.from({ length: 128 * 128 }, (_, at) => 900 + (at % 211)),
    modality: (stored: number) => stored - 1024,
    meaning: valueMeaning(instance, attributes),
  };
  const picture = measurableOf(frame, undefined, values);
  const made = '2026-11-22T14:02:00';
  const { all: measurements } = FIGURES.reduce(
    (list, figure) =>
      withNew(list, {
        uid: newUid(),
        frame: frameReference(frame),
        figure,
        outcome: measure(figure, picture),
        made,
      }),
    noMeasurements,
  );
  const study = { uid, modalities: ['CT'], heldBy: [archive.id], inRecord: false };
  const wanted = { measurements, study, archive: archive.id, patient: instance.person, made };
  const before = await archive.objectsOf(uid, [], signal);
  const stored = await storeMeasurements(address, wanted, measuredWords, signal);
  expect(stored).toEqual({ kind: 'saved', where: 'Orthanc' });

  const objects = await archive.objectsOf(uid, [], signal);
  if (!objects.ok || !before.ok) throw new Error('Orthanc does not say what lies beside the pictures');
  const known = new Set(before.value.reports.map(({ id }) => id));
  const added = objects.value.reports.filter(({ id }) => !known.has(id));
  expect(added).toHaveLength(1);
  const [content] = added[0]?.contents ?? [];
  const text = content?.kind === 'document' ? documentText(content.document) : '';
  const quantities = measurements.flatMap(({ outcome }) =>
    outcome.kind === 'measured' ? outcome.quantities : [],
  );
  // Length, Cobb angle, and of the ellipse area, mean, SD, least and greatest value
  expect(quantities).toHaveLength(7);
  for (const quantity of quantities)
    expect(text).toMatch(new RegExp(`(^|[^\\d.])${numberText(quantity)} ?${quantity.unit.symbol}`));
  for (const words of ['Length 1', 'Cobb angle 1', 'Ellipse 1', 'in the patient', 'as the scanner gives it'])
    expect(text).toContain(words);
});
