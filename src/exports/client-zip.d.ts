/** As much of client-zip as is used: its own types bring every form of input that there is. */
declare module 'client-zip' {
  interface ZipEntry {
    readonly name: string;
    readonly input: Blob | Uint8Array<ArrayBuffer> | string;
  }
  export function makeZip(
    entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
    options?: { readonly buffersAreUTF8?: boolean },
  ): ReadableStream<Uint8Array>;
  export function downloadZip(entries: Iterable<ZipEntry>): Response;
}
