import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { seriesUid, studyUid } from '../../src/domain/ids';
import type { Instance } from '../../src/domain/study/study';
import { absent, staticArchive } from './static-archive';
import { anArchive, aPatient, aServer } from './wire';

const NEVER = new AbortController().signal;
const MRN = 'https://trees.example/mrn';
const address = anArchive({ identifierSystem: MRN, timeout: 20_000 });
const archive = dicomwebArchive(address);
const frames = dicomwebFrames({ archiveOf: () => address });

const FLAIR = [
  '1.2.826.0.13854362241694438965858641723883466450351448',
  '1.2.826.0.13251432571622157432418024103657242430176808',
] as const;
const THORAX = [
  '1.3.46.670589.30.1.3.1.1625260923.1632320482484.1',
  '1.3.46.670589.30.1.3.1.1625260923.1632320560703.1',
] as const;
const SLIDE = [
  '1.2.276.1.74.1.2.132733202464108492637644434464108492',
  '2.16.840.1.113883.3.8467.132733202477512857637644434477512857',
] as const;

async function instancesOf([study, series]: readonly [string, string]): Promise<readonly Instance[]> {
  const answer = await archive.instancesOf(studyUid(study), seriesUid(series), NEVER);
  if (!answer.ok) throw new Error(answer.problem.kind);
  expect(answer.value.unreadable).toEqual([]);
  return answer.value.instances;
}

describe.skipIf(absent())('real DICOMweb trees', () => {
  const server = aServer();
  const served = () => server.use(...staticArchive);

  it.each([
    [
      'TG18-2002',
      '2.16.124.113543.6004.101.103.20021117.162333.1',
      '2002-11-17T16:23:33',
      ['OT'],
      6,
      25,
      'Luminance 1K',
      { family: 'AAPM', given: ['Test', 'Patterns'] },
    ],
    [
      '20210922-01-0001',
      THORAX[0],
      '2021-09-22T16:21:50',
      ['DX'],
      1,
      1,
      'Thorax (kl.)',
      { family: 'Test', given: ['Röntgen'] },
    ],
    [
      '642341',
      '1.3.76.13.65829.2.20130125082826.1072139.2',
      '2013-01-25T10:59:19',
      ['ECG'],
      1,
      1,
      'ECG',
      { family: 'Anonymous', given: [] },
    ],
    [
      '716713622818558421526494572171041020891020924597',
      FLAIR[0],
      '2018-03-03T01:01:00',
      ['DOC', 'MR'],
      2,
      37,
      'WMHI',
      { family: 'Dummy', given: [] },
    ],
  ])(
    'list the study of %s',
    async (value, uid, started, modalities, seriesCount, instanceCount, description, name) => {
      served();
      const answer = await archive.studiesOf(aPatient({ identifiers: [{ system: MRN, value }] }), NEVER);
      expect(answer).toMatchObject({
        value: {
          shortfalls: [],
          value: [
            {
              uid,
              started,
              modalities,
              seriesCount,
              instanceCount,
              description,
              person: { name, patientId: { system: MRN, value } },
            },
          ],
        },
      });
      expect(answer.ok && answer.value.value).toHaveLength(1);
      const series = await archive.seriesOf(studyUid(uid), NEVER);
      expect(series.ok && series.value.value).toHaveLength(seriesCount);
      expect(series.ok && series.value.value.reduce((sum, one) => sum + (one.instanceCount ?? 0), 0)).toBe(
        instanceCount,
      );
    },
  );

  it('give the 36 slices of the head with planes, windows and JPEG-LS', async () => {
    served();
    const slices = await instancesOf(FLAIR);
    expect(slices).toHaveLength(36);
    expect(slices.every(({ image }) => image?.rows === 256 && image.columns === 232 && image.signed)).toBe(
      true,
    );
    expect(slices.every(({ image }) => image?.transferSyntax === '1.2.840.10008.1.2.4.80')).toBe(true);
    expect(slices[0]?.frames[0]).toMatchObject({
      plane: { position: [-115.313, -141.488, 50.2718], spacing: [1, 1], thickness: 3 },
      windows: [{ center: 269, width: 538 }],
      modalityLut: { kind: 'rescale', slope: 1, intercept: 0, type: 'US' },
      inverse: false,
    });
    expect(new Set(slices.map(({ frames: [frame] }) => frame?.plane?.position.join())).size).toBe(36);
  });

  it('give every one of their pictures whole', async () => {
    served();
    const slices = await instancesOf(FLAIR);
    const pictures = await Promise.all(
      slices.map((instance) => frames.frame({ instance, number: 1 }, 'stack', NEVER)),
    );
    for (const picture of pictures) {
      expect(picture).toMatchObject({ ok: true, value: { transferSyntax: '1.2.840.10008.1.2.4.80' } });
      // JPEG-LS begins with SOI and ends with EOI.
      const bytes = picture.ok ? picture.value.bytes : new Uint8Array();
      expect([bytes[0], bytes[1], ...bytes.slice(bytes.at(-1) === 0 ? -3 : -2).slice(0, 2)]).toEqual([
        0xff, 0xd8, 0xff, 0xd9,
      ]);
    }
  });

  it('give the chest in HTJ2K, with no plane and an orientation that says nothing', async () => {
    served();
    const [chest] = await instancesOf(THORAX);
    expect(chest).toMatchObject({ modality: 'DX', image: { rows: 1511, columns: 1692, bitsStored: 12 } });
    expect(chest?.frames[0]).toMatchObject({ windows: [{ center: 2047, width: 4095 }] });
    expect(
      chest?.frames[0]?.plane ?? chest?.frames[0]?.patientOrientation ?? chest?.image?.lossy,
    ).toBeUndefined();
    const picture = chest && (await frames.frame({ instance: chest, number: 1 }, 'now', NEVER));
    expect(picture).toMatchObject({ ok: true, value: { transferSyntax: '1.2.840.10008.1.2.4.202' } });
    expect(picture?.ok && [...picture.value.bytes.subarray(0, 2)]).toEqual([0xff, 0x4f]);
  });

  it('give seven levels of a slide, lossy, a frame each', async () => {
    served();
    const levels = await instancesOf(SLIDE);
    expect(levels.map((level) => level.frames.length)).toEqual([1551, 408, 108, 30, 9, 4, 1]);
    expect(
      levels.every(({ image }) => image?.lossy?.ratio === 10 && image.photometric === 'YBR_FULL_422'),
    ).toBe(true);
    const level = levels[3];
    const pictures = await Promise.all(
      level?.frames.map((_, at) => frames.frame({ instance: level, number: at + 1 }, 'stack', NEVER)) ?? [],
    );
    // The tree has no lists of frames (404), so that each was asked for by itself in the end.
    expect(pictures.map((picture) => picture.ok && picture.value.transferSyntax)).toEqual(
      new Array(30).fill('1.2.840.10008.1.2.4.50'),
    );
  });

  it('give objects without pictures as what they are', async () => {
    served();
    const [pdf] = await instancesOf([
      FLAIR[0],
      '1.2.826.0.1.3680043.8.498.12922197173025695370821667732613712885',
    ]);
    expect(pdf).toMatchObject({ sopClass: '1.2.840.10008.5.1.4.1.1.104.1', image: undefined, frames: [] });
    const [ecg] = await instancesOf([
      '1.3.76.13.65829.2.20130125082826.1072139.2',
      '1.3.6.1.4.1.20029.40.20130125105919.5407.1',
    ]);
    expect(ecg).toMatchObject({ modality: 'ECG', image: undefined, frames: [] });
  });

  it('give a video its frames and its rate', async () => {
    served();
    const stills = await instancesOf([
      '2.25.96975534054447904995905761963464388233',
      '2.25.15054212212536476297201250326674987992',
    ]);
    const video = stills.find((instance) => instance.frames.length > 1);
    expect(video).toMatchObject({ image: { photometric: 'YBR_PARTIAL_420', rows: 1080 } });
    expect(video?.frames).toHaveLength(3360);
    expect(video?.frameRate).toBe(60);
  });
});
