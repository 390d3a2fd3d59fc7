import type { Page, Request } from 'playwright';

export type Kind = 'code' | 'data' | 'pixels';

/** One finished request. Times in epoch milliseconds, bytes as they came over the line. */
export interface Passage {
  readonly kind: Kind;
  /** Without its query */
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** It had to open a connection first */
  readonly connected: boolean;
}

/** Notes every request of a page from now on. */
export function watchTraffic(page: Page): () => Promise<readonly Passage[]> {
  const passages: Promise<Passage | undefined>[] = [];
  page.on('requestfinished', (request) => passages.push(passageOf(request)));
  return async () => (await Promise.all(passages)).filter((each) => each !== undefined);
}

async function passageOf(request: Request): Promise<Passage | undefined> {
  const { protocol, pathname } = new URL(request.url());
  if (!protocol.startsWith('http')) return undefined;
  // Read at once: a page that is left takes its requests' figures along.
  const { startTime, responseEnd, connectStart } = request.timing();
  const response = await request.response().catch(() => null);
  const announced = Number(response?.headers()['content-length'] ?? 0);
  const sizes = await request.sizes().catch(() => ({ responseBodySize: announced }));
  return {
    kind: kindOf(pathname),
    path: pathname,
    from: startTime,
    to: startTime + Math.max(0, responseEnd),
    bytes: Math.max(0, sizes.responseBodySize),
    connected: connectStart >= 0,
  };
}

function kindOf(path: string): Kind {
  // The last one is a whole file, by Orthanc's own address.
  if (/\/(frames|rendered|thumbnail|bulkdata)(\/|$)|\/instances\/[\da-f-]+\/file$/.test(path))
    return 'pixels';
  const isCode = /\.(js|css|html|wasm|svg|webmanifest|woff2)$/.test(path) || /^\/(viewer)?$/.test(path);
  return isCode ? 'code' : 'data';
}
