import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { instanceFrom } from '../../src/dicom/image/instance';
import { readPart10 } from '../../src/dicom/part10/file';
import { wholeStudies } from '../../src/dicomweb/whole-studies/whole-studies';
import { displaySetsOf } from '../../src/domain/study/display-set';
import { archiveId } from '../../src/domain/ids';
import { samePerson } from '../../src/domain/patient/patient';
import type { Instance } from '../../src/domain/study/study';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import { problemWords } from '../../src/texts/en/problems';
import {
  aFile,
  encapsulated,
  imageElements,
  PIXELS,
  raw,
  SYNTAX,
  text,
  us,
  words,
  type Written,
} from '../dicomweb/part10-file';
import { filesAbsent, readReal, realFiles } from '../dicomweb/real-files';
import {
  anArchive,
  aPatient,
  aServer,
  concat,
  INSTANCE,
  multipartBody,
  ROOT,
  SERIES,
  STUDY,
} from '../dicomweb/wire';
import { nodeCodecs } from '../rendering/node-codecs';

const NEVER = new AbortController().signal;
const codecs = nodeCodecs();
const server = aServer();

/** What a clinician is told of a file's first picture that fails, `shown` where all of them can be. */
async function outcomeOf(file: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const part10 = await readPart10(file);
    const instance = instanceFrom(part10.dataset, { archive: archiveId('a'), bulk: new Map() });
    const { image } = instance;
    if (!image) return 'no picture';
    for (let number = 1; number <= part10.frameCount; number++) {
      const bytes = Uint8Array.from(part10.frame(number));
      const result = await decodeFrame({ bytes, transferSyntax: part10.transferSyntax, image }, codecs);
      if (!result.ok) return `frame ${number}: ${problemWords(result.problem)}`;
    }
    return part10.frameCount > 0 ? 'shown' : 'no pixel data';
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Every file of the corpus' odd folder, and what becomes of it. */
const ODD: Readonly<Record<string, string>> = {
  'ExplVR_BigEndNoMeta.dcm': 'unreadable: no DICOM file',
  'ExplVR_LitEndNoMeta.dcm': 'unreadable: no DICOM file',
  'J2K_pixelrep_mismatch.dcm': 'shown',
  'JPEG2000-embedded-sequence-delimiter.dcm': 'frame 1: The picture’s data are damaged and cannot be shown',
  'MR_truncated.dcm': 'unreadable: truncated',
  'SC_rgb_small_odd.dcm': 'shown',
  'SC_rgb_small_odd_jpeg.dcm': 'shown',
  'UN_sequence.dcm': 'unreadable: it has no SOP Instance UID',
  'badVR.dcm': 'shown',
  'bad_sequence.dcm': 'unreadable: its SOP Instance UID is not a UID',
  'dwv-test_no-number-rows.dcm': 'unreadable: it has no rows',
  'empty_charset_LEI.dcm': 'unreadable: it has no SOP Instance UID',
  'emri_small_jpeg_2k_lossless_too_short.dcm': 'shown',
  'explicit_VR-UN.dcm': 'shown',
  'meta_missing_tsyntax.dcm': 'unreadable: a file without a transfer syntax',
  'nested_priv_SQ.dcm': 'unreadable: it has no rows',
  'no_meta.dcm': 'unreadable: no DICOM file',
  'no_meta_group_length.dcm': 'unreadable: it has no SOP Instance UID',
  'reportsi_with_empty_number_tags.dcm': 'no picture',
  'rtplan_truncated.dcm': 'unreadable: truncated',
};

describe.skipIf(filesAbsent())('an odd file', () => {
  const odd = realFiles().filter(({ path }) => path.startsWith('dicom/odd/'));

  it('is in the table of outcomes, and nothing else is', () => {
    expect(odd.map(({ path }) => path.slice('dicom/odd/'.length)).sort()).toEqual(Object.keys(ODD).sort());
  });

  it.each(odd.map((file) => [file.path.slice('dicom/odd/'.length), file] as const))(
    '%s has its stated outcome',
    async (name, file) => {
      expect(await outcomeOf(Uint8Array.from(readReal(file)))).toBe(ODD[name]);
    },
  );
});

const pixels = words('7FE00010', PIXELS);
const image = (change: Record<string, Written | undefined>, ...last: readonly Written[]) =>
  aFile([...imageElements(change), ...last]);

/** Sequences of undefined length within sequences, none of which ends. */
const nested =
  (depth: number): Written =>
  (writing) => {
    const [sequenceTag, item] = [Uint8Array.of(8, 0, 0x40, 0x11), Uint8Array.of(0xfe, 0xff, 0, 0xe0)];
    const open = new Uint8Array(4).fill(255);
    const level = concat([sequenceTag, Uint8Array.of(0x53, 0x51, 0, 0), open, item, open]);
    return writing.explicit ? concat(new Array<Uint8Array>(depth).fill(level)) : new Uint8Array();
  };

const jpegOf = (rows: number, columns: number) =>
  Uint8Array.of(
    0xff,
    0xd8,
    0xff,
    0xc0,
    0,
    11,
    8,
    rows >> 8,
    rows & 255,
    columns >> 8,
    columns & 255,
    1,
    1,
    0x11,
    0,
    0xff,
    0xd9,
    0,
  );

/** Generated ones: what is wrong with each, the file, and what becomes of it. */
const GENERATED: readonly (readonly [what: string, file: () => Uint8Array<ArrayBuffer>, outcome: RegExp])[] =
  [
    [
      'dimensions far beyond its bytes',
      () => image({ '00280010': us('00280010', 65535), '00280011': us('00280011', 65535) }, pixels),
      /^unreadable: |impossible|contradicts/,
    ],
    [
      'more frames than bytes',
      () => image({ '00280008': text('00280008', 'IS', '99999') }, pixels),
      /^unreadable: truncated$/,
    ],
    [
      'more frames than any object',
      () => image({ '00280008': text('00280008', 'IS', '999999999') }, pixels),
      /^unreadable: 999999999 frames cannot be$/,
    ],
    ['sequences 5,000 deep', () => image({ '00081140': nested(5000) }, pixels), /^unreadable: /],
    ['a truncated end', () => image({}, pixels).slice(0, -9), /^unreadable: truncated$/],
    [
      'native pixels under a JPEG syntax',
      () => aFile([...imageElements(), pixels], '1.2.840.10008.1.2.4.50'),
      /^unreadable: compressed pixel data without items$/,
    ],
    [
      'JPEG under a native syntax',
      () => aFile([...imageElements(), encapsulated([jpegOf(4, 2)])], SYNTAX.explicit),
      /^unreadable: plain pixel data in items$/,
    ],
    [
      'JPEG 2000 syntax on a JPEG stream',
      () => aFile([...imageElements(), encapsulated([jpegOf(4, 2)])], '1.2.840.10008.1.2.4.90'),
      /^frame 1: The picture’s data are damaged/,
    ],
    [
      'a JPEG stream of other dimensions',
      () => aFile([...imageElements(), encapsulated([jpegOf(4000, 4000)])], '1.2.840.10008.1.2.4.50'),
      /^frame 1: The picture’s data are damaged/,
    ],
    [
      'a stream that is noise',
      () =>
        aFile(
          [...imageElements(), encapsulated([Uint8Array.from({ length: 64 }, (_, at) => (at * 73) & 255)])],
          '1.2.840.10008.1.2.4.80',
        ),
      /^frame 1: The picture’s data are damaged/,
    ],
    [
      'a syntax that nobody knows',
      () => aFile([...imageElements(), encapsulated([jpegOf(4, 2)])], '1.2.3.4.5'),
      /^frame 1: This kind of picture cannot be shown yet \(transfer syntax 1\.2\.3\.4\.5\)$/,
    ],
    [
      'video',
      () => aFile([...imageElements(), encapsulated([jpegOf(4, 2)])], '1.2.840.10008.1.2.4.102'),
      /^frame 1: This kind of picture cannot be shown yet \(MPEG-4 AVC \(H\.264\) video\)$/,
    ],
    [
      'HEVC video',
      () => aFile([...imageElements(), encapsulated([jpegOf(4, 2)])], '1.2.840.10008.1.2.4.107'),
      /^frame 1: This kind of picture cannot be shown yet \(HEVC \(H\.265\) video\)$/,
    ],
    ['rows as text', () => image({ '00280010': text('00280010', 'LO', 'four') }, pixels), /^unreadable: /],
    [
      'rows of zero',
      () => image({ '00280010': us('00280010', 0) }, pixels),
      /^unreadable: 0 rows cannot be$/,
    ],
    [
      '128 bits',
      () => image({ '00280100': us('00280100', 128) }, pixels),
      /^unreadable: 128 bits allocated cannot be$/,
    ],
    [
      'a palette that is not there',
      () => image({ '00280004': text('00280004', 'CS', 'PALETTE COLOR') }, pixels),
      /^unreadable: its palette cannot be read$/,
    ],
    [
      'a UID with markup',
      () => image({ '00080018': text('00080018', 'UI', '<b>1.2</b>') }, pixels),
      /^unreadable: its SOP Instance UID is not a UID$/,
    ],
    [
      'a length beyond the file',
      () => image({ '00104000': raw('00104000', 'UT', new Uint8Array(4)) }, pixels).fill(255, 300, 320),
      /^unreadable: /,
    ],
  ];

describe('a generated bad file', () => {
  it.each(GENERATED)('with %s has its stated outcome, soon', async (_, file, outcome) => {
    const bytes = file();
    const started = performance.now();
    expect(await outcomeOf(bytes)).toMatch(outcome);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each(GENERATED)('with %s leaves the rest of its study to be seen', async (_, file) => {
    const good = `${INSTANCE}.7`;
    const whole = image({ '00080018': text('00080018', 'UI', good) }, pixels);
    const body = multipartBody(
      [file(), whole].map((bytes) => ({ headers: { 'Content-Type': 'application/dicom' }, bytes })),
      'BOUNDARY',
    );
    server.use(
      http.get(
        `${ROOT}/studies/${STUDY}`,
        () =>
          new HttpResponse(body, {
            headers: { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=BOUNDARY' },
          }),
      ),
      http.get(`${ROOT}/*`, () => new HttpResponse(null, { status: 404 })),
    );
    const address = anArchive({ wholeStudies: wholeStudies() });
    const series = await dicomwebArchive(address).instancesOf(STUDY, SERIES, NEVER);
    if (!series.ok) throw new Error(series.problem.kind);
    const usable = series.value.instances.find(({ uid }) => uid === good);
    if (!usable?.image) throw new Error('the good one is not there');
    const source = dicomwebFrames({ archiveOf: () => address, wholeStudies: address.wholeStudies });
    const frame = await source.frame({ instance: usable, number: 1 }, 'now', NEVER);
    if (!frame.ok) throw new Error(frame.problem.kind);
    const decoded = await decodeFrame(
      { ...frame.value, bytes: Uint8Array.from(frame.value.bytes), image: usable.image },
      codecs,
    );
    expect(decoded.ok && decoded.value.pixels.length).toBe(8);
  });
});

async function instanceOf(change: Record<string, Written>): Promise<Instance> {
  const { dataset } = await readPart10(image(change, pixels));
  return instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
}

describe('an object of somebody else', () => {
  it('under the same patient number is told by its name and birth date', async () => {
    const { person } = await instanceOf({
      '00100010': text('00100010', 'PN', 'Other^Bob'),
      '00100030': text('00100030', 'DA', '19900101'),
    });
    expect(samePerson(aPatient(), person)).toMatchObject({ kind: 'different' });
  });

  it('has markup in its name as letters only', async () => {
    const name = '<b>Sample</b>^<script>';
    const { person } = await instanceOf({ '00100010': text('00100010', 'PN', name) });
    expect(JSON.stringify(person)).toContain('<b>Sample</b>');
  });

  it('is on a pile of its own where its size is another', async () => {
    const one = await instanceOf({});
    const other = await instanceOf({
      '00080018': text('00080018', 'UI', `${INSTANCE}.8`),
      '00280010': us('00280010', 2),
      '00280011': us('00280011', 4),
    });
    expect(displaySetsOf({ uid: SERIES, modality: 'CT' }, [one, other])).toHaveLength(2);
  });
});
