import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../../src/dicomweb/archive';
import { withKnownVrs } from '../../../src/dicom/part10/unknown-vr';
import { sequence, text, us } from '../../dicomweb/part10-file';
import type { Written } from '../../dicomweb/part10-file';
import { anArchive, anInstanceAnswer, aServer, INSTANCE, ROOT, SERIES, STUDY } from '../../dicomweb/wire';

const server = aServer();
const IMPLICIT = { explicit: false, littleEndian: true };

/** An element's value alone, as an archive that does not know it keeps it. */
const unknown = (element: Written) => ({
  vr: 'UN',
  InlineBinary: Buffer.from(element(IMPLICIT).subarray(8)).toString('base64'),
});

async function read(change: Record<string, unknown>) {
  const answer = [anInstanceAnswer(INSTANCE, change)];
  server.use(http.get(`${ROOT}/studies/${STUDY}/series/${SERIES}/metadata`, () => HttpResponse.json(answer)));
  const result = await dicomwebArchive(anArchive()).instancesOf(STUDY, SERIES, new AbortController().signal);
  if (!result.ok) throw new Error(result.problem.kind);
  return result.value;
}

describe('what an archive sends as UN, because it does not know it', () => {
  it('is read as what it is: numbers, lists, words', async () => {
    const { instances } = await read({
      '00280010': unknown(us('00280010', 4)),
      '00280011': unknown(us('00280011', 2)),
      '00280100': unknown(us('00280100', 16)),
      '00281050': unknown(text('00281050', 'DS', '40\\-600')),
      '00281051': unknown(text('00281051', 'DS', '400\\1500')),
      '00280030': unknown(text('00280030', 'DS', '0.5\\0.25')),
      '00281053': unknown(text('00281053', 'DS', '2')),
      '00281052': unknown(text('00281052', 'DS', '-1024')),
      '00200013': unknown(text('00200013', 'IS', '7')),
    });
    const [instance] = instances;
    expect(instance).toMatchObject({
      instanceNumber: 7,
      image: { rows: 4, columns: 2, bitsAllocated: 16 },
    });
    expect(instance?.frames[0]).toMatchObject({
      modalityLut: { slope: 2, intercept: -1024 },
      windows: [
        { center: 40, width: 400 },
        { center: -600, width: 1500 },
      ],
      pixelSize: { pixelSpacing: [0.5, 0.25] },
    });
  });

  it('is read in every instance of a long answer, sequences too', async () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      anInstanceAnswer(`${INSTANCE}.${at + 1}`, {
        '00080005': { vr: 'CS', Value: ['ISO_IR 100'] },
        '00100010': { vr: 'UN', InlineBinary: Buffer.from('Bäcker', 'latin1').toString('base64') },
        '52009229': {
          vr: 'SQ',
          Value: [
            {
              '00289145': unknown(
                sequence(
                  '00289145',
                  [[text('00281053', 'DS', `${at + 1}`), text('00281052', 'DS', '0')]],
                  false,
                ),
              ),
            },
          ],
        },
      }),
    );
    server.use(http.get(`${ROOT}/studies/${STUDY}/series/${SERIES}/metadata`, () => HttpResponse.json(many)));
    const result = await dicomwebArchive(anArchive()).instancesOf(
      STUDY,
      SERIES,
      new AbortController().signal,
    );
    if (!result.ok) throw new Error(result.problem.kind);
    expect(result.value.instances.map(({ frames: [first] }) => first?.modalityLut)).toMatchObject(
      many.map((_, at) => ({ slope: at + 1, intercept: 0 })),
    );
    expect(new Set(result.value.instances.map(({ person }) => person?.name?.family))).toEqual(
      new Set(['Bäcker']),
    );
  });

  it.each([true, false])(
    'is read where it is a sequence, of undefined length: %s',
    async (undefinedLength) => {
      const measures = sequence('00289110', [[text('00280030', 'DS', '0.5\\0.5')]], undefinedLength);
      const place = (z: number) =>
        sequence('00209113', [[text('00200032', 'DS', `1\\2\\${z}`)]], undefinedLength);
      const lie = sequence('00209116', [[text('00200037', 'DS', '1\\0\\0\\0\\1\\0')]], undefinedLength);
      const { instances } = await read({
        '00280008': { vr: 'IS', Value: [2] },
        '52009229': unknown(sequence('52009229', [[lie, measures]], undefinedLength)),
        '52009230': unknown(sequence('52009230', [[place(3)], [place(4)]], undefinedLength)),
      });
      expect(instances[0]?.frames.map(({ plane }) => [plane?.position, plane?.spacing])).toEqual([
        [
          [1, 2, 3],
          [0.5, 0.5],
        ],
        [
          [1, 2, 4],
          [0.5, 0.5],
        ],
      ]);
    },
  );

  it('is read within a sequence that it does know', () => {
    const inner = { '00281050': unknown(text('00281050', 'DS', '40')) };
    const dataset = { '00289132': { vr: 'SQ', Value: [inner, null] } };
    expect(withKnownVrs(dataset)).toEqual({
      '00289132': { vr: 'SQ', Value: [{ '00281050': { vr: 'DS', Value: ['40'] } }, null] },
    });
  });

  it('is read in the object’s own character set', () => {
    const dataset = {
      '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
      '00100010': unknown(text('00100010', 'PN', 'Müller^Änne')),
    };
    expect(withKnownVrs(dataset)['00100010']).toEqual({
      vr: 'PN',
      Value: [{ Alphabetic: 'Müller^Änne' }],
    });
  });

  it.each([
    ['rows', '00280010', { vr: 'UN', BulkDataURI: 'bulk/1' }, 'its rows cannot be read'],
    [
      'a modality LUT elsewhere',
      '00283000',
      { vr: 'UN', BulkDataURI: 'bulk/1' },
      'its modality LUT cannot be read',
    ],
    [
      'functional groups that break off',
      '52009229',
      { vr: 'UN', InlineBinary: Buffer.from([0xfe, 0xff, 0, 0xe0, 99, 0, 0, 0]).toString('base64') },
      'its functional groups cannot be read',
    ],
  ])('refuses the picture, and no other one, where %s cannot be read', async (_, tag, element, why) => {
    const { instances, unreadable } = await read({ [tag]: element });
    expect([instances.length, unreadable]).toEqual([0, [why]]);
  });

  it('is left alone where nobody reads it', () => {
    const dataset = { '00091001': { vr: 'UN', InlineBinary: 'AAEC' }, '00280010': { vr: 'US', Value: [4] } };
    expect(withKnownVrs(dataset)).toBe(dataset);
  });
});
