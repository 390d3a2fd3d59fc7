import { describe, expect, it } from 'vitest';
import { frameClock, type FrameTask } from '../../src/rendering/stack/frame-clock';

function clocked() {
  const asked: FrameTask[] = [];
  const clock = frameClock((task) => asked.push(task));
  const frame = (time: number) => asked.splice(0).forEach((task) => task(time));
  return { clock, frame, asked };
}

describe('an animation frame', () => {
  it('is asked for once, and does each task once', () => {
    const { clock, frame, asked } = clocked();
    const times: number[] = [];
    const task = (time: number) => times.push(time);
    clock.request(task);
    clock.request(task);
    expect(asked).toHaveLength(1);
    frame(16);
    frame(32);
    expect(times).toEqual([16]);
  });

  it('paints a view that follows another in the same frame', () => {
    const { clock, frame, asked } = clocked();
    const done: string[] = [];
    const follower = () => done.push('follower');
    clock.request(() => {
      done.push('leader');
      clock.request(follower);
    });
    frame(16);
    expect(done).toEqual(['leader', 'follower']);
    expect(asked).toHaveLength(0);
  });

  it('leaves what asks for itself, as playing does, to the next frame', () => {
    const { clock, frame } = clocked();
    let count = 0;
    const playing = () => {
      count += 1;
      clock.request(playing);
    };
    clock.request(playing);
    frame(16);
    expect(count).toBe(1);
    frame(32);
    expect(count).toBe(2);
  });

  it('paints the other views when one fails', () => {
    const { clock, frame } = clocked();
    let painted = 0;
    clock.request(() => {
      throw new Error('a driver');
    });
    clock.request(() => (painted += 1));
    expect(() => frame(16)).toThrow('a driver');
    frame(32);
    expect(painted).toBe(1);
  });

  it('does nothing for a view that is gone', () => {
    const { clock, frame } = clocked();
    let painted = 0;
    const task = () => (painted += 1);
    clock.request(task);
    clock.cancel(task);
    frame(16);
    expect(painted).toBe(0);
  });
});
