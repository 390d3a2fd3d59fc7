import { describe, expect, it } from 'vitest';
import { firstPictureGate } from '../../../src/rendering/viewport/first-picture-gate';

const never = () => new AbortController().signal;
const [one, other] = [{}, {}];

/** What has become of a promise by now. */
async function by(now: Promise<void>): Promise<'settled' | 'open'> {
  return Promise.race([now.then(() => 'settled' as const), Promise.resolve().then(() => 'open' as const)]);
}

describe('what is only nice to have', () => {
  it('comes at once where nobody waits for a picture', async () => {
    await expect(firstPictureGate().over(never())).resolves.toBeUndefined();
  });

  it('comes when the last viewport has its first picture', async () => {
    const first = firstPictureGate();
    [one, other].forEach(first.begin);
    const over = first.over(never());
    first.end(one);
    expect(await by(over)).toBe('open');
    first.end(other);
    await expect(over).resolves.toBeUndefined();
  });

  it('is not waited for any more by who has left', async () => {
    const first = firstPictureGate();
    const leaving = new AbortController();
    first.begin(one);
    const over = first.over(leaving.signal);
    leaving.abort(new Error('left'));
    await expect(over).rejects.toThrow('left');
  });
});
