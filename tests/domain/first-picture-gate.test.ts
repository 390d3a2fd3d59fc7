import { describe, expect, it } from 'vitest';
import { firstPictureGate } from '../../src/domain/first-picture-gate';

const never = () => new AbortController().signal;
const [one, other] = [{}, {}];

/** What has become of a promise by now. */
async function by(now: Promise<void>): Promise<'settled' | 'open'> {
  return Promise.race([now.then(() => 'settled' as const), Promise.resolve().then(() => 'open' as const)]);
}

describe('what is only nice to have', () => {
  it('comes at once where nobody waits for a picture', async () => {
    await expect(firstPictureGate().passed(never())).resolves.toBeUndefined();
  });

  it('comes when the last viewport has its first picture', async () => {
    const first = firstPictureGate();
    [one, other].forEach((who) => first.begin(who));
    const passed = first.passed(never());
    first.end(one);
    expect(await by(passed)).toBe('open');
    first.end(other);
    await expect(passed).resolves.toBeUndefined();
  });

  it('is not waited for any more by who has left', async () => {
    const first = firstPictureGate();
    const leaving = new AbortController();
    first.begin(one);
    const passed = first.passed(leaving.signal);
    leaving.abort(new Error('left'));
    await expect(passed).rejects.toThrow('left');
  });
});
