/** Good answers made bad, as servers and networks make them. */

const typeOf = (response: Response) => response.headers.get('Content-Type') ?? '';

const isJson = (response: Response) => typeOf(response).includes('json');

/** The same answer with other bytes; its old length and coding are no longer true. */
function withBody(response: Response, body: BodyInit): Response {
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  headers.delete('ETag');
  return new Response(body, { status: response.status, headers });
}

/** JSON cut off in the middle of what it says. Anything else passes. */
export async function truncateJson(response: Response): Promise<Response> {
  if (!isJson(response) || response.headers.has('Content-Encoding')) return response;
  const text = await response.text();
  return withBody(response, text.slice(0, Math.ceil(text.length * 0.6)));
}

/** A multipart body without its last two fifths and without the closing boundary. Anything else passes. */
export async function truncateMultipart(response: Response): Promise<Response> {
  if (!typeOf(response).startsWith('multipart/')) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return withBody(response, bytes.slice(0, Math.floor(bytes.length * 0.6)));
}

/** Half of the body, and then a connection that stays open and says nothing. */
export async function halfThenSilence(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === 0) return response;
  const half = bytes.slice(0, Math.ceil(bytes.length / 2));
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(half) });
  return withBody(response, body);
}

interface Element {
  vr?: string;
  BulkDataURI?: string;
}

/** Metadata whose every BulkDataURI, and one ICC profile (0028,2000) more, lead to `trap`. Anything else passes. */
export async function trapBulkdata(response: Response, trap: string): Promise<Response> {
  if (!isJson(response) || response.headers.has('Content-Encoding')) return response;
  const instances: unknown = await response.json();
  if (!Array.isArray(instances)) return withBody(response, JSON.stringify(instances));
  const rewritten = instances.map((instance: Record<string, Element>) => {
    const elements = Object.entries(instance).map(([tag, element]) => [
      tag,
      element.BulkDataURI === undefined ? element : { ...element, BulkDataURI: `${trap}/bulkdata/${tag}` },
    ]);
    return {
      ...Object.fromEntries(elements),
      '00282000': { vr: 'OB', BulkDataURI: `${trap}/bulkdata/00282000` },
    };
  });
  return withBody(response, JSON.stringify(rewritten));
}
