import { describe, expect, it } from 'vitest';
import { frameClock, type FrameTask } from '../../src/rendering/stack/frame-clock';

function clocked() {
  const asked: FrameTask[] = [];
  let now = 0;
  const clock = frameClock(
    (task) => asked.push(task),
    () => now,
  );
  const frame = (time: number) => asked.splice(0).forEach((task) => task(time));
  const takes = (ms: number) => (now += ms);
  return { clock, frame, asked, takes };
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

  it('begins no view after one that took long, and paints the others in the next ones, in their order', () => {
    const { clock, frame, asked, takes } = clocked();
    const done: string[] = [];
    for (const view of ['RCC', 'LCC', 'RMLO', 'LMLO'])
      clock.request(() => {
        done.push(view);
        takes(25);
      });
    const painted = [16, 50, 83, 116].map((time) => {
      frame(time);
      return done.splice(0);
    });
    expect(painted).toEqual([['RCC'], ['LCC'], ['RMLO'], ['LMLO']]);
    expect(asked).toHaveLength(0);
  });

  it('paints views together that take no time to speak of', () => {
    const { clock, frame, takes } = clocked();
    let painted = 0;
    for (let view = 0; view < 4; view++)
      clock.request(() => {
        painted += 1;
        takes(3);
      });
    frame(16);
    expect(painted).toBe(4);
  });

  it('gives a view that follows another more time, but not the whole thread', () => {
    const { clock, frame, takes } = clocked();
    const done: string[] = [];
    const painting = (view: string) => () => {
      done.push(view);
      takes(20);
    };
    const followers = ['first', 'second', 'third'].map(painting);
    clock.request(() => {
      painting('leader')();
      followers.forEach(clock.request);
    });
    clock.request(painting('other'));
    const painted = [16, 66, 116, 166].map((time) => {
      frame(time);
      return done.splice(0);
    });
    expect(painted).toEqual([['leader', 'first'], ['other'], ['second'], ['third']]);
  });

  it('lets nobody who asks again and again go before one that waits', () => {
    const { clock, frame, takes } = clocked();
    const done: string[] = [];
    const playing = () => {
      done.push('playing');
      takes(25);
      clock.request(playing);
    };
    clock.request(playing);
    clock.request(() => done.push('waiting'));
    frame(16);
    frame(50);
    expect(done.slice(0, 2)).toEqual(['playing', 'waiting']);
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
