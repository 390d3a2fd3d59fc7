import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { textOf } from '../../../src/dicom/dataset';
import { readPart10 } from '../../../src/dicom/part10/file';
import { keyImageSaving } from '../../../src/dicomweb/objects/store-key-image';
import { frameReference } from '../../../src/domain/measure/measurement';
import { seriesUid } from '../../../src/domain/ids';
import type { KeyImageToSave, KeyImageToWithdraw } from '../../../src/domain/objects/key-image-to-save';
import type { KeyObject } from '../../../src/domain/objects/key-object';
import { anInstance, aStudy, personOf } from '../../fakes';
import { multipartParts } from '../store-parts';
import { anArchive, aServer, ROOT, STUDY } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const where = 'Salford Royal';
const [STATE, CHOICE] = ['1.2.840.10008.5.1.4.1.1.11.1', '1.2.840.10008.5.1.4.1.1.88.59'];

const instance = anInstance({ study: STUDY });
const wanted = (change: Partial<KeyImageToSave> = {}): KeyImageToSave => ({
  id: 'one',
  study: aStudy({ uid: STUDY }),
  archive: anArchive().id,
  frame: frameReference({ instance, number: 1 }),
  patient: personOf(),
  view: {
    modalityLut: { kind: 'rescale', slope: 1, intercept: -1024 },
    voi: { center: 40, width: 400, function: 'LINEAR' },
    inverse: false,
    rotation: 0,
    flipHorizontal: false,
    area: { topLeft: [1, 1], bottomRight: [4, 4] },
    aspect: [1, 1],
  },
  marks: [],
  made: '2026-11-22T14:02:00',
  ...change,
});

/** An archive that fails these classes with these reasons, for each request; what it was sent. */
function archive(...answers: readonly (Readonly<Record<string, number>> | Response)[]) {
  const sent: (readonly { readonly sopClass: string; readonly uid: string }[])[] = [];
  server.use(
    http.post(`${ROOT}/studies/${STUDY}`, async ({ request }) => {
      const bytes = new Uint8Array(await request.arrayBuffer());
      const parts = await multipartParts({ contentType: request.headers.get('content-type') ?? '', bytes });
      const objects = await Promise.all(
        parts.map(async (part) => {
          const { dataset } = await readPart10(new Uint8Array(part.bytes), undefined);
          return { sopClass: textOf(dataset, '00080016') ?? '', uid: textOf(dataset, '00080018') ?? '' };
        }),
      );
      sent.push(objects);
      const answer = answers[sent.length - 1] ?? {};
      if (answer instanceof Response) return answer;
      const item = ({ sopClass, uid }: (typeof objects)[number]) => ({
        '00081150': { vr: 'UI', Value: [sopClass] },
        '00081155': { vr: 'UI', Value: [uid] },
        ...(answer[sopClass] && { '00081197': { vr: 'US', Value: [answer[sopClass]] } }),
      });
      const [failed, taken] = [true, false].map((is) =>
        objects.filter(({ sopClass }) => sopClass in answer === is).map(item),
      );
      return HttpResponse.json(
        { '00081199': { vr: 'SQ', Value: taken }, '00081198': { vr: 'SQ', Value: failed } },
        { status: failed?.length === objects.length ? 409 : 202 },
      );
    }),
  );
  return sent;
}

const ME = 'https://record.example/fhir/Practitioner/7';
const saving = (user: string | undefined = ME) => {
  const told = vi.fn();
  const source = anArchive();
  return { told, ...keyImageSaving(new Map([[source.id, source]]), user, told) };
};
const classes = (sent: ReturnType<typeof archive>) =>
  sent.map((objects) => objects.map(({ sopClass }) => sopClass));

describe('a key image that is saved', () => {
  it('is two objects in one request, and told once', async () => {
    const sent = archive();
    const { save, told } = saving();
    expect(await save(wanted(), NEVER)).toEqual({ kind: 'saved', where });
    expect(classes(sent)).toEqual([[STATE, CHOICE]]);
    expect(told.mock.calls).toEqual([['key-image-saved', STUDY, where]]);
  });

  it('is one object where its view cannot be said', async () => {
    const sent = archive();
    const colour = wanted({ view: undefined });
    expect(await saving().save(colour, NEVER)).toEqual({ kind: 'saved', where });
    expect(classes(sent)).toEqual([[CHOICE]]);
  });

  it.each([
    ['view', { [CHOICE]: 0xa700 }, [CHOICE]],
    ['choice', { [STATE]: 0xa700 }, [STATE]],
    [undefined, { [STATE]: 0xa700, [CHOICE]: 0xa700 }, [STATE, CHOICE]],
  ] as const)(
    'of which the archive has taken its %s is completed by the same objects',
    async (has, refused, rest) => {
      const sent = archive(refused);
      const { save, told } = saving();
      expect(await save(wanted(), NEVER)).toEqual({
        kind: 'failed',
        problem: { kind: 'not-stored', where, why: 'it is out of space' },
        mayBeThere: false,
        ...(has && { has }),
      });
      expect(told).not.toHaveBeenCalled();
      expect(await save(wanted(), NEVER)).toEqual({ kind: 'saved', where });
      expect(classes(sent)).toEqual([[STATE, CHOICE], rest]);
      const [first, second] = sent;
      expect(second?.every((object) => first?.some(({ uid }) => uid === object.uid))).toBe(true);
      expect(told).toHaveBeenCalledOnce();
    },
  );

  it('counts as saved where the archive says that it came before, unheard', async () => {
    archive(HttpResponse.error(), { [STATE]: 0x0111, [CHOICE]: 0x0111 });
    const { save } = saving();
    expect(await save(wanted(), NEVER)).toMatchObject({ kind: 'failed', mayBeThere: true });
    expect(await save(wanted(), NEVER)).toEqual({ kind: 'saved', where });
  });

  it('may be there after an answer that was lost, whatever is heard afterwards', async () => {
    archive(HttpResponse.error(), new HttpResponse(null, { status: 403 }));
    const { save } = saving();
    await save(wanted(), NEVER);
    expect(await save(wanted(), NEVER)).toMatchObject({ problem: { kind: 'not-stored' }, mayBeThere: true });
  });

  it('is another one where it was chosen anew', async () => {
    const sent = archive();
    const { save } = saving();
    await save(wanted(), NEVER);
    await save(wanted({ id: 'two' }), NEVER);
    expect(new Set(sent.flat().map(({ uid }) => uid)).size).toBe(4);
  });

  it.each([
    [403, { kind: 'not-stored', where, why: 'this session may not store there' }, false],
    [500, { kind: 'failed', where, status: 500 }, true],
  ])('answered %i is not saved, and says so', async (status, problem, mayBeThere) => {
    archive(new HttpResponse(null, { status }));
    expect(await saving().save(wanted(), NEVER)).toEqual({ kind: 'failed', problem, mayBeThere });
  });

  it('is not sent to an archive that is not known any more', async () => {
    expect(await keyImageSaving(new Map(), ME, vi.fn()).save(wanted(), NEVER)).toMatchObject({
      problem: { kind: 'not-stored', why: 'it is not known here any more' },
    });
  });
});

describe('a key image that is withdrawn', () => {
  const keyObject = (change: Partial<KeyObject> = {}): KeyObject => ({
    ...{ id: '2.25.11', study: STUDY, series: seriesUid('2.25.12'), title: 'Of Interest' },
    ...{ inReview: true, authorId: ME, images: [] },
    ...change,
  });
  const withdrawal = (change: Partial<KeyObject> = {}): KeyImageToWithdraw => {
    const { study, archive: at, patient, made } = wanted();
    return { id: 'note', study, archive: at, patient, made, keyObject: keyObject(change) };
  };

  it.each([
    ['own', ME, {}],
    ['somebody-elses', ME, { authorId: 'https://record.example/fhir/Practitioner/8' }],
    ['somebody-elses', ME, { authorId: 'https://other.example/fhir/Practitioner/7' }],
    ['unknown', ME, { authorId: undefined }],
    ['unknown', undefined, {}],
    ['unknown', ME, { inReview: undefined }],
  ] as const)('is %s, for %s, of a document that says %j', async (whose, user, change) => {
    const sent = archive();
    const told = vi.fn();
    const source = anArchive();
    const { withdrawable, withdraw } = keyImageSaving(new Map([[source.id, source]]), user, told);
    const given = withdrawal(change as Partial<KeyObject>);
    expect(withdrawable(given.keyObject)).toBe(whose);
    const done = await withdraw(given, NEVER);
    // The code beneath the button refuses what the form does not offer.
    expect(done.kind).toBe(whose === 'own' ? 'saved' : 'failed');
    expect(classes(sent)).toEqual(whose === 'own' ? [[CHOICE]] : []);
    expect(told.mock.calls).toEqual(whose === 'own' ? [['key-image-withdrawn', STUDY, where]] : []);
  });

  it('is the same note where it is sent again', async () => {
    const sent = archive(new HttpResponse(null, { status: 500 }));
    const { withdraw } = saving();
    expect(await withdraw(withdrawal(), NEVER)).toMatchObject({ kind: 'failed' });
    expect(await withdraw(withdrawal(), NEVER)).toEqual({ kind: 'saved', where });
    expect(new Set(sent.flat().map(({ uid }) => uid)).size).toBe(1);
  });
});
