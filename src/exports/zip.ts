interface ZipEntry {
  readonly name: string;
  readonly input: Blob | Uint8Array<ArrayBuffer> | string;
}

/** Bytes of the end of central directory record without a comment (APPNOTE 4.3.16) */
const END = 22;
const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR_SIGNATURE = 0x07064b50;
/** A count of 16 bits that says: see ZIP64 (APPNOTE 4.4.1.4) */
const MANY = 0xffff;

/**
 * A zip, written while its entries come. client-zip writes ZIP64 where there are many bytes and not where there are many entries:
 * then its last records are put before the end.
 */
export async function zipStream(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): Promise<ReadableStream<Uint8Array>> {
  const { makeZip } = await import('client-zip');
  let [count, is64] = [0, false];
  async function* counted() {
    for await (const entry of entries) {
      count += 1;
      yield entry;
    }
  }
  return makeZip(counted(), { buffersAreUTF8: true }).pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
        const signature = part.byteLength >= END ? view.getUint32(0, true) : 0;
        is64 ||= signature === END64_SIGNATURE;
        const isEnd = part.byteLength === END && signature === END_SIGNATURE;
        if (isEnd && count >= MANY && !is64) controller.enqueue(end64(view, count));
        controller.enqueue(part);
      },
    }),
  );
}

/** ZIP64 end of central directory record and its locator (APPNOTE 4.3.14, 4.3.15) */
function end64(end: DataView, count: number): Uint8Array {
  const [size, offset] = [BigInt(end.getUint32(12, true)), BigInt(end.getUint32(16, true))];
  const view = new DataView(new ArrayBuffer(76));
  view.setUint32(0, END64_SIGNATURE, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, 45, true);
  view.setUint16(14, 45, true);
  view.setBigUint64(24, BigInt(count), true);
  view.setBigUint64(32, BigInt(count), true);
  view.setBigUint64(40, size, true);
  view.setBigUint64(48, offset, true);
  view.setUint32(56, LOCATOR_SIGNATURE, true);
  view.setBigUint64(64, offset + size, true);
  view.setUint32(72, 1, true);
  return new Uint8Array(view.buffer);
}
