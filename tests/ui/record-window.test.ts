import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askToClose } from '../../src/ui/presence/record-window';

const RECORD = { handle: 'handle-1', origin: 'https://ehr.example' };

interface Sent {
  readonly message: { readonly messageId: string; readonly messageType: string };
  readonly to: string;
}

/** A window within another, which answers as it is told to. */
function framed(answer?: (sent: Sent, parent: Window) => Partial<MessageEventInit> | undefined) {
  const own = new EventTarget() as Window;
  const sent: Sent[] = [];
  const parent = {
    postMessage(message: Sent['message'], to: string) {
      sent.push({ message, to });
      const said = answer?.({ message, to }, parent as unknown as Window);
      if (said)
        own.dispatchEvent(
          new MessageEvent('message', { origin: RECORD.origin, source: parent as never, ...said }),
        );
    },
  };
  Object.assign(own, { parent, opener: null });
  return { own, sent };
}

const answering = (payload: unknown) =>
  framed(({ message }) => ({ data: { messageId: 'a', responseToMessageId: message.messageId, payload } }));

describe('asking the record’s window to close the viewer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is a ui.done with the launch’s handle, to the exact origin that the sign-in named', async () => {
    const { own, sent } = answering({ status: 'success' });
    expect(await askToClose(own, RECORD)).toEqual({ kind: 'closing' });
    expect(sent).toEqual([
      {
        message: {
          messagingHandle: 'handle-1',
          messageId: expect.any(String),
          messageType: 'ui.done',
          payload: {},
        },
        to: 'https://ehr.example',
      },
    ]);
  });

  it.each<[string, unknown, string | undefined]>([
    [
      'with a reason',
      { status: 'error', statusDetail: { text: 'A note is not signed' } },
      'A note is not signed',
    ],
    ['with a coded reason', { status: 'failure', statusDetail: { coding: [{ display: 'Busy' }] } }, 'Busy'],
    ['without one', { status: 'error' }, undefined],
    ['in a status of HTTP', { status: '200 OK' }, undefined],
    ['with nothing in it', undefined, undefined],
    [
      'with a reason that turns its surroundings',
      { status: 'error', statusDetail: { text: '\u202eno' } },
      'no',
    ],
  ])('an answer %s says that it was not done', async (_, payload, why) => {
    expect(await askToClose(answering(payload).own, RECORD)).toEqual({
      kind: 'refused',
      ...(why && { why }),
    });
  });

  const success = ({ message }: Sent) => ({
    responseToMessageId: message.messageId,
    payload: { status: 'success' },
  });
  it.each<[string, (sent: Sent) => Partial<MessageEventInit> | undefined]>([
    ['nobody', () => undefined],
    ['another origin', (sent) => ({ data: success(sent), origin: 'https://other.example' })],
    ['another window of its origin', (sent) => ({ data: success(sent), source: null })],
    [
      'an answer to another message',
      (sent) => ({ data: { ...success(sent), responseToMessageId: 'other' } }),
    ],
    ['a text', () => ({ data: 'success' })],
    ['null', () => ({ data: null })],
  ])('%s is no answer, and that is said after four seconds', async (_, answer) => {
    const { own } = framed(answer);
    const asked = askToClose(own, RECORD);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await asked).toEqual({ kind: 'silent' });
  });

  it('an opener is asked where there is no frame; where there is neither, nobody answers', async () => {
    const { own, sent } = answering({ status: 'success' });
    Object.assign(own, { opener: own.parent, parent: own });
    expect(await askToClose(own, RECORD)).toEqual({ kind: 'closing' });
    expect(sent).toHaveLength(1);
    Object.assign(own, { opener: null });
    expect(await askToClose(own, RECORD)).toEqual({ kind: 'silent' });
  });
});
