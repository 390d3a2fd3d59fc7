import { documentsOf } from '../../src/dicomweb/objects/encapsulated-bytes';
import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import { readInstances } from '../../src/dicom/image/instances';
import { textOf, type Dataset } from '../../src/dicom/dataset';
import { objectsRead } from '../../src/dicomweb/objects/read-objects';
import { atOnce } from '../../src/domain/steps';
import { Part10Error } from '../../src/dicom/part10/failure';
import { readPart10 } from '../../src/dicom/part10/file';
import { requestsTo } from '../../src/dicomweb/requests/request';
import { archiveId, seriesUid, studyUid } from '../../src/domain/ids';
import type { DicomPerson } from '../../src/domain/patient/patient';
import { documentText } from '../../src/domain/report/report-document';
import { fuzzed, fuzzRuns, LONGEST, MOST_HEAP } from '../fuzz/fuzz';
import { fileOf, listsIn, treeOf, type Tree } from './element-tree';
import { mutatedTree, type MutatedTree } from './mutated-tree';
import { aFile, encapsulated, imageElements, PIXELS, sequence, SYNTAX, text, words } from './part10-file';
import { filesAbsent, readReal, realFiles } from './real-files';
import { anArchive, STUDY } from './wire';

const RUNS = fuzzRuns(1500);
const TIMEOUT = 60_000 + RUNS * 10;
const requests = requestsTo(anArchive());
const STRANGER = 'STRANGER^WITHIN';

/** Everybody else whom an object names stands within its sequences, where nobody must take them for its patient. */
function withStrangers(tree: Tree): Tree {
  for (const { list, depth } of listsIn(tree)) {
    if (depth === 0) continue;
    const value = new TextEncoder().encode(`${STRANGER} `);
    list.push({ tag: '00100010', vr: 'PN', value, open: false });
  }
  return tree;
}

interface Read {
  readonly outcome: 'read' | 'refused' | 'unreadable';
  readonly people: readonly DicomPerson[];
}

/** A whole file on its way to the screen; anything but a Part10Error, or words on purpose, is thrown on. */
async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Read> {
  let dataset: Dataset;
  try {
    const file = await readPart10(bytes);
    for (let number = 1; number <= Math.min(file.frameCount, 20); number++) file.frame(number);
    ({ dataset } = file);
  } catch (error) {
    if (error instanceof Part10Error) return { outcome: 'refused', people: [] };
    throw error;
  }
  const study = studyUid(textOf(dataset, '0020000D') ?? STUDY);
  const objects = atOnce(
    objectsRead([dataset], { source: 'Salford Royal', bulk: new Map(), study }, documentsOf(requests)),
  );
  const pictures = readInstances([dataset], {
    archive: archiveId('salford'),
    bulk: new Map(),
    study,
    series: seriesUid(textOf(dataset, '0020000E') ?? ''),
  });
  for (const why of [...objects.unreadable, ...pictures.unreadable])
    if (!ON_PURPOSE.test(why)) throw new Error(`refused by a defect: ${why}`);
  for (const { contents } of objects.reports)
    for (const content of contents)
      if (content.kind === 'document' && documentText(content.document).length > bytes.length * 50 + 10_000)
        throw new Error('a document far longer than its file');
  const { reports, keyObjects, presentations } = objects;
  const people = [...reports, ...keyObjects, ...presentations, ...pictures.instances].flatMap(
    ({ person }) => person ?? [],
  );
  const outcome = reports.length + keyObjects.length + presentations.length > 0 ? 'read' : 'unreadable';
  return { outcome, people };
}

const ON_PURPOSE =
  /^(it (has no|is a|is an|belongs to)|its .* (is not a UID|cannot be read)$|-?[\d.e+]+ .* cannot be$)/;

/** Who stands at a dataset's own level */
const namesIn = (tree: Tree) =>
  tree.filter(({ tag }) => tag === '00100010').map(({ value }) => new TextDecoder().decode(value));

function checkPeople({ people }: Read, { tree, honest }: MutatedTree): void {
  // Where no length lies, the reader must see the levels as they are.
  if (honest && !namesIn(tree).some((name) => name.includes(STRANGER.slice(0, 8))))
    for (const { name } of people)
      if (name?.family === 'STRANGER') throw new Error('of somebody whom it only names');
}

async function fuzz(seeds: readonly Tree[], seed: number) {
  const next = seeded(seed);
  return fuzzed(async (run) => {
    const mutant = mutatedTree(seeds[run % seeds.length] ?? [], seeds, next);
    const syntax = next() < 0.85 ? SYNTAX.explicit : SYNTAX.implicit;
    const bytes = fileOf(mutant.tree, syntax);
    const first = await read(bytes);
    checkPeople(first, mutant);
    if (run % 50 === 0) expect(JSON.stringify(await read(bytes))).toBe(JSON.stringify(first));
    return first.outcome;
  }, RUNS);
}

describe.skipIf(filesAbsent())(`${RUNS} files with elements changed`, { timeout: TIMEOUT }, () => {
  const seedsOf = (sopClass: RegExp) =>
    realFiles()
      .filter((file) => sopClass.test(file.sopClass) && !/Deflated|Big Endian/.test(file.transferSyntax))
      // The second has no SOP Instance UID: it is refused as it is.
      .filter(({ path }) => !/\/odd\/|sr-arrow/.test(path))
      .map(readReal)
      .filter(({ byteLength }) => byteLength < 12_000)
      .map((bytes) => withStrangers(treeOf(bytes)));

  it.each([
    ['structured reports', / SR Storage$/, 1],
    ['key object selections', /^Key Object/, 2],
    ['presentation states', /Presentation State/, 3],
    ['segmentations', /^Segmentation/, 4],
  ] as const)('that are %s are read or refused, and name nobody else', async (_, sopClass, seed) => {
    // A segmentation is a picture: no reader of objects without pictures takes it.
    const usual = seed === 4 ? 'unreadable' : 'read';
    const seeds = seedsOf(sopClass);
    expect(seeds.length).toBeGreaterThan(0);
    for (const tree of seeds) expect((await read(fileOf(tree))).outcome).toBe(usual);
    const { slowest, heap, outcomes } = await fuzz(seeds, seed);
    expect(Math.min(outcomes['refused'] ?? 0, outcomes[usual] ?? 0)).toBeGreaterThan(RUNS / 100);
    expect(slowest).toBeLessThan(LONGEST);
    expect(heap).toBeLessThan(MOST_HEAP);
  });
});

describe(`${RUNS} written files with elements changed`, { timeout: TIMEOUT }, () => {
  const groups = sequence('52009230', [
    [sequence('00209113', [[text('00200032', 'DS', '1\\2\\3')]])],
    [sequence('00209113', [[text('00200032', 'DS', '1\\2\\4')]], true)],
  ]);
  const frames = { '00280008': text('00280008', 'IS', '2'), '52009230': groups };
  const japanese = { '00080005': text('00080005', 'CS', '\\ISO 2022 IR 87') };
  const files = [
    aFile([...imageElements(japanese), words('7FE00010', PIXELS)]),
    aFile([...imageElements(frames), words('7FE00010', new Uint8Array(32))]),
    aFile([...imageElements(frames), encapsulated([PIXELS, PIXELS], { offsets: [0, 24] })], SYNTAX.jpegLs),
  ];

  it('that are pictures are read or refused, and are of nobody else', async () => {
    const { slowest, heap, outcomes } = await fuzz(
      files.map((bytes) => withStrangers(treeOf(bytes))),
      5,
    );
    expect(Math.min(outcomes['refused'] ?? 0, outcomes['unreadable'] ?? 0)).toBeGreaterThan(RUNS / 100);
    expect(slowest).toBeLessThan(LONGEST);
    expect(heap).toBeLessThan(MOST_HEAP);
  });
});
