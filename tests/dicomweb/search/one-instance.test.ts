import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../../src/dicomweb/archive';
import { earlyAnswers } from '../../../src/dicomweb/requests/early-answers';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import {
  anArchive,
  anInstanceAnswer,
  aServer,
  INSTANCE,
  multipartBody,
  OCTETS,
  RELATED,
  ROOT,
  SERIES,
  STUDY,
} from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const instances = `${ROOT}/studies/${STUDY}/series/${SERIES}/instances`;
const json = (value: unknown) =>
  new HttpResponse(JSON.stringify(value), { headers: { 'Content-Type': 'application/dicom+json' } });
const numbered = (number: number) => ({
  '00080018': { vr: 'UI', Value: [INSTANCE] },
  '00200013': { vr: 'IS', Value: [number] },
});

/** An archive of one picture of 2 × 2 pixels, and what was asked of it. */
function holding(found: readonly unknown[]) {
  const asked: string[] = [];
  const note = (what: string, answer: () => Response) => () => {
    asked.push(what);
    return answer();
  };
  server.use(
    http.get(instances, ({ request }) => {
      asked.push(`query ${new URL(request.url).search}`);
      return json(found);
    }),
    http.get(
      `${instances}/${INSTANCE}/metadata`,
      note('metadata', () => json([anInstanceAnswer(INSTANCE)])),
    ),
    http.get(
      `${instances}/${INSTANCE}/frames/1`,
      note(
        'frame',
        () =>
          new HttpResponse(multipartBody([{ headers: OCTETS, bytes: new Uint8Array(16) }]), {
            headers: RELATED,
          }),
      ),
    ),
  );
  const address = anArchive({ early: earlyAnswers(), wholeStudies: wholeStudies() });
  return {
    asked,
    archive: dicomwebArchive(address),
    frames: dicomwebFrames({ archiveOf: () => address, wholeStudies: address.wholeStudies }),
  };
}

describe('one instance of a series', () => {
  it('comes by its number, its first frame being asked for beside its metadata and only once', async () => {
    const { asked, archive, frames } = holding([numbered(1)]);
    const answer = await archive.instanceOf(STUDY, SERIES, 1, NEVER);
    const [instance] = answer.ok ? answer.value.instances : [];
    if (!instance) throw new Error('no instance came');
    expect(asked[0]).toMatch(/InstanceNumber=1&limit=1/);
    const frame = await frames.frame({ instance, number: 1 }, 'now', NEVER);
    expect(frame).toMatchObject({ ok: true });
    expect(asked.filter((what) => what === 'frame')).toHaveLength(1);
    // What was given once is asked for again.
    await frames.frame({ instance, number: 1 }, 'now', NEVER);
    expect(asked.filter((what) => what === 'frame')).toHaveLength(2);
  });

  it('needs no query where it is known which', async () => {
    const { asked, archive } = holding([]);
    await archive.instanceOf(STUDY, SERIES, INSTANCE, NEVER);
    expect(asked.toSorted()).toEqual(['frame', 'metadata']);
  });

  it.each([
    ['no instance has the number', []],
    ['the archive answers with any instance', [numbered(57)]],
  ])('is not found where %s', async (_, found) => {
    const { asked, archive } = holding(found);
    expect(await archive.instanceOf(STUDY, SERIES, 1, NEVER)).toMatchObject({
      ok: false,
      problem: { kind: 'not-found' },
    });
    expect(asked).toHaveLength(1);
  });
});
