import { afterEach, describe, expect, it } from 'vitest';
import { asStored, type Presentation } from '../../src/domain/presentation/view-state';
import type { Figure } from '../../src/domain/measure/figure';
import { drafting } from '../../src/rendering/viewport/drafting';
import { gestures } from '../../src/rendering/viewport/gestures';

const used: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of used.splice(0)) one.dispose();
  document.body.replaceChildren();
});

/** A 400 × 200 viewport of 50 frames with the window 100/200. */
function hand(count = 50) {
  const element = document.createElement('div');
  element.style.cssText = 'position:fixed;left:0;top:0;width:400px;height:200px';
  document.body.append(element);
  let presentation: Presentation = { ...asStored, window: { center: 100, width: 200 } };
  const seen = { frames: 0, settled: 0 };
  const figures: Figure[] = [];
  const made = gestures(element, {
    presentation: () => presentation,
    window: () => presentation.window,
    count: () => count,
    scrollBy: (frames) => (seen.frames += frames),
    change: (change) => (presentation = { ...presentation, ...change }),
    settle: () => (seen.settled += 1),
    drafting: drafting({
      matrix: () => [2, 0, 0, 2, 0, 0],
      changed: () => undefined,
      finished: (figure) => figures.push(figure),
    }),
  });
  used.push(made);
  const fire = (type: string, x: number, y: number, init: PointerEventInit = {}) =>
    element.dispatchEvent(
      new PointerEvent(type, {
        pointerId: 1,
        clientX: x,
        clientY: y,
        bubbles: true,
        cancelable: true,
        ...init,
      }),
    );
  const drag = (dx: number, dy: number, init: PointerEventInit = {}) => {
    fire('pointerdown', 200, 100, init);
    fire('pointermove', 200 + dx, 100 + dy, init);
    fire('pointerup', 200 + dx, 100 + dy, init);
  };
  return { element, fire, drag, seen, figures, made, now: () => presentation };
}

describe('dragging', () => {
  it('with the left button does the chosen tool: wider to the right, darker downwards', () => {
    const { drag, now } = hand();
    drag(30, 15);
    expect(now().window).toEqual({ center: 120, width: 240 });
    expect(now().pan).toEqual([0, 0]);
  });

  it('pans, zooms and scrolls when that is chosen', () => {
    const { drag, now, made, seen } = hand();
    made.use('pan');
    drag(10, -20);
    expect(now().pan).toEqual([10, -20]);
    made.use('scroll');
    drag(0, 40);
    expect(seen.frames).toBe(10);
    made.use('zoom');
    drag(0, -150);
    expect(now().zoom).toBeCloseTo(2);
  });

  it('with the middle button pans and with the right one zooms, whatever is chosen', () => {
    const { drag, now } = hand();
    drag(5, 6, { button: 1 });
    expect(now().pan).toEqual([5, 6]);
    drag(0, 150, { button: 2 });
    expect(now().zoom).toBeCloseTo(0.5);
    expect(now().window).toEqual({ center: 100, width: 200 });
  });

  it('never narrows a window to nothing, nor zooms without end', () => {
    const { drag, now, made } = hand();
    drag(-5000, 0);
    expect(now().window?.width).toBeGreaterThan(0);
    made.use('zoom');
    drag(0, -1e6);
    expect(now().zoom).toBe(100);
  });

  it('says when the hand rests', () => {
    const { drag, seen } = hand();
    drag(1, 1);
    expect(seen.settled).toBe(1);
  });

  it('opens no context menu', () => {
    const { element } = hand();
    expect(element.dispatchEvent(new MouseEvent('contextmenu', { cancelable: true }))).toBe(false);
  });
});

describe('two fingers', () => {
  it('zoom by their distance about their middle, and leave the window alone', () => {
    const { fire, now } = hand();
    fire('pointerdown', 150, 100, { pointerId: 1 });
    fire('pointerdown', 250, 100, { pointerId: 2 });
    fire('pointermove', 100, 100, { pointerId: 1 });
    fire('pointermove', 300, 100, { pointerId: 2 });
    expect(now().zoom).toBeCloseTo(2);
    expect(now().pan[0]).toBeCloseTo(0);
    expect(now().window).toEqual({ center: 100, width: 200 });
  });

  it('carry the picture when they move together, and the finger that stays does not change the window', () => {
    const { fire, now } = hand();
    fire('pointerdown', 150, 100, { pointerId: 1 });
    fire('pointerdown', 250, 100, { pointerId: 2 });
    fire('pointermove', 160, 110, { pointerId: 1 });
    fire('pointermove', 260, 110, { pointerId: 2 });
    expect(now().pan[1]).toBeCloseTo(10, 0);
    fire('pointerup', 260, 110, { pointerId: 2 });
    fire('pointermove', 190, 140, { pointerId: 1 });
    expect(now().window).toEqual({ center: 100, width: 200 });
  });
});

describe('the wheel', () => {
  const wheel = (element: HTMLElement, init: WheelEventInit) => {
    const event = new WheelEvent('wheel', { cancelable: true, clientX: 300, clientY: 100, ...init });
    element.dispatchEvent(event);
    return event;
  };

  it('scrolls a frame a notch and keeps the page still', () => {
    const { element, seen } = hand();
    for (let n = 0; n < 3; n++) expect(wheel(element, { deltaY: 120 }).defaultPrevented).toBe(true);
    wheel(element, { deltaY: -3, deltaMode: WheelEvent.DOM_DELTA_LINE });
    expect(seen.frames).toBe(2);
  });

  it("adds up a trackpad's small steps", () => {
    const { element, seen } = hand();
    for (let n = 0; n < 20; n++) wheel(element, { deltaY: 6 });
    expect(seen.frames).toBe(3);
  });

  it('with Ctrl zooms about the pointer', () => {
    const { element, now, seen } = hand();
    wheel(element, { deltaY: -300, ctrlKey: true });
    expect(now().zoom).toBeCloseTo(2);
    // What was 100 right of the middle is still under the pointer.
    expect(now().pan[0]).toBeCloseTo(-100);
    expect(seen.frames).toBe(0);
  });
});

describe('measuring', () => {
  it('draws a length by dragging, in the picture’s own pixels', () => {
    const { drag, made, figures, now } = hand();
    made.use('measure length');
    drag(60, -20);
    expect(figures).toEqual([
      {
        kind: 'length',
        points: [
          [100, 50],
          [130, 40],
        ],
      },
    ]);
    expect(now().window).toEqual({ center: 100, width: 200 });
  });

  it('draws an angle by clicks, and follows the hand between them', () => {
    const { fire, made, figures } = hand();
    made.use('measure angle');
    for (const [x, y] of [
      [100, 100],
      [20, 100],
      [20, 40],
    ] as const) {
      fire('pointermove', x, y);
      fire('pointerdown', x, y);
      // A hand trembles when it clicks.
      fire('pointermove', x + 2, y - 1);
      fire('pointerup', x + 2, y - 1);
    }
    expect(figures).toEqual([
      {
        kind: 'angle',
        points: [
          [50, 50],
          [10, 50],
          [10, 20],
        ],
      },
    ]);
  });

  it('takes a double click for no length', () => {
    const { fire, made, figures } = hand();
    made.use('measure length');
    for (const x of [100, 101]) {
      fire('pointerdown', x, 100);
      fire('pointerup', x, 100);
    }
    expect(figures).toEqual([]);
  });

  it('leaves wheel, right and middle button as they are', () => {
    const { drag, made, figures, now, seen, element } = hand();
    made.use('measure ellipse');
    drag(5, 6, { button: 1 });
    drag(0, 150, { button: 2 });
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, cancelable: true }));
    expect(now().pan).not.toEqual([0, 0]);
    expect(now().zoom).toBeCloseTo(0.5);
    expect(seen.frames).toBe(1);
    expect(figures).toEqual([]);
  });

  it('makes a pinch of two fingers, and no figure', () => {
    const { fire, made, figures, now } = hand();
    made.use('measure length');
    fire('pointerdown', 100, 100);
    fire('pointerdown', 200, 100, { pointerId: 2 });
    fire('pointermove', 300, 100, { pointerId: 2 });
    fire('pointerup', 300, 100, { pointerId: 2 });
    fire('pointerup', 100, 100);
    expect(now().zoom).toBeCloseTo(2);
    expect(figures).toEqual([]);
  });

  it('drops what is being drawn with another tool', () => {
    const { fire, made, figures } = hand();
    made.use('measure length');
    fire('pointerdown', 100, 100);
    fire('pointerup', 100, 100);
    made.use('window');
    made.use('measure length');
    fire('pointerdown', 200, 100);
    fire('pointerup', 200, 100);
    expect(figures).toEqual([]);
  });
});
