import type { Findings } from './finding';

/** What a server answered, its body cut where it is longer than anybody needs. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Whether the body went on beyond what was read */
  readonly cut: boolean;
  /** Until the headers came */
  readonly milliseconds: number;
}

/** An answer, or why there is none, as the second half of a sentence. */
export type Reply = Answered | { readonly silent: string };

export const isAnswered = (reply: Reply): reply is Answered => !('silent' in reply);

export interface Question {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Octets of the body that are read */
  readonly most?: number;
}

/** Who asks, and how long it waits. */
export interface Asker {
  /** The origin that browsers will send */
  readonly origin: string;
  /** Milliseconds */
  readonly patience: number;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

const MOST = 4 * 1024 * 1024;

/** Asks once, as a browser would with a page of the viewer's origin, in bounded time and memory. Never rejects. */
export async function ask(
  asker: Asker,
  address: URL,
  { headers = {}, most = MOST, ...rest }: Question = {},
): Promise<Reply> {
  const signal = AbortSignal.timeout(asker.patience);
  const began = performance.now();
  try {
    const response = await asker.fetch(address, {
      ...rest,
      headers: { origin: asker.origin, ...headers },
      redirect: 'manual',
      signal,
    });
    const milliseconds = performance.now() - began;
    const { body, cut } = await bounded(response, most);
    return { status: response.status, headers: response.headers, body, cut, milliseconds };
  } catch (error) {
    return { silent: signal.aborted ? `did not answer within ${asker.patience / 1000} s` : why(error) };
  }
}

async function bounded(response: Response, most: number): Promise<{ body: Uint8Array; cut: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (; reader !== undefined && length < most;) {
    const { value, done } = await reader.read();
    if (done) return { body: Buffer.concat(parts), cut: false };
    parts.push(value);
    length += value.byteLength;
  }
  await reader?.cancel().catch(() => undefined);
  return { body: Buffer.concat(parts), cut: reader !== undefined };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has a name that is not known here (DNS)',
  EAI_AGAIN: 'has a name that could not be looked up (DNS)',
  ECONNREFUSED: 'takes no connection: nothing listens there, or a firewall refuses',
  ECONNRESET: 'closed the connection without an answer',
  UND_ERR_SOCKET: 'closed the connection without an answer',
  EHOSTUNREACH: 'cannot be reached from here: no route',
  UND_ERR_CONNECT_TIMEOUT: 'takes no connection: it is silent, or a firewall drops',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that no authority signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate of an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'does not send the certificates between its own and the authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
  HPE_INVALID_CONSTANT: 'does not answer in HTTP',
};

function why(error: unknown): string {
  const cause = (error as { readonly cause?: { readonly code?: string; readonly message?: string } }).cause;
  const code = cause?.code ?? '';
  return REASONS[code] ?? `gave no answer (${code || (cause?.message ?? String(error)).slice(0, 100)})`;
}

/** The body as JSON; `undefined` where it is none. */
export function json({ body }: Answered): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** What a page of the viewer's origin may do with an answer: read it, and after which preflight (Fetch, 3.2). */
export const mayRead = ({ headers }: Answered, origin: string): boolean =>
  ['*', origin].includes(headers.get('access-control-allow-origin') ?? '');

/** Whether a preflight lets requests with these headers through, and for how long a browser remembers it. */
export async function preflight(
  asker: Asker,
  address: URL,
  method: string,
  wanted: readonly string[],
): Promise<{ readonly refused?: string; readonly seconds: number }> {
  const reply = await ask(asker, address, {
    method: 'OPTIONS',
    headers: {
      'access-control-request-method': method,
      'access-control-request-headers': wanted.join(','),
    },
  });
  if (!isAnswered(reply)) return { refused: `it ${reply.silent}`, seconds: 0 };
  const seconds = Number(reply.headers.get('access-control-max-age') ?? 0) || 0;
  if (reply.status < 200 || reply.status > 299)
    return { refused: `the preflight is answered with ${reply.status}`, seconds };
  if (!mayRead(reply, asker.origin))
    return { refused: 'Access-Control-Allow-Origin does not name it', seconds };
  const allowed = (reply.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
  // The star does not stand for Authorization (Fetch, 4.8).
  const lacking = wanted.filter(
    (name) => !allowed.includes(name) && (name === 'authorization' || !allowed.includes('*')),
  );
  return lacking.length > 0
    ? { refused: `Access-Control-Allow-Headers lacks ${lacking.join(', ')}`, seconds }
    : { seconds };
}

const SKEW = 60_000;

/** How far a server's clock is from this machine's, where that matters. */
export function clock({ headers, milliseconds }: Answered, now: number): Findings {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return [];
  const skew = date - (now - milliseconds / 2);
  if (Math.abs(skew) <= SKEW) return [];
  return [
    {
      level: 'missing',
      what: `its clock is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine's`,
      means:
        'Sessions may end early or be refused, and "complete as of" and the audit trail tell wrong times.',
    },
  ];
}

/** The median of a few times, in words that say whether it is felt. */
export function roundTrip(times: readonly number[], perLaunch: number): Findings {
  const median = [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
  const what = `answers in ${Math.round(median)} ms`;
  if (median <= 400) return [{ level: 'well', what }];
  const seconds = ((median * perLaunch) / 1000).toFixed(1);
  return [
    { level: 'note', what, means: `Each launch waits about ${seconds} s for it before the first picture.` },
  ];
}
