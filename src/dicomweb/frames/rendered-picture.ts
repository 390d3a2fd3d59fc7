import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import { partsIn } from '../../http/answer-parts';
import { settled } from '../../http/failure';
import { askInForms } from '../../http/question-forms';
import type { Requests } from '../requests/request';

const MOST = 4 * 1024 * 1024;

/**
 * A picture that the archive made (PS3.18 §10.4.1.1.3, §10.4.1.1.4). Anything it answers to say that it makes none is
 * `not-found`.
 */
export async function renderedPicture(
  requests: Requests,
  url: URL,
  signal: AbortSignal,
): Promise<Result<Blob>> {
  const notFound: Problem = { kind: 'not-found', where: requests.archive.name };
  const answer = await askInForms(
    requests.capabilities,
    `picture ${url.pathname.slice(url.pathname.lastIndexOf('/') + 1)}`,
    [
      { accept: 'image/jpeg', at: url },
      { accept: '*/*', at: bare(url) },
    ],
    ({ accept, at }) => requests.get(at, accept, signal),
    isOfPlainness,
  );
  if (!answer.ok) return isMissing(answer.problem) ? err(notFound) : answer;
  const bytes = await settled(async () => {
    // Some send it as the one part of a multipart answer.
    for await (const part of partsIn(answer.value, { parts: 1, partSize: MOST })) return part.bytes;
    return new Uint8Array();
  });
  if (!bytes.ok) return bytes;
  const labelled = answer.value.mediaType.type;
  const type = typeOf(bytes.value) ?? (SHOWN.includes(labelled) ? labelled : undefined);
  return type === undefined ? err(notFound) : ok(new Blob([new Uint8Array(bytes.value)], { type }));
}

/** Not every archive can give it a size, or has this form of picture. What it lacks altogether it answers with these too. */
const isOfPlainness = (problem: Problem) =>
  problem.kind === 'failed' && [400, 406, 415].includes(problem.status);

const SHOWN = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/** Pictures that a browser shows, by how they begin: the label may say less, or another thing. */
function typeOf(bytes: Uint8Array): string | undefined {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 12));
  return PICTURES.find(([pattern]) => pattern.test(beginning))?.[1];
}

const PICTURES: readonly (readonly [RegExp, string])[] = [
  [/^ÿØÿ/, 'image/jpeg'],
  [/^.PNG\r\n/, 'image/png'],
  [/^GIF8/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
];

/** Without a size */
function bare(url: URL): URL {
  const plain = new URL(url);
  plain.search = '';
  return plain;
}

/** 4xx and 501 of a resource that is optional */
export function isMissing(problem: Problem): boolean {
  if (problem.kind === 'failed') return problem.status < 500 || problem.status === 501;
  return problem.kind === 'not-found';
}
