import type { Result } from '../../domain/problem';
import type { Answer } from '../../http/answer';

/** Answers that were asked for before anybody was ready to read them, by address. Each is given once. */
export interface EarlyAnswers {
  put(url: URL, accept: string, answer: Promise<Result<Answer>>, signal: AbortSignal): void;
  take(url: URL, accept: string): Promise<Result<Answer>> | undefined;
}

/** Few are kept: what nobody took by then was not wanted, and gives its connection back. */
const MOST = 4;

export function earlyAnswers(): EarlyAnswers {
  const waiting = new Map<string, Promise<Result<Answer>>>();
  const discard = (key: string) => {
    const answer = waiting.get(key);
    waiting.delete(key);
    answer?.then(
      (result) => result.ok && result.value.discard(),
      () => undefined,
    );
  };
  return {
    put(url, accept, answer, signal) {
      const key = keyOf(url, accept);
      discard(key);
      waiting.set(key, answer);
      answer.catch(() => undefined);
      signal.addEventListener('abort', () => {
        if (waiting.get(key) === answer) waiting.delete(key);
      });
      const [oldest] = waiting.keys();
      if (waiting.size > MOST && oldest !== undefined) discard(oldest);
    },
    take(url, accept) {
      const key = keyOf(url, accept);
      const answer = waiting.get(key);
      waiting.delete(key);
      return answer;
    },
  };
}

const keyOf = (url: URL, accept: string) => `${accept} ${url.href}`;
