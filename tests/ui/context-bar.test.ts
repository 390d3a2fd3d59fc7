import { render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import type { SharedEvent } from '../../src/domain/context/shared-context';
import type { Announced, ContextHub, HubFrame } from '../../src/domain/ports/shared-context';
import { studyUid } from '../../src/domain/ids';
import ContextBar from '../../src/ui/presence/ContextBar.svelte';
import { appMachine } from '../../src/workflow/app/app.machine';
import { anInstance, aPorts, aRecord, aStudy } from '../fakes';
import { axeFindings } from './render-app';

const study = aStudy({ uid: '2.25.7' });

/** The bar over an open list, and a hub that the test speaks for. */
async function aBar() {
  const record = aRecord({ studies: [study] });
  const actor = createActor(appMachine, { input: { ports: { ...aPorts({ record }), landing: 'list' } } });
  actor.start();
  await vi.waitFor(() =>
    expect(actor.getSnapshot().children.studyList?.getSnapshot().context.studies).toHaveLength(1),
  );
  const { open } = actor.getSnapshot().context;
  if (open === undefined) throw new Error('no record is open');
  const answers: string[] = [];
  const announced: Announced[] = [];
  let say: ((frame: HubFrame) => void) | undefined;
  const hub: ContextHub = {
    life: () => 3_600_000,
    subscribe: () => Promise.resolve({ kind: 'endpoint', endpoint: 'wss://hub.example/1' }),
    listen: (_, told) => {
      say = told;
      return { answer: (id, status) => answers.push(`${id} ${status}`), close: () => undefined };
    },
    current: () => Promise.resolve(undefined),
    announce: (event) => {
      announced.push(event);
      return Promise.resolve(true);
    },
    unsubscribe: () => undefined,
  };
  render(ContextBar, { props: { actor, record: open, hub } });
  await vi.waitFor(() => expect(say).toBeDefined());
  say?.({ kind: 'confirmed', events: ['imagingstudy-open'], lease: 3600 });
  await screen.findByText(/^Follows the other windows of/);
  const { patient } = open;
  const person = { otherIds: patient.identifiers, name: patient.name };
  const event = (more: Partial<SharedEvent>) =>
    say?.({
      kind: 'event',
      event: {
        id: 'e-1',
        name: 'x',
        kind: 'open',
        anchor: 'patient',
        patient: { id: patient.id, person },
        ...more,
      },
    });
  return { actor, answers, announced, event, say: (frame: HubFrame) => say?.(frame) };
}
const bertil = {
  id: 'bertil',
  person: {
    otherIds: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990202028' }],
    name: { family: 'HOLMQVIST', given: ['Bertil'] },
  },
};

afterEach(() => {
  document.body.replaceChildren();
});

it('a study that the record opens elsewhere is opened here, and not announced again', async () => {
  const { actor, answers, announced, event } = await aBar();
  event({ anchor: 'study', study: { uid: study.uid } });
  await waitFor(() => expect(actor.getSnapshot().context.openStudy?.study.uid).toBe('2.25.7'));
  expect([answers, announced]).toEqual([['e-1 200'], []]);
});

it('a study that a person opens here is announced', async () => {
  const { actor, announced } = await aBar();
  actor.send({ type: 'study.open', study });
  await waitFor(() => expect(announced).toMatchObject([{ kind: 'study-opened', study: '2.25.7' }]));
});

it('another patient is asked about, without a name, and followed only by a person', async () => {
  const { actor, event } = await aBar();
  event({ patient: bertil });
  expect(await screen.findByText(/has opened another patient\. This window stays with/)).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/HOLMQVIST|999/);
  expect(await axeFindings()).toEqual([]);
  expect(actor.getSnapshot().matches('inSession')).toBe(true);
  screen.getByRole('button', { name: 'Follow, and close this patient' }).click();
  await waitFor(() => expect(actor.getSnapshot().context.left).toBe('patient-changed'));
});

it('following asks first where something was measured since, and loses nothing before', async () => {
  const { actor, event } = await aBar();
  event({ patient: bertil });
  const follow = await screen.findByRole('button', { name: 'Follow, and close this patient' });
  const figure = { kind: 'note', points: [[10, 10]] } as const;
  const frame = { instance: anInstance(), number: 1 };
  actor
    .getSnapshot()
    .children.measuring?.send({ type: 'figure.drawn', frame, figure, outcome: { kind: 'marked' } });
  follow.click();
  const dialog = await screen.findByRole('dialog', { name: 'Follow without saving?' });
  expect(await axeFindings()).toEqual([]);
  within(dialog).getByRole('button', { name: 'Stay here' }).click();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(actor.getSnapshot().context.left).toBeUndefined();
  follow.click();
  (await screen.findByRole('button', { name: 'Follow and lose them' })).click();
  await waitFor(() => expect(actor.getSnapshot().context.left).toBe('patient-changed'));
});

it('whoever stays tells the others, and it is said', async () => {
  const { announced, event } = await aBar();
  event({ patient: bertil });
  (await screen.findByRole('button', { name: 'Stay here' })).click();
  expect(await screen.findByText(/The other windows show another patient/)).toBeTruthy();
  expect(announced).toMatchObject([{ kind: 'not-followed', event: 'e-1' }]);
});

it.each<[string, Partial<SharedEvent>, string]>([
  ['contradicts itself', { patient: { ...bertil, id: 'patient-1' } }, 'contradicts itself'],
  ['names a study of nobody', { anchor: 'study', study: { uid: studyUid('2.25.99') } }, 'not in the list'],
])('what %s is refused and said', async (_, more, words) => {
  const { actor, answers, event } = await aBar();
  const id = actor.getSnapshot().context.open?.patient.id;
  event(more.patient ? { ...more, patient: { ...more.patient, ...(id !== undefined && { id }) } } : more);
  expect(await screen.findByText(new RegExp(words))).toBeTruthy();
  expect(answers).toEqual(['e-1 409']);
});

it('a lost connection is said with its time, and what is shown stays', async () => {
  const { actor, say } = await aBar();
  say({ kind: 'closed' });
  expect(await screen.findByText(/^Since \d\d:\d\d this window no longer follows/)).toBeTruthy();
  expect(actor.getSnapshot().matches('inSession')).toBe(true);
});
