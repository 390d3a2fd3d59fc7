import type { Exported } from '../domain/ports/exported';

/** Where a stream goes, chosen before it begins. */
export interface Place {
  write(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Exported>;
}

/** Bytes that a browser may hold which cannot write to a file by itself */
export const MOST_HELD = 1024 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
/** Parts are given to the browser as they grow, which keeps them out of the page's memory */
const PART = 16 * MEGABYTE;
/** Milliseconds that a browser may take to begin with a file */
const KEPT_FOR = 60_000;

/**
 * Whether the frame around the page is known to forbid files: a sandbox without `allow-downloads`. A frame of another origin does
 * not show what it allows.
 */
export function isDownloadForbidden({ frameElement }: { readonly frameElement: Element | null }): boolean {
  const sandbox = frameElement?.getAttribute('sandbox');
  return typeof sandbox === 'string' && !sandbox.split(/\s+/).includes('allow-downloads');
}

/** Within a frame nobody tells whether the browser saved it. */
export function savedBlob(blob: Blob, name: string): Exported {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
  return { kind: window.top === window ? 'saved' : 'handed over', missing: 0 };
}

/** Not yet in every browser, and in no frame of another origin (WICG File System Access) */
interface FilePicker {
  showSaveFilePicker?(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** Asks where a file is to be written, where the browser can; else the browser holds it. @returns `undefined`: the person wants it no more */
export async function chosenPlace(name: string): Promise<Place | undefined> {
  try {
    const handle = await (window as FilePicker).showSaveFilePicker?.({ suggestedName: name });
    return handle ? intoFile(handle) : held(name);
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? undefined : held(name);
  }
}

function intoFile(handle: FileSystemFileHandle): Place {
  return {
    async write(stream, signal) {
      try {
        await stream.pipeTo(await handle.createWritable(), { signal });
        return { kind: 'saved', missing: 0 };
      } catch {
        // A place that may not be written to never took the stream: whoever fills it stops too.
        void stream.cancel().catch(() => undefined);
        return { kind: signal.aborted ? 'stopped' : 'not-written' };
      }
    },
  };
}

/** @param most bytes that are held */
export function held(name: string, most: number = MOST_HELD): Place {
  return {
    async write(stream, signal) {
      const reader = stream.getReader();
      const parts: Blob[] = [];
      let grown: Uint8Array<ArrayBuffer>[] = [];
      let [size, all] = [0, 0];
      const closed = () => {
        parts.push(new Blob(grown));
        [grown, size] = [[], 0];
      };
      try {
        for (;;) {
          signal.throwIfAborted();
          const { done, value } = await reader.read();
          if (done) break;
          grown.push(new Uint8Array(value));
          size += value.byteLength;
          all += value.byteLength;
          if (all > most) {
            void reader.cancel().catch(() => undefined);
            return { kind: 'too-large', megabytes: Math.round(most / MEGABYTE) };
          }
          if (size > PART) closed();
        }
        closed();
        return savedBlob(new Blob(parts, { type: 'application/zip' }), name);
      } catch {
        void reader.cancel().catch(() => undefined);
        return { kind: signal.aborted ? 'stopped' : 'not-written' };
      }
    },
  };
}
