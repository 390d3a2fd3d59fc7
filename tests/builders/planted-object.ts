/** A data element for a file that a test writes by itself: text, bytes, or the items of a sequence. */
export type Planted = readonly [
  tag: string,
  vr: string,
  value: string | Uint8Array | readonly (readonly Planted[])[],
];

/** Parts of what must not leave, wherever they stand */
export const SECRETS = [
  'QUIMBLETHORPE',
  'ARIADNEX',
  '9990123456',
  'RXK778812',
  'BOLTONXQ',
  'DRWATSONIX',
  '1.2.826.0.1.3680043.99',
  '19450714',
  '20261023',
] as const;

const NAME = 'QUIMBLETHORPE^ARIADNEX^^Ms';
const ROOT = '1.2.826.0.1.3680043.99';

const u16 = (...values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const bytes = (text: string) => new TextEncoder().encode(text);
const wide = (text: string) => u16(...[...text].map((letter) => letter.charCodeAt(0)));
const items = (...of: readonly (readonly Planted[])[]) => of;

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);

function encoded([tag, vr, value]: Planted): Buffer {
  const raw =
    typeof value === 'string'
      ? Buffer.from(value)
      : value instanceof Uint8Array
        ? Buffer.from(value)
        : Buffer.concat(value.map(item));
  const body = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from([vr === 'UI' ? 0 : 0x20])]);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  head.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(body.length, 8);
  else head.writeUInt16LE(body.length, 6);
  return Buffer.concat([head, body]);
}

function item(elements: readonly Planted[]): Buffer {
  const body = datasetOf(elements);
  const head = Buffer.from([0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

const datasetOf = (elements: readonly Planted[]) =>
  Buffer.concat([...elements].sort(([a], [b]) => (a < b ? -1 : 1)).map(encoded));

/** A file (PS3.10) with what is planted in its meta information as well. */
export function fileWith(
  elements: readonly Planted[],
  transferSyntax = '1.2.840.10008.1.2.1',
): Uint8Array<ArrayBuffer> {
  const meta = datasetOf([
    ['00020002', 'UI', '1.2.840.10008.5.1.4.1.1.2'],
    ['00020003', 'UI', `${ROOT}.5`],
    ['00020010', 'UI', transferSyntax],
    ['00020012', 'UI', `${ROOT}.12`],
    ['00020013', 'SH', 'BOLTONXQ 1.0'],
    ['00020016', 'AE', 'QUIMBLETHORPE_AE'],
    ['00020100', 'UI', `${ROOT}.100`],
    ['00020102', 'OB', bytes(NAME)],
  ]);
  const length = encoded(['00020000', 'UL', new Uint8Array(Uint32Array.of(meta.length).buffer)]);
  // The preamble belongs to whoever writes: it may hold anything.
  const preamble = Buffer.alloc(132);
  preamble.write(NAME, 8);
  preamble.write('DICM', 128);
  return new Uint8Array(Buffer.concat([preamble, length, meta, datasetOf(elements)]));
}

/** Name, number, place and doctor in every kind of element that a file has. */
export const PLANTED: readonly Planted[] = [
  ['00080005', 'CS', 'ISO_IR 192'],
  ['00080014', 'UI', `${ROOT}.14`],
  ['00080020', 'DA', '20261023'],
  ['00080021', 'DA', '20261023'],
  ['00080022', 'DA', '20261023'],
  ['00080030', 'TM', '101112'],
  ['0008002A', 'DT', '20261023101112'],
  ['00080050', 'SH', 'RXK778812'],
  ['00080054', 'AE', 'BOLTONXQ'],
  ['00080080', 'LO', 'BOLTONXQ Royal'],
  ['00080081', 'ST', 'BOLTONXQ Road 1'],
  ['00080090', 'PN', 'DRWATSONIX^J'],
  ['00080092', 'ST', 'DRWATSONIX House'],
  ['00081010', 'SH', 'BOLTONXQ_CT1'],
  ['00081030', 'LO', 'CT chest QUIMBLETHORPE'],
  ['0008103E', 'LO', 'Lung QUIMBLETHORPE'],
  ['00081040', 'LO', 'BOLTONXQ radiology'],
  ['00081048', 'PN', 'DRWATSONIX^P'],
  ['00081050', 'PN', 'DRWATSONIX^Q'],
  ['00081070', 'PN', 'DRWATSONIX^R'],
  ['00081080', 'LO', 'ARIADNEX has a cough'],
  [
    '00081110',
    'SQ',
    items([
      ['00081150', 'UI', '1.2.840.10008.3.1.2.3.1'],
      ['00081155', 'UI', `${ROOT}.1110`],
    ]),
  ],
  [
    '00081140',
    'SQ',
    items([
      ['00081150', 'UI', '1.2.840.10008.5.1.4.1.1.2'],
      ['00081155', 'UI', `${ROOT}.1140`],
    ]),
  ],
  ['00082111', 'ST', 'made for QUIMBLETHORPE'],
  [
    '00082112',
    'SQ',
    items([
      ['00081155', 'UI', `${ROOT}.2112`],
      ['0040A170', 'SQ', items([['00080104', 'LO', 'QUIMBLETHORPE']])],
    ]),
  ],
  ['00089215', 'SQ', items([['00080104', 'LO', 'for ARIADNEX']])],
  ['00091001', 'LO', 'QUIMBLETHORPE'],
  ['00090010', 'LO', 'BOLTONXQ PRIVATE'],
  ['00091002', 'UN', bytes(NAME)],
  ['00091003', 'SQ', items([['00100010', 'PN', NAME]])],
  ['00100010', 'PN', NAME],
  ['00100020', 'LO', '9990123456'],
  ['00100021', 'LO', 'BOLTONXQ'],
  ['00100030', 'DA', '19450714'],
  ['00101000', 'LO', 'RXK778812'],
  ['00101001', 'PN', NAME],
  [
    '00101002',
    'SQ',
    items([
      ['00100020', 'LO', 'RXK778812'],
      ['00100021', 'LO', 'BOLTONXQ'],
    ]),
  ],
  ['00101005', 'PN', NAME],
  ['00101040', 'LO', '1 QUIMBLETHORPE Street'],
  ['00102154', 'SH', '9990123456'],
  ['001021B0', 'LT', 'ARIADNEX has smoked'],
  ['00104000', 'LT', 'Ms QUIMBLETHORPE, born 19450714'],
  ['00120020', 'LO', 'BOLTONXQ trial'],
  ['00180010', 'LO', 'given to QUIMBLETHORPE'],
  ['00180015', 'CS', 'QUIMBLETHORPE'],
  ['00180022', 'CS', 'QUIMBLETHORPE'],
  ['00181000', 'LO', 'BOLTONXQ-0001'],
  ['00181002', 'UI', `${ROOT}.1002`],
  ['00181016', 'LO', 'BOLTONXQ'],
  ['00181030', 'LO', 'QUIMBLETHORPE protocol'],
  ['00181210', 'SH', 'QUIMBLETHORPE'],
  ['00185101', 'CS', 'ARIADNEX'],
  ['0020000D', 'UI', `${ROOT}.2`],
  ['0020000E', 'UI', `${ROOT}.3`],
  ['00200010', 'SH', 'RXK778812'],
  ['00200012', 'IS', '9990123456'],
  ['00200052', 'UI', `${ROOT}.4`],
  ['00200060', 'CS', 'QUIMBLETHORPE'],
  ['00204000', 'LT', 'QUIMBLETHORPE, see the nodule'],
  ['00280120', 'US', u16(0)],
  ['00281054', 'LO', 'QUIMBLETHORPE'],
  ['00281055', 'LO', 'QUIMBLETHORPE'],
  ['00282000', 'OB', bytes('acspdescQUIMBLETHORPE display')],
  [
    '00283010',
    'SQ',
    items([
      ['00283002', 'US', u16(4, 0, 16)],
      ['00283003', 'LO', 'QUIMBLETHORPE'],
      ['00283006', 'US', u16(0, 1, 2, 3)],
    ]),
  ],
  ['00321032', 'PN', 'DRWATSONIX^S'],
  ['00321060', 'LO', 'CT for QUIMBLETHORPE'],
  ['00324000', 'LT', 'QUIMBLETHORPE'],
  ['00380010', 'LO', 'RXK778812'],
  ['00380300', 'LO', 'BOLTONXQ ward 9'],
  ['00400006', 'PN', 'DRWATSONIX^T'],
  ['00400244', 'DA', '20261023'],
  ['00400253', 'SH', 'RXK778812'],
  [
    '00400275',
    'SQ',
    items([
      ['00321060', 'LO', 'for QUIMBLETHORPE'],
      ['00400007', 'LO', 'QUIMBLETHORPE'],
      ['00401001', 'SH', 'RXK778812'],
      ['00400008', 'SQ', items([['00080104', 'LO', 'ARIADNEX']])],
    ]),
  ],
  [
    '00400555',
    'SQ',
    items([
      ['0040A043', 'SQ', items([['00080104', 'LO', 'QUIMBLETHORPE']])],
      ['0040A160', 'UT', 'QUIMBLETHORPE'],
    ]),
  ],
  ['0040A123', 'PN', 'DRWATSONIX^U'],
  ['0040A730', 'SQ', items([['0040A160', 'UT', 'QUIMBLETHORPE, ARIADNEX']])],
  ['00880140', 'UI', `${ROOT}.88`],
  [
    '00880200',
    'SQ',
    items([
      ['00280010', 'US', u16(1)],
      ['00280011', 'US', u16(13)],
      ['7FE00010', 'OB', bytes('QUIMBLETHORPE')],
    ]),
  ],
  [
    '04000561',
    'SQ',
    items([
      ['04000550', 'SQ', items([['00100010', 'PN', NAME]])],
      ['04000564', 'LO', 'BOLTONXQ'],
    ]),
  ],
  ['20300020', 'LO', 'QUIMBLETHORPE'],
  ['40080300', 'ST', 'QUIMBLETHORPE'],
  ['50000010', 'US', u16(2)],
  ['50003000', 'OW', wide('QUIMBLETHORPE')],
  ['60000010', 'US', u16(4)],
  ['60000011', 'US', u16(8)],
  ['60000022', 'LO', 'QUIMBLETHORPE'],
  ['60000040', 'CS', 'G'],
  ['60000050', 'SS', u16(1, 1)],
  ['60000100', 'US', u16(1)],
  ['60000102', 'US', u16(0)],
  ['60001500', 'LO', 'ARIADNEX'],
  ['60003000', 'OW', bytes('ARIADNEX')],
  ['60004000', 'LT', 'QUIMBLETHORPE'],
  ['FFFAFFFA', 'SQ', items([['04000115', 'OB', bytes('BOLTONXQ certificate')]])],
  ['FFFCFFFC', 'OB', bytes(NAME)],
];

/** An object of so many frames with 16 bits a pixel, of which each has a banner of bright letters in its first rows. */
export function plantedFile({
  uid = `${ROOT}.5`,
  sopClass = '1.2.840.10008.5.1.4.1.1.2',
  modality = 'CT',
  frames = 1,
  photometric = 'MONOCHROME2',
  more = [] as readonly Planted[],
} = {}): Uint8Array<ArrayBuffer> {
  const own: readonly Planted[] = [
    ['00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL\\QUIMBLETHORPE'],
    ['00080016', 'UI', sopClass],
    ['00080018', 'UI', uid],
    ['00080060', 'CS', modality],
    ['00100040', 'CS', 'F'],
    ['00101010', 'AS', '093Y'],
    ['00200011', 'IS', '3'],
    ['00200013', 'IS', '7'],
    ['00200032', 'DS', '-10\\-20\\30.5'],
    ['00200037', 'DS', '1\\0\\0\\0\\1\\0'],
    ['00280002', 'US', u16(1)],
    ['00280004', 'CS', photometric],
    ['00280008', 'IS', String(frames)],
    ['00280010', 'US', u16(ROWS)],
    ['00280011', 'US', u16(COLUMNS)],
    ['00280030', 'DS', '0.5\\0.5'],
    ['00280100', 'US', u16(16)],
    ['00280101', 'US', u16(12)],
    ['00280102', 'US', u16(11)],
    ['00280103', 'US', u16(0)],
    ['00281050', 'DS', '40'],
    ['00281051', 'DS', '400'],
    ['00281052', 'DS', '-1024'],
    ['00281053', 'DS', '1'],
    ['7FE00010', 'OW', u16(...Array.from({ length: frames }, (_, at) => pixelsOf(at)).flat())],
  ];
  const tags = new Set([...own, ...more].map(([tag]) => tag));
  return fileWith([
    ...PLANTED.filter(([tag]) => !tags.has(tag)),
    ...own.filter(([tag]) => !more.some(([other]) => other === tag)),
    ...more,
  ]);
}

export const ROWS = 16;
export const COLUMNS = 32;
/** Rows of the banner */
export const BANNER = 4;
/** Letters of the banner, as a reader of the bytes would find them */
export const BURNT_IN = 0xabc;

/** The banner, then values that tell the frame. Bits above the stored ones hold an overlay. */
const pixelsOf = (frame: number) =>
  Array.from({ length: ROWS * COLUMNS }, (_, at) =>
    at < BANNER * COLUMNS ? BURNT_IN : ((frame * 7 + at) % 900) | (at % 3 === 0 ? 0x8000 : 0),
  );
