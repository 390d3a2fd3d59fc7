import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http, HttpResponse, passthrough } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { requestsTo } from '../../src/dicomweb/requests/request';
import { wholeStudies, type WholeStudiesLimits } from '../../src/dicomweb/whole-studies/whole-studies';
import { seriesUid } from '../../src/domain/ids';
import type { Instance } from '../../src/domain/study/study';
import {
  aFile,
  encapsulated,
  imageElements,
  PIXELS,
  SYNTAX,
  text,
  us,
  words,
  type Written,
} from './part10-file';
import {
  aFrame,
  anArchive,
  anInstance,
  anInstanceAnswer,
  aServer,
  concat,
  hangingAfter,
  INSTANCE,
  multipartBody,
  OCTETS,
  RELATED,
  ROOT,
  SERIES,
  STUDY,
} from './wire';

const server = aServer();
const NEVER = new AbortController().signal;
const OTHER_SERIES = seriesUid(`${STUDY}.2`);
const where = 'Salford Royal';
const OBJECTS = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=BOUNDARY' };
const NOTE = 'whole-study';

const uid = (at: number) => `${SERIES}.${at}`;
const picture = (at: number) => PIXELS.map((byte) => (byte + at) & 0xff);

/** The file of an instance, each with pixels of its own */
const file = (at: number, change: Record<string, Written> = {}) =>
  aFile([
    ...imageElements({
      '00080018': text('00080018', 'UI', uid(at)),
      '00200013': text('00200013', 'IS', String(at)),
      ...change,
    }),
    words('7FE00010', picture(at)),
  ]);
const inOtherSeries = { '0020000E': text('0020000E', 'UI', OTHER_SERIES) };

const multipart = (files: readonly Uint8Array[], end?: string) =>
  multipartBody(
    files.map((bytes) => ({ headers: { 'Content-Type': 'application/dicom' }, bytes })),
    'BOUNDARY',
    end,
  );

type Places = Readonly<Record<string, () => Response>>;
const objects =
  (...files: readonly Uint8Array[]) =>
  () =>
    new HttpResponse(multipart(files), { headers: OBJECTS });

/** An archive that answers below these paths, and refuses everything else; gives what it was asked for. */
function serving(places: Places, status = 404): string[] {
  const asked: string[] = [];
  server.use(
    http.get(`${ROOT}/*`, ({ request }) => {
      const path = new URL(request.url).pathname.replace('/dicom-web/', '');
      const named = path
        .replace(STUDY, 'A')
        .replace(`${SERIES}.`, 'I')
        .replace(SERIES, 'S')
        .replace(OTHER_SERIES, 'T');
      asked.push(named);
      return places[named]?.() ?? new HttpResponse(null, { status });
    }),
  );
  return asked;
}

function aViewer(limits: WholeStudiesLimits = { linger: 0 }, timeout = 200) {
  const address = anArchive({ timeout });
  const whole = wholeStudies(limits);
  const archive = dicomwebArchive({ ...address, wholeStudies: whole });
  const frames = dicomwebFrames({ archiveOf: () => address, wholeStudies: whole });
  return {
    whole,
    archive,
    frames,
    instances: (series = SERIES) => archive.instancesOf(STUDY, series, NEVER),
    frame: (instance: Instance, number = 1, signal = NEVER) =>
      frames.frame(aFrame(number, instance), 'stack', signal),
  };
}

const named = (at: number, change: Partial<Instance> = {}) =>
  anInstance({ uid: uid(at) as Instance['uid'], ...change });

describe('an archive that sends whole studies only', () => {
  it.each([404, 405, 406, 501])('gives a series out of its study, and says so (%i)', async (status) => {
    const asked = serving({ 'studies/A': objects(file(1), file(2), file(3, inOtherSeries)) }, status);
    const { instances } = aViewer();
    expect(await instances()).toMatchObject({
      ok: true,
      value: {
        instances: [
          {
            isOfFile: true,
            uid: uid(1),
            image: { rows: 4, columns: 2, bitsStored: 12, transferSyntax: SYNTAX.explicit },
          },
          { uid: uid(2), instanceNumber: 2, person: { patientId: { value: '9434765919' } } },
        ],
        unreadable: [],
        note: NOTE,
      },
    });
    // Where the refusal may be of its form, a question is put in others too.
    expect([...new Set(asked)]).toEqual([
      'studies/A/series/S/metadata',
      'studies/A/metadata',
      'studies/A/series/S',
      'studies/A',
    ]);
  });

  it('is asked for the study in the one form that is guaranteed, unquoted', async () => {
    const seen: (string | null)[] = [];
    serving({});
    server.use(
      http.get(`${ROOT}/studies/${STUDY}`, ({ request }) => {
        seen.push(request.headers.get('accept'));
        return objects(file(1))();
      }),
    );
    await aViewer().instances();
    expect(seen).toEqual(['multipart/related; type=application/dicom; transfer-syntax=*']);
  });

  it('is asked for nothing more when frames and another series are wanted', async () => {
    const asked = serving({ 'studies/A': objects(file(1), file(2), file(3, inOtherSeries)) });
    const { instances, frame } = aViewer();
    const series = await instances();
    const before = asked.length;
    const pictures = await Promise.all((series.ok ? series.value.instances : []).map((one) => frame(one)));
    expect(pictures).toEqual(
      [1, 2].map((at) => ({ ok: true, value: { bytes: picture(at), transferSyntax: SYNTAX.explicit } })),
    );
    expect(await instances(OTHER_SERIES)).toMatchObject({
      value: { instances: [{ uid: uid(3) }], note: NOTE },
    });
    expect(asked.length).toBe(before);
  });

  it('gives each who asks for a frame bytes of their own', async () => {
    serving({ 'studies/A': objects(file(1)) });
    const { instances, frame } = aViewer();
    await instances();
    const first = await frame(named(1));
    if (first.ok) structuredClone(first.value.bytes, { transfer: [first.value.bytes.buffer] });
    expect(await frame(named(1))).toMatchObject({ ok: true, value: { bytes: picture(1) } });
  });

  it('is remembered: the next study is asked for at once', async () => {
    const asked = serving({ 'studies/A': objects(file(1)) });
    const { instances, whole } = aViewer();
    await instances();
    whole.forget();
    asked.length = 0;
    expect(await instances()).toMatchObject({ value: { instances: [{ uid: uid(1) }], note: NOTE } });
    expect(asked).toEqual(['studies/A']);
  });

  it('is asked once, however many want something of the study', async () => {
    const asked = serving({ 'studies/A': objects(file(1), file(3, inOtherSeries)) });
    const { instances, archive } = aViewer();
    const all = await Promise.all([instances(), instances(OTHER_SERIES), archive.seriesOf(STUDY, NEVER)]);
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(asked.filter((path) => path === 'studies/A')).toHaveLength(1);
  });

  it('gives the list of series out of the study too', async () => {
    serving({ 'studies/A': objects(file(1), file(2), file(3, inOtherSeries)) });
    expect(await aViewer().archive.seriesOf(STUDY, NEVER)).toMatchObject({
      value: {
        value: [
          { uid: SERIES, modality: 'CT', description: 'Thorax', instanceCount: 2 },
          { uid: OTHER_SERIES, instanceCount: 1 },
        ],
      },
    });
  });

  it('may send a single object without multipart', async () => {
    serving({
      'studies/A': () => new HttpResponse(file(1), { headers: { 'Content-Type': 'application/dicom' } }),
    });
    expect(await aViewer().instances()).toMatchObject({ value: { instances: [{ uid: uid(1) }] } });
  });

  it.each([
    ['by its status', { status: 206, headers: OBJECTS }],
    ['by a warning', { headers: { ...OBJECTS, Warning: '299 x "Some instances could not be retrieved"' } }],
  ])('is known not to be all where the archive says so %s', async (_, init) => {
    serving({ 'studies/A': () => new HttpResponse(multipart([file(1)]), init) });
    const { instances, archive } = aViewer();
    expect(await instances()).toMatchObject({ value: { instances: [{ uid: uid(1) }], incomplete: true } });
    expect(await archive.seriesOf(STUDY, NEVER)).toMatchObject({
      value: { shortfalls: [{ kind: 'source-says-incomplete' }] },
    });
  });

  it('loses one unreadable object, which every series counts, and no other', async () => {
    const elsewhere = file(4, { '0020000D': text('0020000D', 'UI', '1.2.3') });
    serving({ 'studies/A': objects(file(1), file(2).slice(0, 190), file(3, inOtherSeries), elsewhere) });
    const { instances } = aViewer();
    const unreadable = ['it cannot be read: truncated', 'it belongs to another study'];
    expect(await instances()).toMatchObject({ value: { instances: [{ uid: uid(1) }], unreadable } });
    expect(await instances(OTHER_SERIES)).toMatchObject({
      value: { instances: [{ uid: uid(3) }], unreadable },
    });
  });

  const NAMELESS = 'it has no Series Instance UID';
  const nameless = (at: number) => file(at, { '0020000E': text('0020000E', 'UI', '') });

  it('counts an object that names no series for each of them, and for the list', async () => {
    serving({ 'studies/A': objects(file(1), nameless(2), file(3, inOtherSeries)) });
    const { instances, archive } = aViewer();
    for (const [series, at] of [
      [SERIES, 1],
      [OTHER_SERIES, 3],
    ] as const)
      expect(await instances(series)).toMatchObject({
        value: { instances: [{ uid: uid(at) }], unreadable: [NAMELESS] },
      });
    expect(await archive.seriesOf(STUDY, NEVER)).toMatchObject({
      value: { shortfalls: [{ kind: 'unreadable', count: 1 }] },
    });
  });

  it('counts metadata that name no series, too, where only the whole study has some', async () => {
    const answers = [anInstanceAnswer(uid(1)), { ...anInstanceAnswer(uid(2)), '0020000E': { vr: 'UI' } }];
    serving({
      'studies/A/metadata': () =>
        new HttpResponse(JSON.stringify(answers), { headers: { 'Content-Type': 'application/dicom+json' } }),
    });
    expect(await aViewer().instances()).toMatchObject({
      value: { instances: [{ uid: uid(1) }], unreadable: [NAMELESS] },
    });
  });

  it('fails for one frame that is cut off, and gives the others', async () => {
    serving({ 'studies/A': objects(file(1), file(2).slice(0, -2)) });
    const { instances, frame } = aViewer();
    await instances();
    expect(await frame(named(1))).toMatchObject({ ok: true });
    expect(await frame(named(2))).toEqual({
      ok: false,
      problem: { kind: 'malformed', where, what: 'a DICOM object: truncated' },
    });
  });

  it.each([
    [
      'breaks off',
      () => new HttpResponse(multipart([file(1), file(2)]).slice(0, -100), { headers: OBJECTS }),
      'malformed',
    ],
    [
      'is a page',
      () => new HttpResponse('<html>', { headers: { 'Content-Type': 'text/html' } }),
      'malformed',
    ],
    ['is empty', () => new HttpResponse(null, { status: 204 }), 'not-found'],
    ['is refused', () => new HttpResponse(null, { status: 403 }), 'forbidden'],
    [
      'falls silent',
      () => new HttpResponse(hangingAfter(multipart([file(1)]).slice(0, 50)), { headers: OBJECTS }),
      'timed-out',
    ],
  ])('is a problem, not half a series, where the study %s', async (_, answer, kind) => {
    serving({ 'studies/A': answer });
    expect(await aViewer().instances()).toMatchObject({ ok: false, problem: { kind } });
  });

  it('is asked again after a failure', async () => {
    let fails = true;
    serving({ 'studies/A': () => (fails ? new HttpResponse(null, { status: 500 }) : objects(file(1))()) });
    const { instances } = aViewer();
    expect(await instances()).toMatchObject({ problem: { kind: 'failed' } });
    fails = false;
    expect(await instances()).toMatchObject({ ok: true });
  });
});

describe('the memory for whole studies', () => {
  const size = file(1).byteLength;

  it.each([
    ['by what it says', { 'Content-Length': String(10 * size) }],
    ['by what it sends', {}],
  ])('refuses a study that is too large, %s', async (_, headers) => {
    serving({
      'studies/A': () =>
        new HttpResponse(multipart([file(1), file(2), file(3)]), { headers: { ...OBJECTS, ...headers } }),
    });
    expect(await aViewer({ ceiling: 2 * size, linger: 0 }).instances()).toMatchObject({
      problem: { kind: 'impossible-size' },
    });
  });

  it('lets the study go that was least recently used', async () => {
    const asked = serving({
      'studies/A': objects(file(1)),
      'studies/B': objects(file(1, { '0020000D': text('0020000D', 'UI', 'B') })),
    });
    const { whole, archive } = aViewer({ ceiling: size * 1.9, linger: 0 });
    expect(await archive.instancesOf(STUDY, SERIES, NEVER)).toMatchObject({ ok: true });
    expect(whole.known(anArchive().id, [STUDY])?.size()).toBe(size);
    expect(await whole.retrieve(requestsTo(anArchive()), ['B'], NEVER)).toMatchObject({ ok: true });
    expect(whole.known(anArchive().id, [STUDY])).toBeUndefined();
    expect(whole.known(anArchive().id, ['B'])?.size()).toBeGreaterThan(0);
    expect(asked.at(-1)).toBe('studies/B');
  });

  it('stops the request, and frees what came of it, when the last who waits gives up', async () => {
    // Over a real socket: whether the archive is spared the rest cannot be seen otherwise.
    let closed: (() => void) | undefined;
    const cancelled = new Promise<void>((resolve) => (closed = resolve));
    const archive = createServer((_, response) => {
      response.on('close', () => closed?.());
      response.writeHead(200, OBJECTS);
      response.write(multipart([file(1), file(2)]).slice(0, -30));
    });
    await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
    const { port } = archive.address() as AddressInfo;
    server.use(http.all(`http://127.0.0.1:${port}/*`, () => passthrough()));
    const whole = wholeStudies({ linger: 0 });
    const requests = requestsTo(anArchive({ root: `http://127.0.0.1:${port}/`, timeout: 5000 }));
    const stop = new AbortController();
    const gone = expect(whole.retrieve(requests, [STUDY], stop.signal)).rejects.toThrow('left');
    await expect.poll(() => whole.known(anArchive().id, [STUDY])?.received.objects.size).toBe(1);
    stop.abort(new Error('left'));
    await gone;
    await cancelled;
    expect(whole.known(anArchive().id, [STUDY])).toBeUndefined();
    archive.close();
  });

  it('goes on for who asks for another series at once', async () => {
    let send: (() => void) | undefined;
    const asked = serving({
      'studies/A': () =>
        new HttpResponse(
          new ReadableStream<Uint8Array>({
            start: (controller) => {
              send = () => {
                controller.enqueue(multipart([file(1), file(3, inOtherSeries)]));
                controller.close();
              };
            },
          }),
          { headers: OBJECTS },
        ),
    });
    const { archive, instances } = aViewer({ linger: 10_000 }, 5000);
    const stop = new AbortController();
    const answer = archive.instancesOf(STUDY, SERIES, stop.signal).catch(() => 'stopped');
    await expect.poll(() => send).toBeDefined();
    stop.abort();
    expect(await answer).toBe('stopped');
    const other = instances(OTHER_SERIES);
    send?.();
    expect(await other).toMatchObject({ value: { instances: [{ uid: uid(3) }] } });
    expect(asked.filter((path) => path === 'studies/A')).toHaveLength(1);
  });
});

describe('an archive that leaves attributes out of its metadata', () => {
  const bare = (at: number) => ({ ...anInstanceAnswer(uid(at)), '00280101': { vr: 'US' } });
  const serve = (count: number, places: Places) =>
    serving({
      'studies/A/series/S/metadata': () =>
        new HttpResponse(JSON.stringify(Array.from({ length: count }, (_, at) => bare(at + 1))), {
          headers: { 'Content-Type': 'application/dicom+json' },
        }),
      ...places,
    });
  const bitsOf = async (archive: ReturnType<typeof aViewer>) => {
    const answer = await archive.instances();
    return answer.ok ? answer.value.instances.map(({ image }) => image?.bitsStored) : answer.problem;
  };
  const place = (at: number) => `studies/A/series/S/instances/I${at}`;
  const own = (...numbers: readonly number[]): Places =>
    Object.fromEntries(
      numbers.map((at) => [place(at), objects(file(at, { '00280101': us('00280101', 12) }))]),
    );
  const series = { 'studies/A/series/S': objects() };

  it('has them taken from the objects, and one that does not come costs itself alone', async () => {
    serve(12, { ...own(1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12), ...series });
    // Sixteen is what Bits Allocated leaves where nobody says it.
    expect(await bitsOf(aViewer())).toEqual([12, 12, 16, ...Array<number>(9).fill(12)]);
  });

  it('that gives no objects is not asked for each of them', async () => {
    const asked = serve(60, { 'studies/A': objects() });
    expect(await bitsOf(aViewer())).toEqual(Array(60).fill(16));
    expect(asked.length).toBeLessThan(20);
  });

  it('and is silent after that, is waited for once', async () => {
    const asked = serve(60, {
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [
          place(at + 1),
          () => new HttpResponse(hangingAfter(new Uint8Array()), { headers: OBJECTS }),
        ]),
      ),
    });
    expect(await bitsOf(aViewer())).toEqual(Array(60).fill(16));
    expect(asked.length).toBeLessThan(20);
  });
});

describe('an archive that has metadata, but no frames', () => {
  const metadata = () =>
    new HttpResponse(JSON.stringify([1, 2].map((at) => anInstanceAnswer(uid(at)))), {
      headers: { 'Content-Type': 'application/dicom+json' },
    });
  const series = { 'studies/A/series/S/metadata': metadata };

  it.each([
    ['the instance', { 'studies/A/series/S/instances/I1': objects(file(1)) }],
    ['the series', { 'studies/A/series/S': objects(file(1), file(2)) }],
    ['the study', { 'studies/A': objects(file(1), file(2)) }],
  ])('gives a frame out of %s', async (_, places) => {
    const asked = serving({ ...series, ...places });
    const { frame } = aViewer();
    const expected = { ok: true, value: { bytes: picture(1), transferSyntax: SYNTAX.explicit } };
    expect(await frame(named(1))).toEqual(expected);
    expect(asked[0]).toBe('studies/A/series/S/instances/I1/frames/1');
    expect(asked.at(-1)).toBe(Object.keys(places)[0]);
  });

  it('is asked for the next instance at once, and says so where only the study comes', async () => {
    const asked = serving({ ...series, 'studies/A': objects(file(1), file(2)) });
    const { frame, instances, whole } = aViewer();
    const before = await instances();
    expect(before.ok && before.value.note).toBeUndefined();
    await frame(named(1));
    whole.forget();
    asked.length = 0;
    expect(await frame(named(2))).toMatchObject({ ok: true, value: { bytes: picture(2) } });
    expect(asked).toEqual(['studies/A']);
    expect(await instances()).toMatchObject({ value: { note: NOTE } });
  });

  it('gives a frame as soon as its object arrives, while the study still comes', async () => {
    serving({
      ...series,
      'studies/A': () =>
        new HttpResponse(hangingAfter(multipart([file(1), file(2)]).slice(0, -30)), { headers: OBJECTS }),
    });
    const { frame } = aViewer();
    expect(await frame(named(1))).toMatchObject({ ok: true, value: { bytes: picture(1) } });
    expect(await frame(named(2))).toMatchObject({ problem: { kind: 'timed-out' } });
  });

  it('is not asked for more than the frame once it has given one: not found then means not found', async () => {
    const frames = () =>
      new HttpResponse(multipartBody([{ headers: OCTETS, bytes: picture(1) }]), { headers: RELATED });
    const asked = serving({
      ...series,
      'studies/A/series/S/instances/I1/frames/1': frames,
      'studies/A': objects(file(2)),
    });
    const { frame } = aViewer();
    await frame(named(1));
    asked.length = 0;
    expect(await frame(named(2))).toEqual({ ok: false, problem: { kind: 'not-found', where } });
    expect(asked).toEqual(['studies/A/series/S/instances/I2/frames/1']);
  });

  it('gives the frames of a compressed multi-frame object', async () => {
    const frame = (at: number) => Uint8Array.of(0xff, 0xd8, 0xff, 0xf7, at, 0xff, 0xd9, 0);
    const object = aFile(
      [
        ...imageElements({ '00280008': text('00280008', 'IS', '9') }),
        encapsulated([1, 2, 3, 4, 5, 6, 7, 8, 9].map(frame)),
      ],
      SYNTAX.jpegLs,
    );
    const asked = serving({ [`studies/A/series/S/instances/I1`]: objects(object) });
    const instance = anInstance({}, 9);
    const viewer = aViewer();
    const pictures = await Promise.all(instance.frames.map((_, at) => viewer.frame(instance, at + 1)));
    expect(pictures).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => ({
        ok: true,
        value: { bytes: frame(at), transferSyntax: SYNTAX.jpegLs },
      })),
    );
    expect(asked.filter((path) => path.endsWith('/I1'))).toHaveLength(1);
  });

  it.each([
    [
      'somebody else’s',
      { '00100020': text('00100020', 'LO', '9999999999') },
      { kind: 'different-person', differs: ['identifier'] },
    ],
    ['of another series', inOtherSeries, { kind: 'malformed', where, what: 'an object of another series' }],
    ['of another size', { '00280010': us('00280010', 2) }, { kind: 'impossible-size' }],
  ])('shows no picture of an object that is %s', async (_, change, problem) => {
    serving({ 'studies/A/series/S/instances/I1': objects(file(1, change)) });
    const person = { otherIds: [], patientId: { value: '9434765919' } };
    expect(await aViewer().frame(named(1, { person }))).toMatchObject({ ok: false, problem });
  });

  it.each([
    ['written with spaces', '943 476 5919'],
    ['written with hyphens', '943-476-5919'],
  ])('shows the picture of an object whose NHS number is %s', async (_, id) => {
    serving({
      'studies/A/series/S/instances/I1': objects(file(1, { '00100020': text('00100020', 'LO', id) })),
    });
    const patientId = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' };
    const person = { otherIds: [], patientId };
    expect(await aViewer().frame(named(1, { person }))).toMatchObject({ ok: true });
  });

  it('takes nothing for a picture when everything is refused', async () => {
    serving({}, 501);
    expect(await aViewer().frame(named(1))).toEqual({
      ok: false,
      problem: { kind: 'failed', where, status: 501 },
    });
  });

  it('keeps nothing of a stopped frame', async () => {
    serving({
      'studies/A/series/S/instances/I1': () =>
        new HttpResponse(hangingAfter(concat([])), { headers: OBJECTS }),
    });
    const { frame, whole } = aViewer({ linger: 0 }, 5000);
    const stop = new AbortController();
    const answer = expect(
      frame(anInstance({ uid: uid(1) as typeof INSTANCE }), 1, stop.signal),
    ).rejects.toThrow('left');
    await expect.poll(() => whole.known(anArchive().id, [STUDY, SERIES, uid(1)])).toBeDefined();
    stop.abort(new Error('left'));
    await answer;
    await expect.poll(() => whole.known(anArchive().id, [STUDY, SERIES, uid(1)])).toBeUndefined();
  });
});
