import { concatenated } from '../dicom/bytes';
import { codedPictures, parameterSets, type CodedPicture } from './h264';
import type { Planes } from './planes';

export interface Clip {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly pictures: Iterable<Planes>;
}

/** A clip as an MP4 file with one H.264 track (ISO/IEC 14496-12, -15), its index first. A key picture every second. */
export function mp4Of({ width, height, framesPerSecond, pictures }: Clip): Uint8Array {
  const coded = [...codedPictures(pictures, framesPerSecond)];
  const samples = coded.map(({ units }) => concatenated(units.flatMap((unit) => [u32(unit.length), unit])));
  const index = (offset: number) => movie({ width, height, framesPerSecond, coded, samples, offset });
  const type = box('ftyp', text('isom'), u32(512), text('isomiso2avc1mp41'));
  // The index says where the samples begin, which is behind the index
  const offset = type.length + index(0).length + 8;
  return concatenated([type, index(offset), box('mdat', ...samples)]);
}

interface Movie extends Omit<Clip, 'pictures'> {
  readonly coded: readonly CodedPicture[];
  readonly samples: readonly Uint8Array[];
  readonly offset: number;
}

const UNITY = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

function movie(clip: Movie): Uint8Array {
  const { width, height, framesPerSecond, coded } = clip;
  const matrix = concatenated(UNITY.map(u32));
  const zeros = (count: number) => new Uint8Array(count);
  const header = full('mvhd', 0, zeros(8), u32(framesPerSecond), u32(coded.length), u32(0x10000));
  const rest = concatenated([u16(0x0100), zeros(10), matrix, zeros(24), u32(2)]);
  const track = full('tkhd', 3, zeros(8), u32(1), zeros(4), u32(coded.length), zeros(16), matrix);
  const sides = concatenated([u32(width * 0x10000), u32(height * 0x10000)]);
  const media = full('mdhd', 0, zeros(8), u32(framesPerSecond), u32(coded.length), u16(0x55c4), zeros(2));
  const handler = full('hdlr', 0, zeros(4), text('vide'), zeros(12), text('Video'), zeros(1));
  const data = box('dinf', full('dref', 0, u32(1), full('url ', 1)));
  const information = box('minf', full('vmhd', 1, zeros(8)), data, sampleTable(clip));
  return box(
    'moov',
    longer(header, rest),
    box('trak', longer(track, sides), box('mdia', media, handler, information)),
  );
}

function sampleTable({ width, height, coded, samples, offset }: Movie): Uint8Array {
  const [sequence, picture] = parameterSets(width, height);
  const [, profile = 0, compatibility = 0, level = 0] = sequence;
  const configuration = box(
    'avcC',
    Uint8Array.of(1, profile, compatibility, level, 0xff, 0xe1),
    u16(sequence.length),
    sequence,
    Uint8Array.of(1),
    u16(picture.length),
    picture,
  );
  const entry = box(
    'avc1',
    concatenated([new Uint8Array(6), u16(1), new Uint8Array(16), u16(width), u16(height)]),
    concatenated([u32(0x480000), u32(0x480000), u32(0), u16(1), new Uint8Array(32), u16(24), u16(0xffff)]),
    configuration,
  );
  const keys = coded.flatMap(({ isKey }, at) => (isKey ? [at + 1] : []));
  return box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    full('stts', 0, u32(1), u32(coded.length), u32(1)),
    full('stss', 0, u32(keys.length), ...keys.map(u32)),
    full('stsc', 0, u32(1), u32(1), u32(coded.length), u32(1)),
    full('stsz', 0, u32(0), u32(samples.length), ...samples.map(({ length }) => u32(length))),
    full('stco', 0, u32(1), u32(offset)),
  );
}

const text = (value: string) => new TextEncoder().encode(value);

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const u16 = (value: number) => u32(value).slice(2);

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return concatenated([u32(length), text(type), ...parts]);
}

/** A box with version 0 and flags. */
const full = (type: string, flags: number, ...parts: readonly Uint8Array[]) =>
  box(type, u32(flags), ...parts);

/** A box with more at its end. */
function longer(made: Uint8Array, more: Uint8Array): Uint8Array {
  const whole = concatenated([made, more]);
  whole.set(u32(whole.length));
  return whole;
}
