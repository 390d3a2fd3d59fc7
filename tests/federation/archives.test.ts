import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { dicomwebArchive, type DicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { archiveId, studyUid } from '../../src/domain/ids';
import { mergedStudies } from '../../src/domain/list/federation';
import { breaker } from '../../src/http/breaker';
import { sourceWords } from '../../src/ui/texts/source-words';
import { rowsOf } from '../../src/ui/list/study-rows';
import { stagedFor } from '../../src/workflow/study/staged';
import { studyListMachine } from '../../src/workflow/study-list/study-list.machine';
import {
  aFrame,
  anArchive as anAddress,
  anInstance,
  aPatient,
  aServer,
  aStudyAnswer,
  multipartBody,
  OCTETS,
  RELATED,
  SERIES,
  STUDY,
} from '../dicomweb/wire';
import type { Archive, Standing } from '../../src/domain/ports/archive';
import { holdersOf } from '../../src/workflow/study/retrieval';
import { isSameObject } from '../../src/workflow/study/same-object';
import { aPorts, aRecord, aStudy } from '../fakes';

const server = aServer();
const signal = new AbortController().signal;
const rootOf = (at: number) => `https://archive-${at}.example/dicom-web`;
const address = (at: number, more: Partial<DicomwebArchive> = {}) =>
  anAddress({ id: archiveId(`a${at}`), name: `Archive ${at}`, root: rootOf(at), timeout: 500, ...more });
const json = (value: unknown) =>
  HttpResponse.json(value as object, { headers: { 'Content-Type': 'application/dicom+json' } });
const PIXELS = multipartBody([{ headers: OCTETS, bytes: new Uint8Array(16) }]);

describe('eight archives', () => {
  /** Each answers with a study of its own, but those that are changed. */
  async function launched(count: number, ways: Readonly<Record<number, () => Response | Promise<Response>>>) {
    // Six times what a quiet machine needs for the others: who hangs is given up behind them on a busy one too.
    const archives = Array.from({ length: count }, (_, at) =>
      dicomwebArchive(address(at, { timeout: 3000 })),
    );
    for (let at = 0; at < count; at += 1)
      server.use(http.get(`${rootOf(at)}/studies`, () => ways[at]?.() ?? json([aStudyAnswer(`2.25.${at}`)])));
    const list = createActor(studyListMachine, {
      input: { ...aPorts(), archives, record: aRecord({ patient: aPatient() }) },
    });
    list.start();
    const good = count - Object.keys(ways).length;
    const { context: early } = await waitFor(list, ({ context }) => context.studies.length === good);
    return {
      list,
      open: early.sources.filter(({ answer }) => answer.kind === 'asking').map(({ name }) => name),
    };
  }

  it('are listed while one hangs, one is slow, one refuses and one is wrong, and each is said', async () => {
    let answer: (response: Response) => void = () => undefined;
    const { list, open } = await launched(8, {
      4: () => new Promise(() => undefined),
      5: () => new Promise((resolve) => (answer = resolve)),
      6: () => new HttpResponse(null, { status: 403 }),
      7: () => HttpResponse.html('<html>Sign in</html>'),
    });
    // All that the other four have is listed while nothing is known of these: they keep nobody waiting.
    expect(open).toEqual(expect.arrayContaining(['Archive 4', 'Archive 5']));
    answer(json([]));
    const { context } = await waitFor(list, (snapshot) => !snapshot.matches('asking'));
    list.stop();
    const words = context.sources.map(sourceWords);
    expect(words.slice(5)).toEqual([
      expect.stringContaining('Archive 4 did not answer in time'),
      expect.stringContaining('No imaging at Archive 5'),
      expect.stringContaining('Archive 6 does not allow you to see this'),
      expect.stringContaining('Archive 7 sent an answer that cannot be read'),
    ]);
  }, 30_000);
});

describe('an archive that fails again and again', () => {
  it('is left alone, which is said, and asked again after a pause', async () => {
    let asked = 0;
    let at = 0;
    const archive = dicomwebArchive(
      address(0, {
        retries: { repeats: 0, delay: 1, longest: 1 },
        breaker: breaker({ now: () => at, elapsed: () => at }),
      }),
    );
    server.use(
      http.get(`${rootOf(0)}/studies`, () => {
        asked += 1;
        return asked <= 3 ? new HttpResponse(null, { status: 504 }) : json([aStudyAnswer(STUDY)]);
      }),
    );
    const ask = () => archive.studiesOf(aPatient(), signal);
    for (let time = 0; time < 3; time += 1)
      expect(await ask()).toMatchObject({ ok: false, problem: { kind: 'failed' } });
    const before = asked;
    expect(await ask()).toEqual({
      ok: false,
      problem: { kind: 'resting', where: 'Archive 0', until: 15_000 },
    });
    expect(asked).toBe(before);
    at = 15_000;
    expect(await ask()).toMatchObject({ ok: true });
  });
});

describe('a frame', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ['fails', () => new HttpResponse(null, { status: 500 })],
    ['is silent', () => new Promise(() => undefined)],
    ['refuses', () => new HttpResponse(null, { status: 403 })],
    ['is fetching from its store', () => new HttpResponse(null, { status: 202 })],
  ])('comes from the other archive that holds the study where its own %s', async (_, answer) => {
    const instance = anInstance({ archive: archiveId('a0') });
    const at = (one: number) =>
      `${rootOf(one)}/studies/${STUDY}/series/${SERIES}/instances/${instance.uid}/frames/1`;
    server.use(
      http.get(at(0), answer),
      http.get(at(1), () => new HttpResponse(PIXELS, { headers: RELATED })),
    );
    const archives = [address(0, { retries: { repeats: 0, delay: 1, longest: 1 } }), address(1)];
    const frames = dicomwebFrames({
      archiveOf: (id) => archives.find((one) => one.id === id),
      alsoAt: () => [archiveId('a0'), archiveId('a1')],
    });
    expect(await frames.frame(aFrame(1, instance), 'now', signal)).toMatchObject({ ok: true });
  });
});

describe('an archive that fetches from its store', () => {
  it.each<[string, string | null, number]>([
    ['as long as it says', '30', 30_000],
    ['a while where it does not say', null, 10_000],
    ['no longer than a person would', '86400', 120_000],
  ])('is asked again after %s', async (_, header, after) => {
    server.use(
      http.get(
        `${rootOf(0)}/studies/${STUDY}/series/${SERIES}/metadata`,
        () =>
          new HttpResponse(null, { status: 202, headers: header === null ? {} : { 'Retry-After': header } }),
      ),
    );
    const answer = await dicomwebArchive(address(0)).instancesOf(STUDY, SERIES, signal);
    expect(answer).toEqual({ ok: false, problem: { kind: 'staging', where: 'Archive 0', after } });
    expect(stagedFor(answer, 0)).toBe(after);
    expect(stagedFor(answer, 60)).toBeUndefined();
  });
});

describe('one study in two archives', () => {
  const at = new Date('2026-11-21T14:02:00');
  const source = (id: string, name: string, study: Parameters<typeof aStudy>[0]) => ({
    id: archiveId(id),
    name,
    answer: {
      kind: 'answered' as const,
      at,
      shortfalls: [],
      value: { studies: [aStudy({ ...study, heldBy: [archiveId(id)] })] },
    },
  });

  it('is one row, held by both', () => {
    const [one, ...others] = mergedStudies([
      source('a', 'Salford', { instanceCount: 3 }),
      source('b', 'Wigan', { instanceCount: 5 }),
    ]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ heldBy: ['a', 'b'], instanceCount: 5 });
    expect(one?.conflictsWith).toBeUndefined();
  });

  it.each<[string, Parameters<typeof aStudy>[0], boolean]>([
    ['another day alone', { started: '2026-11-19' }, false],
    ['another kind of picture alone', { modalities: ['SR'] }, false],
    ['another day and kind', { started: '2019-02-01', modalities: ['MR'] }, true],
    ['no date', { started: undefined, modalities: ['MR'] }, false],
  ])('with %s', (_, study, isConflict) => {
    const sources = [source('a', 'Salford', {}), source('b', 'Wigan', study)];
    const studies = mergedStudies(sources);
    expect(studies).toHaveLength(1);
    expect(studies[0]?.heldBy).toEqual(isConflict ? ['a'] : ['a', 'b']);
    const [row] = rowsOf(studies, sources, { kind: 'asking' });
    expect(row?.words.missing).toBe(
      isConflict ? 'Wigan has a different study under the same number, which is not shown here' : undefined,
    );
    expect(studies[0]?.uid).toBe(studyUid('2.25.1'));
  });

  it('keeps what each says of its own copy', () => {
    const [one] = mergedStudies([
      source('a', 'Salford', { instanceCount: 3, awayAt: [archiveId('a')] }),
      source('b', 'Wigan', { instanceCount: 5 }),
    ]);
    expect(one).toMatchObject({ counts: { a: 3, b: 5 }, awayAt: ['a'] });
  });

  const standing = (id: string, more: Partial<Standing> = {}): Archive => ({
    ...dicomwebArchive(address(0, { id: archiveId(id) })),
    standing: () => ({ rests: false, wholeOnly: false, ...more }),
  });
  it.each<[string, readonly Archive[], Parameters<typeof aStudy>[0], readonly string[]]>([
    ['nothing is known', [standing('a'), standing('b')], {}, ['a', 'b']],
    ['one has only a part', [standing('a'), standing('b')], { counts: { a: 3, b: 5 } as never }, ['b', 'a']],
    ['one does not count', [standing('a'), standing('b')], { counts: { b: 5 } as never }, ['a', 'b']],
    ['one has it on tape', [standing('a'), standing('b')], { awayAt: [archiveId('a')] }, ['b', 'a']],
    [
      'one is failing, though it was quick',
      [standing('a', { rests: true, pace: 5 }), standing('b')],
      {},
      ['b', 'a'],
    ],
    [
      'one gives whole studies only',
      [standing('a', { wholeOnly: true, pace: 20 }), standing('b', { pace: 90 })],
      {},
      ['b', 'a'],
    ],
    ['one is much nearer', [standing('a', { pace: 400 }), standing('b', { pace: 40 })], {}, ['b', 'a']],
    ['both are about as near', [standing('a', { pace: 100 }), standing('b', { pace: 99 })], {}, ['a', 'b']],
    ['one was never heard', [standing('a'), standing('b', { pace: 900 })], {}, ['b', 'a']],
    [
      'the nearer has only a part',
      [standing('a', { pace: 40 }), standing('b', { pace: 400 })],
      { counts: { a: 1, b: 5 } as never },
      ['b', 'a'],
    ],
  ])('is fetched from the better one, where %s', (_, archives, study, expected) => {
    const held = aStudy({ ...study, heldBy: archives.map(({ id }) => id) });
    expect(holdersOf(held, archives).map(({ id }) => id)).toEqual(expected);
  });
});

describe('a picture that its archive does not give now', () => {
  const plain = anInstance();
  const rescaled = (intercept: number) =>
    anInstance({
      frames: plain.frames.map((frame) => ({
        ...frame,
        modalityLut: { kind: 'rescale', slope: 1, intercept },
      })),
    });

  it.each<[string, Parameters<typeof isSameObject>, boolean]>([
    ['the same', [plain, anInstance({ archive: archiveId('other') })], true],
    [
      'the same under another patient number',
      [plain, anInstance({ person: { otherIds: [], patientId: { system: 'urn:oid:2.999.1', value: '7' } } })],
      true,
    ],
    ['of another size', [plain, anInstance({ image: plain.image && { ...plain.image, rows: 7 } })], false],
    ['of another scale', [rescaled(0), rescaled(-1024)], false],
    ['with more frames', [plain, anInstance({ frames: [...plain.frames, ...plain.frames] })], false],
    ['of another kind', [plain, anInstance({ modality: 'MR' })], false],
    [
      'of another birth date',
      [
        anInstance({ person: { otherIds: [], birthDate: '1961-04-17' } }),
        anInstance({ person: { otherIds: [], birthDate: '1948-11-02' } }),
      ],
      false,
    ],
  ])('is compared before another archive’s is drawn: %s', (_, pair, expected) => {
    expect(isSameObject(...pair)).toBe(expected);
  });

  it.each<[string, boolean | undefined, object]>([
    ['the same object', true, { ok: true }],
    [
      'another under its UID',
      false,
      { ok: false, problem: { kind: 'other-content', where: 'Archive 0', other: 'Archive 1' } },
    ],
    ['nobody knows what', undefined, { ok: false, problem: { kind: 'failed' } }],
  ])('is drawn out of another that has %s', async (_, isSame, expected) => {
    server.use(
      http.get(`${rootOf(0)}/*`, () => new HttpResponse(null, { status: 500 })),
      http.get(`${rootOf(1)}/*`, () => new HttpResponse(PIXELS, { headers: RELATED })),
    );
    const frames = dicomwebFrames({
      archiveOf: (id) => [address(0), address(1)].find((each) => each.id === id),
      alsoAt: () => [archiveId('a0'), archiveId('a1')],
      isSameAt: () => Promise.resolve(isSame),
    });
    const instance = anInstance({ archive: archiveId('a0') });
    expect(await frames.frame({ ...aFrame(), instance }, 'now', signal)).toMatchObject(expected);
  });
});
