import { afterEach, describe, expect, it, vi } from 'vitest';
import { instanceUid, seriesUid } from '../../../src/domain/ids';
import type { KeyObject } from '../../../src/domain/objects/key-object';
import { NHS_NUMBER } from '../../../src/domain/patient/identifier';
import type { Archive } from '../../../src/domain/ports/archive';
import { err, ok, type Result } from '../../../src/domain/problem';
import { fromFirst } from '../../../src/workflow/study/retrieval';
import { retrieveStudy, openStudy } from '../../../src/workflow/study/open-study';
import { problemWords } from '../../../src/texts/en/problems';
import { fakeEngine } from '../../fake-engine';
import {
  aPatient,
  aSeries,
  aStudy,
  anArchive,
  ctSlices,
  nothingBeside,
  personOf,
  type GivenArchive,
} from '../../fakes';

const plain = aSeries({ uid: '1.1', number: 1, modality: 'CT' });
const contrast = aSeries({ uid: '1.2', number: 2, modality: 'CT' });
const notes = aSeries({ uid: '1.9', number: 900, modality: 'KO' });
const instances = {
  '1.1': ctSlices(3, { series: '1.1' }),
  '1.2': ctSlices(3, { series: '1.2' }),
};
const [, chosenSlice] = instances['1.2'];

const keyObject: KeyObject = {
  id: '2.25.77',
  study: aStudy().uid,
  series: seriesUid('1.9'),
  title: 'Of interest',
  images: [{ reference: { series: seriesUid('1.2'), instance: chosenSlice?.uid } }],
};

const never = new AbortController().signal;
const withSeries = (...series: (typeof plain)[]) => aStudy({ series });
const opened = (archive: Archive, study = withSeries(plain, contrast, notes)) => {
  const engine = fakeEngine();
  const one = openStudy(study, () => ({ studies: [], archives: [archive] }));
  return { engine, one, result: retrieveStudy(one, aPatient(), engine, never) };
};
const archiveOf = (given: GivenArchive = {}) => anArchive('Salford Royal', { instances, ...given });

afterEach(() => vi.useRealTimers());

describe('the archive’s list of series', () => {
  const short = [{ kind: 'unreadable', count: 2 }] as const;

  it('is told with who told it, and why it may not be all', async () => {
    const { result } = opened(archiveOf({ series: [plain], seriesShortfalls: short }), aStudy());
    expect(await result).toMatchObject({
      ok: true,
      value: { seriesGap: { name: 'Salford Royal', why: { kind: 'partial', shortfalls: short } } },
    });
  });

  it('that is whole, or the record’s own, leaves nothing to be said', async () => {
    const { result } = opened(archiveOf({ series: [plain] }), aStudy());
    expect(await result).not.toHaveProperty('value.seriesGap');
    expect(await opened(archiveOf({ seriesShortfalls: short })).result).not.toHaveProperty('value.seriesGap');
  });

  it('of which none can be read is not "does not have it"', async () => {
    const { result } = opened(archiveOf({ series: [], seriesShortfalls: short }), aStudy());
    expect(await result).toMatchObject({ ok: false, problem: { kind: 'malformed', where: 'Salford Royal' } });
  });
});

describe('pictures that came and cannot be drawn', () => {
  const undrawable = (unreadable: readonly string[]): Archive => ({
    ...archiveOf(),
    instancesOf: () => Promise.resolve(ok({ instances: [], unreadable })),
  });

  it('are told as that, and not as an answer that cannot be read', async () => {
    const { result } = opened(undrawable(['a palette without entries']), withSeries(plain));
    const problem = {
      kind: 'none-readable',
      where: 'Salford Royal',
      what: 'a palette without entries',
    } as const;
    expect(await result).toEqual({ ok: false, problem });
    expect(problemWords(problem)).toBe(
      'Salford Royal answered, and none of the pictures that it sent can be drawn here',
    );
  });

  it('are not said to be there where none came at all', async () => {
    const { result } = opened(undrawable([]), withSeries(plain));
    expect(await result).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });
});

describe('a study that an archive labels as another’s', () => {
  it('is refused before anything is asked for', async () => {
    const archive = archiveOf();
    const denied = { identity: { kind: 'different', differs: ['identifier'] } } as const;
    const { result } = opened(archive, { ...withSeries(plain), ...denied });
    expect(await result).toMatchObject({ problem: { kind: 'different-person' } });
    expect(archive.asked).toEqual([]);
  });
});

describe('opening a study', () => {
  it('asks for the likeliest series beside the key objects, not after them', async () => {
    const archive = archiveOf({ objects: 'silent' });
    void opened(archive);
    await vi.waitFor(() => expect(archive.asked).toEqual(['instancesOf 1.1']));
  });

  it('asks for a series that the record lists in the same turn: what is drawn meanwhile comes behind', () => {
    const archive = archiveOf();
    void opened(archive);
    expect(archive.asked).toContain('instancesOf 1.1');
  });

  it('opens on the series whose pictures were chosen, and has the first of them fetched at once', async () => {
    const { engine, result } = opened(archiveOf({ objects: { keyObjects: [keyObject] } }));
    expect(await result).toMatchObject({ ok: true, value: { first: { uid: '1.2' } } });
    expect(engine.prepared.map(({ instance }) => instance.uid)).toEqual([chosenSlice?.uid]);
  });

  it('opens on the first series where nothing was chosen, and has its middle fetched at once', async () => {
    const { engine, result } = opened(archiveOf(), withSeries(plain, contrast));
    expect(await result).toMatchObject({ ok: true, value: { first: { uid: '1.1' } } });
    expect(engine.prepared.map(({ instance }) => instance.uid)).toEqual([instances['1.1'][1]?.uid]);
  });

  it('opens a long series on a picture in its middle, before the metadata of the others', async () => {
    const long = aSeries({ uid: '1.3', number: 1, modality: 'CT', instanceCount: 300 });
    const archive = archiveOf({ instances: { '1.3': ctSlices(300, { series: '1.3' }) } });
    const result = await opened(archive, withSeries(long)).result;
    expect(archive.asked).toEqual(['instanceOf 1.3 150']);
    expect(result).toMatchObject({ ok: true, value: { first: { checked: { partial: true } } } });
    const [set] = result.ok ? result.value.first.checked.displaySets : [];
    expect([set?.partial, set?.frames.map(({ instance }) => instance.instanceNumber)]).toEqual([true, [150]]);
  });

  it.each([
    ['a long series', { modality: 'CT', instanceCount: 300 }, 'instanceOf 1.3 2.25.9'],
    ['a long cine run', { modality: 'XA', instanceCount: 300 }, 'instanceOf 1.3 2.25.8'],
    ['a radiograph', { modality: 'DX', instanceCount: 1 }, 'instanceOf 1.3 2.25.8'],
    // Whether one object is one picture, its modality does not say.
    ['a film', { modality: 'ES', instanceCount: 1 }, 'instancesOf 1.3'],
    ['two views', { modality: 'DX', instanceCount: 2 }, 'instancesOf 1.3'],
  ])('asks for the first picture of %s by its name, where the record lists instances', (_, parts, asked) => {
    const listed = aSeries({
      uid: '1.3',
      number: 1,
      firstInstance: instanceUid('2.25.8'),
      middleInstance: instanceUid('2.25.9'),
      ...parts,
    });
    const archive = archiveOf();
    void opened(archive, withSeries(listed));
    expect(archive.asked[0]).toBe(asked);
  });

  it('opens a long series on the picture that was chosen', async () => {
    const long = aSeries({ uid: '1.2', number: 2, modality: 'CT', instanceCount: 300 });
    const archive = archiveOf({ objects: { keyObjects: [keyObject] } });
    await opened(archive, withSeries(long, notes)).result;
    expect(archive.asked.at(-1)).toBe(`instanceOf 1.2 ${chosenSlice?.uid}`);
  });

  it('opens a long series whole where no picture of it can be had by itself', async () => {
    const long = aSeries({ uid: '1.3', number: 1, modality: 'CT', instanceCount: 300 });
    const slices = ctSlices(30, { series: '1.3' }).slice(1);
    const archive = archiveOf({ instances: { '1.3': slices } });
    const result = await opened(archive, withSeries(long)).result;
    expect(archive.asked).toEqual(['instanceOf 1.3 150', 'instancesOf 1.3']);
    expect(result).toMatchObject({ ok: true, value: { first: { checked: { displaySets: [{}] } } } });
  });

  it('asks for a short series once, whether or not a picture of it was chosen', async () => {
    const asked: string[] = [];
    const archive = archiveOf({
      objects: {
        ...nothingBeside,
        keyObjects: [
          {
            ...keyObject,
            images: [{ reference: { series: seriesUid('1.1'), instance: instances['1.1'][1]?.uid } }],
          },
        ],
      },
    });
    const counting: Archive = {
      ...archive,
      instancesOf: (study, series, signal) => {
        asked.push(series);
        return archive.instancesOf(study, series, signal);
      },
    };
    expect(await opened(counting, withSeries(plain, notes)).result).toMatchObject({ ok: true });
    expect(asked).toEqual(['1.1']);
  });

  it('asks a silent archive for one thing once, however many series the study has', async () => {
    const asked: string[] = [];
    const silent = (what: string) => {
      asked.push(what);
      return Promise.resolve(err({ kind: 'timed-out', where: 'Salford Royal' } as const));
    };
    const archive: Archive = {
      ...archiveOf(),
      instancesOf: (_, series) => silent(series),
      instanceOf: (_, series) => silent(`one of ${series}`),
    };
    const long = aSeries({ uid: '1.1', number: 1, modality: 'CT', instanceCount: 300 });
    const { result } = opened(archive, withSeries(long, contrast));
    expect(await result).toEqual({ ok: false, problem: { kind: 'timed-out', where: 'Salford Royal' } });
    expect(asked).toEqual(['one of 1.1']);
  });

  it('does not let a silent archive of key objects hold up the pictures for long', async () => {
    vi.useFakeTimers();
    const { result } = opened(archiveOf({ objects: 'silent' }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(await result).toMatchObject({ ok: true, value: { first: { uid: '1.1' } } });
  });

  it('fetches nothing ahead of a study that holds pictures of somebody else', async () => {
    const stranger = personOf(
      aPatient({ identifiers: [{ system: NHS_NUMBER, value: '9990123462' }], birthDate: '1950-01-01' }),
    );
    const theirs = { '1.1': ctSlices(3, { series: '1.1', person: stranger }) };
    const { engine, result } = opened(archiveOf({ instances: theirs }), withSeries(plain));
    expect(await result).toMatchObject({ ok: false, problem: { kind: 'different-person' } });
    expect(engine.prepared).toEqual([]);
  });
});

describe('an open study', () => {
  const counting = () => {
    let asked = 0;
    const archive: Archive = {
      ...anArchive('Salford Royal'),
      objectsOf: async () => {
        asked += 1;
        return asked === 1
          ? { ok: false, problem: { kind: 'timed-out', where: 'Salford Royal' } }
          : ok(nothingBeside);
      },
    };
    return { archive, asked: () => asked };
  };

  it('asks for what lies beside the pictures once, however many want to know, and again after a failure', async () => {
    const { archive, asked } = counting();
    const { objects } = openStudy(withSeries(plain), () => ({ studies: [], archives: [archive] }));
    const both = await Promise.all([objects(), objects()]);
    expect(both.map(({ ok }) => ok)).toEqual([false, false]);
    expect(asked()).toBe(1);
    expect((await objects()).ok).toBe(true);
    await objects();
    expect(asked()).toBe(2);
  });

  it('is as the list has it by now, and at whoever holds it by now', () => {
    const [salford, bolton] = [anArchive('Salford Royal'), anArchive('Bolton')];
    let known = { studies: [withSeries(plain)], archives: [salford, bolton] };
    const open = openStudy(withSeries(plain), () => known);
    expect(open.archives).toEqual([salford]);
    const later = { ...withSeries(plain), started: '2026-11-18T10:00:00', heldBy: [bolton.id] };
    known = { ...known, studies: [later] };
    expect(open.study).toBe(later);
    expect(open.archives).toEqual([bolton]);
    known = { ...known, studies: [] };
    expect(open.study.uid).toBe(later.uid);
  });

  it('stops what was asked when it is left', () => {
    const { signal, leave } = openStudy(withSeries(plain), () => ({ studies: [], archives: [] }));
    leave();
    expect(signal.aborted).toBe(true);
  });
});

describe('several archives that may hold a study', () => {
  const [bolton, salford, wigan] = ['Bolton', 'Salford', 'Wigan'].map((name) => anArchive(name));
  const archives = [bolton, salford, wigan].flatMap((one) => one ?? []);
  type Behaves = 'answers' | 'refuses' | 'silent' | 'late';

  /** Who was asked when, in seconds, and how it came out. */
  async function course(behaviours: readonly Behaves[], seconds: number) {
    vi.useFakeTimers();
    const began = Date.now();
    const asked: [name: string, second: number][] = [];
    const stopped: string[] = [];
    const result = fromFirst(aStudy(), archives.slice(0, behaviours.length), never, ({ name }, signal) => {
      signal.addEventListener('abort', () => stopped.push(name));
      const how = behaviours[archives.findIndex((one) => one.name === name)];
      asked.push([name, (Date.now() - began) / 1000]);
      if (how === 'answers') return Promise.resolve(ok('pictures'));
      if (how === 'refuses') return Promise.resolve(err({ kind: 'forbidden', where: name } as const));
      return new Promise<Result<string>>((resolve) =>
        setTimeout(
          () => resolve(how === 'late' ? ok('late') : err({ kind: 'timed-out', where: name } as const)),
          how === 'late' ? 4_000 : 8_000,
        ),
      );
    });
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    return { asked, stopped, result: await result };
  }

  interface Row {
    readonly what: string;
    readonly behaviours: readonly Behaves[];
    readonly seconds: number;
    /** Who was asked after how many seconds */
    readonly asked: Readonly<Record<string, number>>;
    readonly from?: string;
  }
  const rows: readonly Row[] = [
    {
      what: 'the first answers: nobody else is asked',
      behaviours: ['answers', 'answers'],
      seconds: 0,
      asked: { Bolton: 0 },
      from: 'Bolton',
    },
    {
      what: 'the first refuses: the next at once',
      behaviours: ['refuses', 'answers'],
      seconds: 0,
      asked: { Bolton: 0, Salford: 0 },
      from: 'Salford',
    },
    {
      what: 'the first is silent: the next beside it',
      behaviours: ['silent', 'answers'],
      seconds: 2.5,
      asked: { Bolton: 0, Salford: 2.5 },
      from: 'Salford',
    },
    {
      what: 'all are silent: told after one deadline and the head starts',
      behaviours: ['silent', 'silent', 'silent'],
      seconds: 13,
      asked: { Bolton: 0, Salford: 2.5, Wigan: 5 },
    },
    {
      what: 'the first is late and the next silent: the late one is taken',
      behaviours: ['late', 'silent'],
      seconds: 4,
      asked: { Bolton: 0, Salford: 2.5 },
      from: 'Bolton',
    },
    {
      what: 'one is silent and one refuses: the third at once',
      behaviours: ['silent', 'refuses', 'answers'],
      seconds: 2.5,
      asked: { Bolton: 0, Salford: 2.5, Wigan: 2.5 },
      from: 'Wigan',
    },
    { what: 'there is none', behaviours: [], seconds: 0, asked: {} },
  ];
  it.each(rows)('$what', async ({ behaviours, seconds, asked: expected, from }) => {
    const { asked, result } = await course(behaviours, seconds);
    expect(Object.fromEntries(asked)).toEqual(expected);
    expect(asked).toHaveLength(Object.keys(expected).length);
    if (from === undefined) expect(result.ok).toBe(false);
    else expect(result).toMatchObject({ ok: true, value: { archive: { name: from } } });
  });

  it('who are still asked when another has answered are stopped, and who answered is not', async () => {
    expect((await course(['silent', 'refuses', 'answers'], 2.5)).stopped).toEqual(['Bolton', 'Salford']);
  });

  it('that stop because the study was left ask nobody else', async () => {
    vi.useFakeTimers();
    const ask = vi.fn(() => Promise.reject(new DOMException('left', 'AbortError')));
    await expect(fromFirst(aStudy(), archives, never, ask)).rejects.toThrow('left');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
