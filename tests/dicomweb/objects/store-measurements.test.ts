import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/domain/measure/figure';
import { measure } from '../../../src/domain/measure/measure';
import { frameReference, noMeasurements, withNew } from '../../../src/domain/measure/measurement';
import type { MeasurementsToSave } from '../../../src/domain/measure/measurement';
import { storeMeasurements } from '../../../src/dicomweb/objects/store-measurements';
import { measuredWords } from '../../../src/texts/en/measured';
import { anInstance, aStudy, personOf } from '../../fakes';
import { readPart10 } from '../../../src/dicom/part10/file';
import { textOf } from '../../../src/dicom/dataset';
import { multipartParts } from '../store-parts';
import { anArchive, aServer, ROOT, STUDY, tokens } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const where = 'Salford Royal';

const LENGTH: Figure = {
  kind: 'length',
  points: [
    [10, 10],
    [40, 50],
  ],
};

function wanted(figure: Figure = LENGTH): MeasurementsToSave {
  const frame = { instance: anInstance({ study: STUDY }), number: 1 };
  const outcome = measure(figure, {
    calibration: { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'detector' } },
  });
  const made = '2026-11-22T14:02:00';
  const { all } = withNew(noMeasurements, {
    uid: '2.25.7',
    frame: frameReference(frame),
    figure,
    outcome,
    made,
  });
  return {
    measurements: all,
    study: aStudy({ uid: STUDY }),
    archive: frame.instance.archive,
    patient: personOf(),
    made,
  };
}

/** An archive that answers each store with this, given the instance that it was sent. */
function archive(answer: (instance: string) => Response, code = 200) {
  const seen: { readonly request: Request; readonly instance: string }[] = [];
  server.use(
    http.post(`${ROOT}/studies/${STUDY}`, async ({ request }) => {
      const bytes = new Uint8Array(await request.clone().arrayBuffer());
      const [part] = await multipartParts({ contentType: request.headers.get('content-type') ?? '', bytes });
      const object = part && (await readPart10(new Uint8Array(part.bytes), undefined));
      const instance = (object && textOf(object.dataset, '00080018')) ?? '';
      seen.push({ request, instance });
      return code === 200 ? answer(instance) : new HttpResponse(null, { status: code });
    }),
  );
  return seen;
}
const json = (body: object, status = 200) => HttpResponse.json(body, { status });
const item = (instance: string, more: object = {}) => ({
  '00081150': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.33'] },
  '00081155': { vr: 'UI', Value: [instance] },
  ...more,
});
const took = (instance: string) => json({ '00081199': { vr: 'SQ', Value: [item(instance)] } });
const refused = (reason: number, status: number) => (instance: string) =>
  json(
    { '00081198': { vr: 'SQ', Value: [item(instance, { '00081197': { vr: 'US', Value: [reason] } })] } },
    status,
  );

describe('measurements that are stored', () => {
  it('go to the study as one DICOM file, with the token of the archive', async () => {
    const seen = archive(took);
    const source = anArchive({ credentials: 'ehr-token', tokens: tokens('secret') });
    const result = await storeMeasurements(source, wanted(), measuredWords, NEVER);
    expect(result).toEqual({ kind: 'saved', where });
    expect(seen[0]?.instance).toMatch(/^2\.25\.\d+$/);
    expect(seen[0]?.request.headers.get('authorization')).toBe('Bearer secret');
    expect(seen[0]?.request.headers.get('accept')).toBe('application/dicom+json');
  });

  it.each([
    [0xa700, 409, 'it is out of space'],
    [0x0122, 409, 'it takes no objects of this kind'],
    [0xc000, 202, 'it cannot understand the object'],
    [0x0110, 200, 'a failure in processing (0110)'],
  ])(
    'are not stored where the archive fails them with %i, whatever the status (%i)',
    async (reason, code, why) => {
      archive(refused(reason, code));
      const result = await storeMeasurements(anArchive(), wanted(), measuredWords, NEVER);
      expect(result).toEqual({
        kind: 'failed',
        problem: { kind: 'not-stored', where, why },
        mayBeThere: false,
      });
    },
  );

  it('are neither stored nor not stored where the archive names another object', async () => {
    archive(() => took('1.2.3'));
    expect(await storeMeasurements(anArchive(), wanted(), measuredWords, NEVER)).toMatchObject({
      problem: { kind: 'malformed', what: 'no word of what it was sent' },
      mayBeThere: true,
    });
  });

  it('are not stored where the archive says that nothing is, and not why', async () => {
    archive(() => took('1.2.3'), 409);
    expect(await storeMeasurements(anArchive(), wanted(), measuredWords, NEVER)).toMatchObject({
      problem: { kind: 'not-stored', why: 'it gave no reason' },
      mayBeThere: false,
    });
  });

  it('may be there after an answer that was lost, whatever is heard afterwards', async () => {
    const same = wanted();
    archive(took, 500);
    const lost = await storeMeasurements(anArchive(), same, measuredWords, NEVER);
    archive(took, 403);
    const refusal = await storeMeasurements(anArchive(), same, measuredWords, NEVER);
    expect([lost, refusal]).toMatchObject([{ mayBeThere: true }, { mayBeThere: true }]);
  });

  it('are the same document when they are sent again after an answer was lost, and another once one of them is another', async () => {
    const same = wanted();
    const seen = archive(took, 500);
    await storeMeasurements(anArchive(), same, measuredWords, NEVER);
    await storeMeasurements(anArchive(), same, measuredWords, NEVER);
    const [first] = same.measurements;
    if (!first) throw new Error('nothing was measured');
    const moved = { ...same, measurements: [{ ...first }] };
    await storeMeasurements(anArchive(), moved, measuredWords, NEVER);
    const [one, again, other] = seen.map(({ instance }) => instance);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each([
    [403, { kind: 'not-stored', where, why: 'this session may not store there' }, false],
    [401, { kind: 'unauthorised', where }, false],
    [500, { kind: 'failed', where, status: 500 }, true],
    [408, { kind: 'failed', where, status: 408 }, true],
    [415, { kind: 'failed', where, status: 415 }, false],
  ])('answered %i are a problem that says so', async (code, problem, mayBeThere) => {
    archive(took, code);
    expect(await storeMeasurements(anArchive(), wanted(), measuredWords, NEVER)).toEqual({
      kind: 'failed',
      problem,
      mayBeThere,
    });
  });

  it('are sent again after 503, and not without end', async () => {
    const seen = archive(took, 503);
    expect(await storeMeasurements(anArchive(), wanted(), measuredWords, NEVER)).toMatchObject({
      problem: { kind: 'busy' },
    });
    expect(seen).toHaveLength(3);
  });

  it('are not sent where there is no number', async () => {
    const point = wanted({
      kind: 'length',
      points: [
        [1, 1],
        [1, 1],
      ],
    });
    expect(await storeMeasurements(anArchive(), point, measuredWords, NEVER)).toMatchObject({
      problem: { kind: 'not-stored', why: 'there is no number to store' },
    });
  });
});
