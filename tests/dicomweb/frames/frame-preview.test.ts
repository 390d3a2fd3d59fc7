import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import { aFrame, anArchive, anInstance, aPixel, aServer, frameAddress } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const picture = () =>
  new HttpResponse(new Uint8Array([1, 2, 3]), { headers: { 'Content-Type': 'image/jpeg' } });

function previews(answer: (url: URL) => Response) {
  const asked: URL[] = [];
  server.use(
    http.get(`${frameAddress('1')}/rendered`, ({ request }) => {
      asked.push(new URL(request.url));
      return answer(new URL(request.url));
    }),
  );
  const archive = anArchive();
  const { preview } = dicomwebFrames({ archiveOf: () => archive, wholeStudies: wholeStudies() });
  if (!preview) throw new Error('it makes no previews');
  const instance = anInstance({ image: aPixel({ rows: 2560, columns: 2000 }) });
  return { asked, ask: () => preview(aFrame(1, instance), 768, NEVER) };
}

describe('a preview of a frame', () => {
  it('is the archive’s own rendering, in the picture’s proportions and no larger than asked', async () => {
    const { asked, ask } = previews(picture);
    const answer = await ask();
    expect(answer.ok && [answer.value.type, answer.value.size]).toEqual(['image/jpeg', 3]);
    expect(asked[0]?.search).toBe('?viewport=600,768');
  });

  it('is not asked for again of an archive that renders nothing', async () => {
    const { asked, ask } = previews(() => new HttpResponse(null, { status: 406 }));
    expect((await ask()).ok).toBe(false);
    expect((await ask()).ok).toBe(false);
    // Once as it is wanted, once in the plainest form
    expect(asked).toHaveLength(2);
  });

  it('is no page of text', async () => {
    const { ask } = previews(() => HttpResponse.html('<p>Sign in</p>'));
    expect(await ask()).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });
});
