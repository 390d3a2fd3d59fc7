/** A picture as the encoder made it. */
export interface FilmPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Decoded by itself: a player can begin there */
  readonly isKey: boolean;
}

export interface Film {
  readonly codec: 'V_VP9' | 'V_VP8';
  readonly width: number;
  readonly height: number;
  /** Pictures a second, each as long as the others */
  readonly rate: number;
  /** The first is a key picture. A cluster holds no more than 32 seconds (RFC 9559, 10.1): so far apart they may be at most */
  readonly pictures: readonly FilmPicture[];
}

type Part = Uint8Array<ArrayBuffer>;

/**
 * A WebM file (RFC 8794, RFC 9559): each picture once, at its time, with the length of the whole and where players can begin. It says
 * nothing but what the film is.
 */
export function webm({ codec, width, height, rate, pictures }: Film): Blob {
  const timeOf = (at: number) => Math.round((at * 1000) / rate);
  const starts = pictures.flatMap(({ isKey }, at) => (isKey || at === 0 ? [at] : []));
  const clusters = starts.map((from, at) =>
    element(
      '1f43b675',
      whole('e7', timeOf(from)),
      ...pictures.slice(from, starts[at + 1] ?? pictures.length).map(({ bytes, isKey }, one) => {
        const head = new DataView(new ArrayBuffer(4));
        head.setUint8(0, 0x81);
        head.setInt16(1, timeOf(from + one) - timeOf(from));
        head.setUint8(3, isKey ? 0x80 : 0);
        return element('a3', [new Uint8Array(head.buffer), bytes]);
      }),
    ),
  );
  const about = element(
    '1549a966',
    whole('2ad7b1', 1_000_000),
    element('4489', [float(timeOf(pictures.length))]),
    element('4d80', [ascii('Plainfilm')]),
    element('5741', [ascii('Plainfilm')]),
  );
  const tracks = element(
    '1654ae6b',
    element(
      'ae',
      ...[whole('d7', 1), whole('73c5', 1), whole('83', 1), whole('9c', 0)],
      element('86', [ascii(codec)]),
      element('e0', whole('b0', width), whole('ba', height)),
    ),
  );
  // Whole numbers are all of one length: where the clusters lie changes nothing of the length of what says so.
  const cues = (first: number) => {
    let place = first;
    return element(
      '1c53bb6b',
      ...starts.map((from, at) => {
        const cue = element(
          'bb',
          whole('b3', timeOf(from)),
          element('b7', whole('f7', 1), whole('f1', place)),
        );
        place += lengthOf(clusters[at] ?? []);
        return cue;
      }),
    );
  };
  const before = lengthOf(about) + lengthOf(tracks);
  const head = element(
    '1a45dfa3',
    ...[whole('4286', 1), whole('42f7', 1), whole('42f2', 4), whole('42f3', 8)],
    ...[element('4282', [ascii('webm')]), whole('4287', 4), whole('4285', 2)],
  );
  const segment = element('18538067', about, tracks, cues(before + lengthOf(cues(0))), ...clusters);
  return new Blob([...head, ...segment], { type: 'video/webm' });
}

const lengthOf = (parts: readonly Part[]) => parts.reduce((sum, { length }) => sum + length, 0);

/** Its length always in eight octets (RFC 8794, 4.1). @param id as it stands in the file, in hexadecimal digits */
function element(id: string, ...content: readonly (readonly Part[])[]): readonly Part[] {
  const parts = content.flat();
  const head = new DataView(new ArrayBuffer(id.length / 2 + 8));
  for (let at = 0; at < id.length; at += 2) head.setUint8(at / 2, parseInt(id.slice(at, at + 2), 16));
  head.setBigUint64(id.length / 2, (1n << 56n) | BigInt(lengthOf(parts)));
  return [new Uint8Array(head.buffer), ...parts];
}

function whole(id: string, value: number): readonly Part[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(value));
  return element(id, [new Uint8Array(view.buffer)]);
}

function float(value: number): Part {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return new Uint8Array(view.buffer);
}

const ascii = (text: string): Part => new TextEncoder().encode(text);
