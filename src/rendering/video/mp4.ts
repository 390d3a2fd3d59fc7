/** What an MP4's index says of its pictures (ISO/IEC 14496-12). Nothing of it is believed further than it reaches. */
export interface Mp4 {
  /** For `canPlayType` (RFC 6381): `avc1.640028`; absent where it is none that is known here */
  readonly codec?: string;
  readonly pictures?: number;
  readonly sound: boolean;
}

interface Box {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** More boxes than any index has beside one another */
const MOST = 10_000;

/** `undefined` where bytes are no MP4, or one without an index. */
export function mp4From(bytes: Uint8Array): Mp4 | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = { type: '', from: 0, to: bytes.byteLength };
  const movie = inside(view, file).find(({ type }) => type === 'moov');
  if (!movie) return undefined;
  const tracks = inside(view, movie).filter(({ type }) => type === 'trak');
  const kinds = tracks.map((track) => ({ track, kind: handlerOf(view, track) }));
  const video = kinds.find(({ kind }) => kind === 'vide')?.track;
  const table = video && within(view, video, ['mdia', 'minf', 'stbl']);
  const codec = table && codecOf(view, table);
  const pictures = table && countOf(view, table);
  return {
    ...(codec && { codec }),
    ...(pictures && { pictures }),
    sound: kinds.some(({ kind }) => kind === 'soun'),
  };
}

/** The boxes in a box, as far as they are whole. */
function inside(view: DataView, { from, to }: Box, skip = 0): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from + skip; at + 8 <= to && boxes.length < MOST;) {
    const type = letters(view, at + 4);
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= to;
    const header = isLong ? 16 : 8;
    // 0: up to the end
    const size = short === 0 ? to - at : isLong ? Number(view.getBigUint64(at + 8)) : short;
    if (size < header || size > to - at) break;
    boxes.push({ type, from: at + header, to: at + size });
    at += size;
  }
  return boxes;
}

const letters = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

function within(view: DataView, box: Box, path: readonly string[]): Box | undefined {
  return path.reduce<Box | undefined>(
    (outer, wanted) => outer && inside(view, outer).find(({ type }) => type === wanted),
    box,
  );
}

function handlerOf(view: DataView, track: Box): string | undefined {
  const handler = within(view, track, ['mdia', 'hdlr']);
  return handler && handler.to - handler.from >= 12 ? letters(view, handler.from + 8) : undefined;
}

/** From the sizes of its samples (8.7.3); fragmented files have none here. */
function countOf(view: DataView, table: Box): number | undefined {
  const sizes = within(view, table, ['stsz']) ?? within(view, table, ['stz2']);
  return sizes && sizes.to - sizes.from >= 12 ? view.getUint32(sizes.from + 8) || undefined : undefined;
}

/** Bytes of a visual sample entry before the boxes in it (12.1.3), and of a full box's head with a count */
const ENTRY = 78;
const HEAD = 8;

function codecOf(view: DataView, table: Box): string | undefined {
  const description = within(view, table, ['stsd']);
  const [entry] = description ? inside(view, description, HEAD) : [];
  if (!entry) return undefined;
  const parts = inside(view, entry, ENTRY);
  const avc = parts.find(({ type }) => type === 'avcC');
  if (avc && avc.to - avc.from >= 4)
    return `${entry.type}.${hex(view, avc.from + 1)}${hex(view, avc.from + 2)}${hex(view, avc.from + 3)}`;
  const hevc = parts.find(({ type }) => type === 'hvcC');
  if (hevc && hevc.to - hevc.from >= 13) return hevcCodec(view, entry.type, hevc.from);
  return entry.type;
}

const hex = (view: DataView, at: number) => view.getUint8(at).toString(16).padStart(2, '0');

/** ISO/IEC 14496-15 annex E.3: space and profile, compatibility turned round, tier and level, constraints. */
function hevcCodec(view: DataView, type: string, at: number): string {
  const first = view.getUint8(at + 1);
  const space = ['', 'A', 'B', 'C'][first >> 6] ?? '';
  let [flags, turned] = [view.getUint32(at + 2), 0];
  for (let bit = 0; bit < 32; bit++, flags >>>= 1) turned = ((turned << 1) | (flags & 1)) >>> 0;
  const constraints = [0, 1, 2, 3, 4, 5].map((offset) => view.getUint8(at + 6 + offset));
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    type,
    `${space}${first & 0x1f}`,
    turned.toString(16),
    `${first & 0x20 ? 'H' : 'L'}${view.getUint8(at + 12)}`,
    ...constraints.map((part) => part.toString(16).toUpperCase()),
  ].join('.');
}
