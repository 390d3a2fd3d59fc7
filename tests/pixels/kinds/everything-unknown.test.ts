import { describe, expect, it } from 'vitest';
import { encodeWith, loadCodec } from '../../../sandbox/imaging/codecs/emscripten';
import { catalogueOfFiles } from '../../../sandbox/imaging/reading/group';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { withKnownVrs } from '../../../src/dicom/part10/unknown-vr';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import type { Dataset } from '../../../src/dicom/dataset';
import {
  aFile,
  encapsulated,
  imageElements,
  raw,
  sequence,
  SYNTAX,
  text,
  us,
  words,
  type Written,
} from '../../dicomweb/part10-file';
import { decoded, readKind } from './read-kind';

const KEPT = new Set(['00280002', '00280010', '00280011', '00280100', '00280101', '00280103']);
const IMPLICIT = { explicit: false, littleEndian: true };
const SIDE = 16;
const VALUES = Uint16Array.from({ length: SIDE * SIDE }, (_, at) => at * 64);

/** The same element as its writer had it who did not know it: implicit little endian, whatever the file is. */
const unknown =
  (element: Written): Written =>
  (writing) => {
    const [bytes, own] = [element(IMPLICIT), element(writing)];
    const view = new DataView(own.buffer, own.byteOffset, own.byteLength);
    const group = view.getUint16(0, writing.littleEndian).toString(16).padStart(4, '0');
    const tag =
      `${group}${view.getUint16(2, writing.littleEndian).toString(16).padStart(4, '0')}`.toUpperCase();
    return KEPT.has(tag) ? own : raw(tag, 'UN', bytes.subarray(8))(writing);
  };

const PET = imageElements({
  '00080016': text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.128'),
  '00080060': text('00080060', 'CS', 'PT'),
  '00100010': text('00100010', 'PN', 'Müller^Ada'),
  '00080005': text('00080005', 'CS', 'ISO_IR 192'),
  '00180050': text('00180050', 'DS', '3.5'),
  '00200032': text('00200032', 'DS', '-100\\-100\\12'),
  '00200037': text('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
  '00280030': text('00280030', 'DS', '4\\4'),
  '00280010': us('00280010', SIDE),
  '00280011': us('00280011', SIDE),
  '00280101': us('00280101', 14),
  '00280102': us('00280102', 13),
  '00281050': text('00281050', 'DS', '4000'),
  '00281051': text('00281051', 'DS', '8000'),
  '00281052': text('00281052', 'DS', '0'),
  '00281053': text('00281053', 'DS', '0.5'),
  '00540016': sequence('00540016', [[text('00181074', 'DS', '370000000')]]),
});

async function jpegLs(): Promise<Uint8Array> {
  const info = {
    width: SIDE,
    height: SIDE,
    bitsPerSample: 14,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  } as const;
  const samples = new Uint8Array(VALUES.buffer);
  return encodeWith(await loadCodec('codec-charls'), 'JpegLSEncoder', info, samples, (one) =>
    one.setNearLossless(0),
  );
}

const files = {
  'JPEG-LS': async () => aFile([...PET.map(unknown), encapsulated([await jpegLs()])], SYNTAX.jpegLs),
  explicit: async () => aFile([...PET.map(unknown), words('7FE00010', new Uint8Array(VALUES.buffer))]),
  'big endian': async () =>
    aFile([...PET.map(unknown), words('7FE00010', new Uint8Array(VALUES.buffer))], SYNTAX.big),
};

describe.each(Object.entries(files))('a PET whose every element is UN but its pixels’ own, %s', (_, file) => {
  const right = {
    sopClass: '1.2.840.10008.5.1.4.1.1.128',
    modality: 'PT',
    person: { name: { family: 'Müller' } },
    image: { bitsStored: 14, photometric: 'MONOCHROME2' },
    frames: [
      {
        modalityLut: { slope: 0.5, intercept: 0 },
        windows: [{ center: 4000, width: 8000 }],
        plane: { position: [-100, -100, 12], thickness: 3.5 },
      },
    ],
  };

  it('is right as a file', async () => {
    const kind = await readKind(await file());
    expect(kind.instance).toMatchObject(right);
    expect(Array.from((await decoded(kind)).pixels)).toEqual(Array.from(VALUES));
  });

  it('is served by the demonstration, and right over it', async () => {
    const { dataset, ...read } = readDicomFile(await file());
    const named = {
      file: 'a.dcm',
      dataset,
      numberOfFrames: read.numberOfFrames,
      transferSyntaxUid: read.transferSyntaxUid,
      digest: 'd',
      reread: async () => readDicomFile(await file()),
    };
    const { catalogue, unreadable } = catalogueOfFiles([named]);
    expect(unreadable).toEqual([]);
    const [study] = catalogue.studies;
    expect(study?.modalities).toEqual(['PT']);
    expect(catalogue.people).toMatchObject([{ family: 'Müller', given: ['Ada'] }]);
    const metadata = withKnownVrs(dataset as Dataset);
    expect(instanceFrom(metadata, { archive: archiveId('a'), bulk: new Map() })).toMatchObject(right);
  });
});
