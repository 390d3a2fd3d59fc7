import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import { anArchive, anInstance, aServer, frameAddress, multipartBody, OCTETS, RELATED } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const archive = anArchive();
const slide = { holds: 'tissue', of: '1', data: {}, bulk: new Map() } as const;
const instance = anInstance({ slide }, 40);

/** Answers lists of tiles, but for those that hold one of these. @returns the lists that were asked for */
function answering(bad: readonly number[] = [], takesLists = true): string[] {
  const asked: string[] = [];
  server.use(
    http.get(frameAddress(':numbers'), ({ params }) => {
      const list = String(params['numbers']);
      asked.push(list);
      const numbers = list.split(',').map(Number);
      if (numbers.some((number) => bad.includes(number)) || (!takesLists && numbers.length > 1))
        return new HttpResponse(null, { status: 500 });
      const parts = numbers.map((number) => ({ headers: OCTETS, bytes: new Uint8Array(16).fill(number) }));
      return new HttpResponse(multipartBody(parts), { headers: RELATED });
    }),
  );
  return asked;
}

const tiles = (numbers: readonly number[]) => {
  const frames = dicomwebFrames({ archiveOf: () => archive });
  return Promise.all(numbers.map((number) => frames.frame({ instance, number }, 'next', NEVER)));
};

describe('The tiles of a slide', () => {
  it('that are wanted together come in one list, in rows with gaps between them', async () => {
    const asked = answering();
    const found = await tiles([12, 3, 4, 11, 20]);
    expect(asked).toEqual(['3,4,11,12,20']);
    expect(found.map((one) => one.ok && one.value.bytes[0])).toEqual([12, 3, 4, 11, 20]);
  });

  it('come one by one where an archive takes no lists', async () => {
    const asked = answering([], false);
    expect((await tiles([1, 2, 9])).every(({ ok }) => ok)).toBe(true);
    expect(asked.slice(1).sort()).toEqual(['1', '2', '9']);
  });
});
