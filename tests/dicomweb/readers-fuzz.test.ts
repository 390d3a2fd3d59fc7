import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import { mp4Of } from '../../sandbox/imaging/video/mp4';
import { planesOf } from '../../sandbox/imaging/video/planes';
import { tableUris } from '../../src/dicomweb/requests/bulk-data';
import { readInstances } from '../../src/dicom/image/instances';
import { isVideoStream } from '../../src/dicomweb/frames/video/video-container';
import { mediaTypeOf } from '../../src/http/media-type';
import { MultipartError, partsOf } from '../../src/http/multipart';
import { seriesFrom, studyFrom } from '../../src/dicom/study';
import { withKnownVrs } from '../../src/dicom/part10/unknown-vr';
import { archiveId } from '../../src/domain/ids';
import { containerOf } from '../../src/rendering/video/container';
import { fuzzed, FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST, mutatedBytes, mutatedJson } from '../fuzz/fuzz';
import { anInstanceAnswer, aStudyAnswer, INSTANCE, multipartBody, OCTETS, SERIES, STUDY } from './wire';

const sequence = (...items: readonly object[]) => ({ vr: 'SQ', Value: items });
const element = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });
const lut = { '00283002': element('US', 2, 0, 8), '00283006': { vr: 'OW', InlineBinary: 'AAECAw==' } };
const plane = {
  '00200032': element('DS', 1, 2, 3),
  '00200037': element('DS', 1, 0, 0, 0, 1, 0),
  '00280030': element('DS', 0.5, 0.5),
};
const SEEDS = [
  anInstanceAnswer(INSTANCE, { ...plane, '00281050': element('DS', 40), '00281051': element('DS', '400') }),
  anInstanceAnswer(INSTANCE, {
    '00280004': element('CS', 'PALETTE COLOR'),
    ...Object.fromEntries(['1', '2', '3'].map((at) => [`0028110${at}`, element('US', 2, 0, 8)])),
    ...Object.fromEntries(
      ['1', '2', '3'].map((at) => [`0028120${at}`, { vr: 'OW', InlineBinary: 'AAECAw==' }]),
    ),
  }),
  anInstanceAnswer(INSTANCE, {
    '00280008': element('IS', 3),
    '00283000': sequence({ ...lut, '00283004': element('LO', 'HU') }),
    '00283010': sequence(lut),
    '52009229': sequence({
      '00289110': sequence(plane),
      '00289132': sequence({ '00281050': element('DS', 1) }),
    }),
    '52009230': sequence({ '00209113': sequence(plane) }, {}, { '00209111': sequence({}) }),
  }),
  anInstanceAnswer(INSTANCE, {
    '60000010': element('US', 4),
    '60000011': element('US', 2),
    '60000050': element('SS', 1, 1),
    '60003000': { vr: 'OW', InlineBinary: '/w==' },
    '00181600': element('CS', 'CIRCULAR'),
    '00181610': element('IS', 1, 1),
    '00181612': element('IS', 4),
    '00186011': sequence({ '00186024': element('US', 3), '0018602C': element('FD', 0.1) }),
    '00540016': sequence({ '00181074': element('DS', 1) }),
  }),
  // What an archive does not know, it sends as bytes
  anInstanceAnswer(INSTANCE, {
    '00280010': { vr: 'UN', InlineBinary: 'BAA=' },
    '00281050': { vr: 'UN', InlineBinary: 'NDA=' },
    '00283010': { vr: 'UN', InlineBinary: '/v8A4AgAAAAoAAIwAAAAAA==' },
  }),
];
const context = { archive: archiveId('salford'), bulk: new Map(), study: STUDY, series: SERIES };

describe(`${FUZZ_RUNS} mutations`, { timeout: FUZZ_TIMEOUT }, () => {
  it('of metadata are each an instance or refused in words', async () => {
    const next = seeded(1);
    const refusals = new Set<string>();
    const { slowest, outcomes } = await fuzzed((run) => {
      const dataset = withKnownVrs(mutatedJson(SEEDS[run % SEEDS.length] ?? {}, next));
      tableUris([dataset]);
      const { instances, unreadable } = readInstances([dataset], context);
      for (const why of unreadable) refusals.add(why.replace(/-?\d[\d.e+]*/g, 'n'));
      expect(instances.length + unreadable.length).toBe(1);
      return instances.length === 1 ? 'read' : 'refused';
    });
    for (const why of refusals)
      expect(why).toMatch(
        /^(it has no|its .* (could not be fetched|is not a UID|cannot be read)$|it belongs to|n .* cannot be$)/,
      );
    expect(Math.min(outcomes['read'] ?? 0, outcomes['refused'] ?? 0)).toBeGreaterThan(FUZZ_RUNS / 100);
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('of answers to queries are each a study or none', async () => {
    const next = seeded(2);
    const seed = aStudyAnswer(STUDY, { '00100010': element('PN', { Alphabetic: 'A^B' }) });
    const { slowest, outcomes } = await fuzzed(() => {
      const dataset = mutatedJson(seed, next);
      seriesFrom(dataset);
      return studyFrom(dataset, archiveId('salford')) ? 'read' : 'none';
    });
    expect(Object.keys(outcomes)).toHaveLength(2);
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('of multipart bodies are read or refused, in chunks of any size', async () => {
    const next = seeded(3);
    const body = multipartBody([
      { headers: OCTETS, bytes: Uint8Array.from({ length: 300 }, (_, at) => at) },
      { headers: { ...OCTETS, 'Content-Length': '40' }, bytes: new Uint8Array(40).fill(45) },
      { bytes: new TextEncoder().encode('--BOUNDARY\r\n') },
    ]);
    async function* chunks(bytes: Uint8Array) {
      const size = 1 + Math.floor(next() * 200);
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const { slowest, outcomes } = await fuzzed(async () => {
      try {
        const limits = { parts: 10, partSize: 1000 };
        for await (const { headers } of partsOf(chunks(mutatedBytes(body, next)), 'BOUNDARY', limits))
          mediaTypeOf(headers.get('content-type'));
        return 'read';
      } catch (error) {
        if (error instanceof MultipartError) return 'refused';
        throw error;
      }
    });
    expect(Object.keys(outcomes)).toHaveLength(2);
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('of videos are each some container', async () => {
    const next = seeded(4);
    const grey = planesOf({ columns: 16, rows: 16, samples: new Uint8Array(768).fill(90) });
    const film = mp4Of({ width: 16, height: 16, framesPerSecond: 25, pictures: [grey, grey] });
    const boxes = boxesIn(film);
    expect(boxes.length).toBeGreaterThan(10);
    const { slowest, outcomes } = await fuzzed((run) => {
      const bytes = run % 2 === 0 ? mutatedBytes(film, next) : mutatedBoxes(film, boxes, next);
      return `${isVideoStream(bytes)} ${containerOf(bytes).name ?? 'an MP4'}`;
    });
    expect(outcomes['true an MP4']).toBeGreaterThan(FUZZ_RUNS / 100);
    expect(slowest).toBeLessThan(LONGEST);
  });
});

/** Where the boxes of an MP4 begin (ISO/IEC 14496-12): a size of 32 bits, then four letters */
const boxesIn = (film: Uint8Array) =>
  [
    ...Buffer.from(film)
      .toString('latin1')
      .matchAll(/[a-z]{3}[a-z0-9C]/g),
  ].map(({ index }) => index - 4);

const SIZES = [0, 1, 7, 8, 9, 15, 16, 24, 0x7fffffff, 0x80000000, 0xffffffff];

/** Sizes that lie, boxes that are others, tables that are longer than their box, one box in the place of another. */
function mutatedBoxes(film: Uint8Array, boxes: readonly number[], next: () => number): Uint8Array {
  const below = (limit: number) => Math.floor(next() * limit);
  const bytes = Buffer.from(film);
  const at = () => Math.min(boxes[below(boxes.length)] ?? 0, bytes.length - 24);
  for (let change = below(4); change >= 0; change--) {
    const kind = below(5);
    const place = at();
    const size = SIZES[below(SIZES.length)] ?? 0;
    if (kind === 0) bytes.writeUInt32BE(size, place);
    else if (kind === 1) bytes.writeUInt32BE((bytes.readUInt32BE(place) + below(17) - 8) >>> 0, place);
    else if (kind === 2) bytes.copyWithin(place + 4, at() + 4, at() + 8);
    else if (kind === 3) bytes.writeUInt32BE(size, place + 8 + 4 * below(3));
    else bytes.copyWithin(place, at());
  }
  return new Uint8Array(bytes);
}
