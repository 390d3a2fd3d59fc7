import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import '../../src/ui/tokens.css';
import { displaySetsOf } from '../../src/domain/study/display-set';
import Viewport from '../../src/ui/viewport/Viewport.svelte';
import { allGraphics } from '../../src/workflow/viewer/graphics';
import { viewportMachine } from '../../src/workflow/viewport/viewport.machine';
import { fakeEngine } from '../fake-engine';
import { aPatient, personOf } from '../fakes';
import { mammogramStudy } from '../gallery/fixtures';

/** A patient whose name takes two lines in a narrow view */
const patient = aPatient({ name: { family: 'Hollowell', given: ['Wren'], prefix: 'Mrs' } });

const prior = { span: { unit: 'year', count: 3 }, part: 'breast' } as const;

let shown: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (shown) await unmount(shown);
  document.body.replaceChildren();
});

/** One view of a mammogram in so many CSS pixels, of the earlier study or of the one that is open. */
async function view(
  width: number,
  height: number,
  comparing: boolean,
  isPrior: boolean,
  person = personOf(patient),
) {
  const { study, instances } = mammogramStudy();
  const [series] = study.series ?? [];
  const own = series && instances[series.uid];
  const [displaySet] =
    series && Array.isArray(own)
      ? displaySetsOf(
          series,
          own.map((instance) => ({ ...instance, person })),
        )
      : [];
  if (displaySet === undefined) throw new Error('the mammogram has no picture');
  const actor = createActor(viewportMachine, {
    input: { engine: fakeEngine(), tool: 'window', overlays: true },
  }).start();
  const host = document.createElement('div');
  host.style.cssText = `position:fixed;left:0;top:0;display:grid;width:${width}px;height:${height}px`;
  document.body.append(host);
  shown = mount(Viewport, {
    target: host,
    props: {
      actor,
      slot: 0,
      active: true,
      alone: false,
      hidden: false,
      study,
      patient,
      comparing,
      ...(isPrior && { prior: { ...prior, study } }),
      presentations: [],
      savedViewAbsent: false,
      graphics: allGraphics,
      measuring: undefined,
      onactivate: () => undefined,
      onhang: () => undefined,
      onmenu: () => undefined,
      oncommand: () => undefined,
    },
  });
  actor.send({ type: 'displaySet.show', displaySet });
  await expect.poll(() => host.textContent).toContain('image 1 of 1');
  await expect.poll(() => host.textContent).toContain('C 2000');
  return host;
}

interface Words {
  readonly words: string;
  readonly box: DOMRect;
  readonly isCut: boolean;
}

/** What is left of a box within what clips it */
function within({ left, top, right, bottom }: DOMRect, clip: DOMRect): DOMRect {
  const [from, to] = [Math.max(left, clip.left), Math.max(top, clip.top)];
  return new DOMRect(from, to, Math.min(right, clip.right) - from, Math.min(bottom, clip.bottom) - to);
}

/** Every line of words that is seen, with the place that its letters take. What a caption has no room for is in its details. */
function wordsOn(host: HTMLElement): readonly Words[] {
  return [...host.querySelectorAll('.head p, .caption p, .notes p')]
    .map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const clips = element.closest('.words, .end')?.getBoundingClientRect();
      const whole = range.getBoundingClientRect();
      const box = clips ? within(whole, clips) : whole;
      const isCut = box.height < whole.height - 1 || box.width < whole.width - 1;
      return { words: element.textContent.trim().replace(/\s+/g, ' '), box, isCut };
    })
    .filter(({ words, box }) => words !== '' && box.width > 0 && box.height > 1);
}

const touch = ({ box: a }: Words, { box: b }: Words) =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

const touchingOf = (all: readonly Words[]) =>
  all.flatMap((one, at) =>
    all.slice(at + 1).flatMap((other) => (touch(one, other) ? [`${one.words} / ${other.words}`] : [])),
  );

describe('the words on a view', () => {
  it.each([
    ['one of two', 374, 510, false, false],
    ['one of two, compared', 374, 510, true, true],
    ['one of four in a small window', 374, 260, false, false],
    ['one of eight, compared', 186, 220, true, true],
    ['one of nine', 248, 184, false, false],
    ['one of nine, compared', 248, 184, true, true],
    ['one of six', 248, 258, false, false],
    ['one of eight', 186, 258, false, false],
    ['one alone', 750, 520, false, false],
    ['one of two on a phone, compared', 390, 214, true, true],
  ])('of %s lie whole within it and not on one another', async (_, width, height, comparing, isPrior) => {
    const host = await view(width, height, comparing, isPrior);
    const all = wordsOn(host);
    expect(all.map(({ words }) => words)).toContain('For review – not for primary diagnosis');
    const outside = all.filter(
      ({ box }) => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height,
    );
    expect(outside.map(({ words }) => words)).toEqual([]);
    expect(touchingOf(all)).toEqual([]);
    const whose = all.find(({ words }) => words.startsWith('HOLLOWELL'));
    expect(whose?.isCut, 'whose it is').toBe(false);
    expect(all.filter(({ isCut }) => isCut).map(({ words }) => words)).toEqual([]);
  });

  it.each([
    ['one of two', 374, 510],
    ['one alone', 750, 520],
  ])('and whom the picture names lie apart in %s', async (_, width, height) => {
    const host = await view(width, height, false, false, personOf(aPatient()));
    const all = wordsOn(host);
    expect(all.some(({ words }) => words.startsWith('In the picture: SMITH'))).toBe(true);
    expect(touchingOf(all)).toEqual([]);
  });

  it('say PRIOR above the picture, which is as large as that of today', async () => {
    const sizes: number[] = [];
    for (const isPrior of [false, true]) {
      const host = await view(374, 510, true, isPrior);
      const [head, picture] = ['.head', '.picture'].map((part) =>
        host.querySelector(part)?.getBoundingClientRect(),
      );
      expect(head?.bottom).toBeLessThanOrEqual(picture?.top ?? 0);
      expect(host.querySelector('.head')?.textContent).toContain(isPrior ? 'PRIOR' : 'Current');
      sizes.push(picture?.height ?? 0);
      if (shown) await unmount(shown);
      shown = undefined;
      host.remove();
    }
    expect(sizes[0]).toBe(sizes[1]);
  });
});
