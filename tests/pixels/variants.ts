import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFiles, hashOf, type CorpusFile } from './corpus';
import { tool, type ToolRun } from './tools';

/** A form that no file of the corpus has, made from one of its files by a tool. */
interface Variant {
  readonly name: string;
  readonly of: string;
  readonly transferSyntax: string;
  readonly make: (from: string, to: string) => ToolRun;
}

const CT = 'ct-transfer-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm';
const CINE = 'mr-enhanced/cine-test.dcm';
const RGB = 'sc-colour/SC_rgb.dcm';
const CR = 'cr-dx/gdcm-CR-MONO1-10-chest.dcm';

const by =
  (name: string, ...words: readonly string[]) =>
  (from: string, to: string) =>
    tool(name, ...words, from, to);

const gdcm =
  (...words: readonly string[]) =>
  (from: string, to: string) =>
    tool('gdcmconv', ...words, '-i', from, '-o', to);

/** The file under another transfer syntax, and then with some elements changed. */
const changed =
  (...elements: readonly string[]) =>
  (from: string, to: string): ToolRun => {
    const copied = tool('dcmconv', '+te', from, to);
    return copied.ok
      ? tool('dcmodify', '-nb', '-imt', ...elements.flatMap((one) => ['-i', one]), to)
      : copied;
  };

const lossless = ['1', '2', '3', '4', '5', '6', '7'].map((predictor): Variant => ({
  name: `jpeg-lossless-predictor-${predictor}`,
  of: CR,
  transferSyntax: '1.2.840.10008.1.2.4.57',
  make: by('dcmcjpeg', '+el', '+sv', predictor),
}));

/** Debian's own, which has its packages: another one may come first in the path */
const PYTHON = '/usr/bin/python3';

/** PS3.5 A.4: no basic table, one fragment a frame, where each begins and how long it is in 64 bits. */
const EXTENDED_OFFSETS = `
import sys, pydicom
from pydicom.encaps import encapsulate_extended, generate_pixel_data_frame
data = pydicom.dcmread(sys.argv[1])
frames = list(generate_pixel_data_frame(data.PixelData, int(data.NumberOfFrames)))
data.PixelData, data.ExtendedOffsetTable, data.ExtendedOffsetTableLengths = encapsulate_extended(frames)
data['PixelData'].VR = 'OB'
data['PixelData'].is_undefined_length = True
data.save_as(sys.argv[1])
`;

/** Compressed by dcmtk, which writes no extended offset table, and given one by pydicom. */
const withExtendedOffsets =
  (name: string, ...words: readonly string[]) =>
  (from: string, to: string): ToolRun => {
    const made = tool(name, ...words, from, to);
    return made.ok ? tool(PYTHON, '-c', EXTENDED_OFFSETS, to) : made;
  };

/** Colour of 12 bits, which no file of the corpus has: 8 bits made wider, with something in the new ones. */
const TWELVE_BITS = `
import array, sys, pydicom
data = pydicom.dcmread(sys.argv[1])
wide = (value << 4 | at * 40503 >> 8 & 15 for at, value in enumerate(data.PixelData))
data.PixelData = array.array('H', wide).tobytes()
data['PixelData'].VR = 'OW'
data.BitsAllocated, data.BitsStored, data.HighBit = 16, 12, 11
data.save_as(sys.argv[2])
`;

const inTwelveBits =
  (...words: readonly string[]) =>
  (from: string, to: string): ToolRun => {
    const wide = `${to}.wide`;
    const made = tool(PYTHON, '-c', TWELVE_BITS, from, wide);
    return made.ok ? tool('dcmcjpeg', ...words, wide, to) : made;
  };

const colourOf12Bits = (
  [
    ['extended', '51', '+ee', '+s4'],
    ['extended-422', '51', '+ee', '+s2'],
    ['extended-rgb', '51', '+ee', '+cr'],
    ['progressive', '55', '+ep', '+s2'],
  ] as const
).map(([name, syntax, ...words]): Variant => ({
  name: `jpeg-12-bit-colour-${name}`,
  of: 'us/examples_rgb_color.dcm',
  transferSyntax: `1.2.840.10008.1.2.4.${syntax}`,
  make: inTwelveBits(...words),
}));

const NATIVE = '1.2.840.10008.1.2.1';
const VARIANTS: readonly Variant[] = [
  { name: 'big-endian', of: CT, transferSyntax: '1.2.840.10008.1.2.2', make: by('dcmconv', '+tb') },
  { name: 'big-endian-frames', of: CINE, transferSyntax: '1.2.840.10008.1.2.2', make: by('dcmconv', '+tb') },
  { name: 'implicit', of: CT, transferSyntax: '1.2.840.10008.1.2', make: by('dcmconv', '+ti') },
  { name: 'deflated-frames', of: CINE, transferSyntax: '1.2.840.10008.1.2.1.99', make: by('dcmconv', '+td') },
  { name: 'rle-frames', of: CINE, transferSyntax: '1.2.840.10008.1.2.5', make: by('dcmcrle') },
  {
    name: 'rle-fragments-no-table',
    of: 'us/examples_rgb_color.dcm',
    transferSyntax: '1.2.840.10008.1.2.5',
    make: by('dcmcrle', '+fs', '1', '-ot'),
  },
  ...lossless,
  ...colourOf12Bits,
  {
    name: 'jpeg-lossless-fragments',
    of: CT,
    transferSyntax: '1.2.840.10008.1.2.4.70',
    make: by('dcmcjpeg', '+e1', '+fs', '1', '-ot'),
  },
  {
    name: 'jpeg-lossless-frames-fragments-table',
    of: CINE,
    transferSyntax: '1.2.840.10008.1.2.4.70',
    make: by('dcmcjpeg', '+e1', '+fs', '1', '+ot'),
  },
  {
    name: 'jpeg-lossless-frames-fragments-no-table',
    of: CINE,
    transferSyntax: '1.2.840.10008.1.2.4.70',
    make: by('dcmcjpeg', '+e1', '+fs', '1', '-ot'),
  },
  { name: 'jpeg-extended', of: CR, transferSyntax: '1.2.840.10008.1.2.4.51', make: by('dcmcjpeg', '+ee') },
  { name: 'jpeg-spectral', of: CR, transferSyntax: '1.2.840.10008.1.2.4.53', make: by('dcmcjpeg', '+es') },
  { name: 'jpeg-progressive', of: CR, transferSyntax: '1.2.840.10008.1.2.4.55', make: by('dcmcjpeg', '+ep') },
  {
    name: 'jpeg-progressive-colour',
    of: 'sc-colour/TestPattern_RGB.dcm',
    transferSyntax: '1.2.840.10008.1.2.4.55',
    make: by('dcmcjpeg', '+ep'),
  },
  {
    name: 'jpeg-baseline-422',
    of: 'us/examples_rgb_color.dcm',
    transferSyntax: '1.2.840.10008.1.2.4.50',
    make: by('dcmcjpeg', '+eb', '+s2'),
  },
  {
    name: 'jpeg-baseline-444',
    of: 'us/examples_rgb_color.dcm',
    transferSyntax: '1.2.840.10008.1.2.4.50',
    make: by('dcmcjpeg', '+eb', '+s4'),
  },
  {
    name: 'jpeg-baseline-411',
    of: 'us/examples_rgb_color.dcm',
    transferSyntax: '1.2.840.10008.1.2.4.50',
    make: by('dcmcjpeg', '+eb', '+np'),
  },
  {
    name: 'jpeg-baseline-rgb',
    of: RGB,
    transferSyntax: '1.2.840.10008.1.2.4.50',
    make: by('dcmcjpeg', '+eb', '+cr'),
  },
  ...(['il', 'is', 'in'] as const).map((mode): Variant => ({
    name: `jpeg-ls-colour-${mode}`,
    of: 'us/examples_rgb_color.dcm',
    transferSyntax: '1.2.840.10008.1.2.4.80',
    make: by('dcmcjpls', `+${mode}`),
  })),
  { name: 'jpeg-ls-near', of: CR, transferSyntax: '1.2.840.10008.1.2.4.81', make: by('dcmcjpls', '+en') },
  {
    name: 'jpeg-lossless-frames-extended-offsets',
    of: CINE,
    transferSyntax: '1.2.840.10008.1.2.4.70',
    make: withExtendedOffsets('dcmcjpeg', '+e1'),
  },
  {
    name: 'rle-frames-extended-offsets',
    of: CINE,
    transferSyntax: '1.2.840.10008.1.2.5',
    make: withExtendedOffsets('dcmcrle'),
  },
  {
    name: 'jpeg-ls-frames-fragments',
    of: CINE,
    transferSyntax: '1.2.840.10008.1.2.4.80',
    make: by('dcmcjpls', '+fs', '1', '-ot'),
  },
  { name: 'jpeg-2000-frames', of: CINE, transferSyntax: '1.2.840.10008.1.2.4.90', make: gdcm('--j2k') },
  { name: 'jpeg-2000-colour', of: RGB, transferSyntax: '1.2.840.10008.1.2.4.90', make: gdcm('--j2k') },
  {
    name: 'planar-1',
    of: 'us/examples_rgb_color.dcm',
    transferSyntax: NATIVE,
    make: gdcm('--raw', '--planar-configuration', '1'),
  },
  {
    name: 'sigmoid',
    of: CT,
    transferSyntax: NATIVE,
    make: changed('0028,1050=40', '0028,1051=400', '0028,1056=SIGMOID'),
  },
  { name: 'narrow-window', of: CT, transferSyntax: NATIVE, make: changed('0028,1050=40', '0028,1051=1') },
  {
    name: 'falling-rescale',
    of: CT,
    transferSyntax: NATIVE,
    make: changed('0028,1053=-1', '0028,1052=1024', '0028,1050=0', '0028,1051=2000'),
  },
  {
    name: 'fraction-rescale',
    of: CT,
    transferSyntax: NATIVE,
    make: changed('0028,1053=0.125', '0028,1052=-12.5', '0028,1050=40.25', '0028,1051=80.5'),
  },
  {
    name: 'several-windows',
    of: CT,
    transferSyntax: NATIVE,
    make: changed('0028,1050=40\\-600', '0028,1051=400\\1500'),
  },
  { name: 'inverse-shape', of: CT, transferSyntax: NATIVE, make: changed('2050,0020=INVERSE') },
  { name: 'padding-range', of: CR, transferSyntax: NATIVE, make: changed('0028,0120=0', '0028,0121=100') },
  {
    name: 'shutter',
    of: CT,
    transferSyntax: NATIVE,
    make: changed('0018,1600=RECTANGULAR', '0018,1602=100', '0018,1604=400', '0018,1606=33', '0018,1608=480'),
  },
  {
    name: 'padding-without-window',
    of: CR,
    transferSyntax: NATIVE,
    make: (from, to) => {
      const made = changed('0028,0120=0', '0028,0121=100')(from, to);
      return made.ok ? tool('dcmodify', '-nb', '-ea', '(0028,1050)', '-ea', '(0028,1051)', to) : made;
    },
  },
];

/** Makes the variants. One that its tool cannot make is an error: it would be compared no more. */
export function variants(folder: string): readonly CorpusFile[] {
  mkdirSync(folder, { recursive: true });
  const files = new Map(corpusFiles().map((file) => [file.name, file]));
  return VARIANTS.map(({ name, of, transferSyntax, make }) => {
    const source = files.get(of);
    if (!source) throw new Error(`the corpus has no ${of}`);
    const path = join(folder, `${name}.dcm`);
    const made = make(source.path, path);
    if (!made.ok) throw new Error(`${name}: ${made.why}`);
    const { sopClass, photometric, size } = source;
    const sha256 = hashOf(readFileSync(path));
    return { name: `made/${name} of ${of}`, path, sha256, sopClass, photometric, size, transferSyntax };
  });
}
