import { createActor, waitFor } from 'xstate';
import { attributesOf } from '../../src/domain/study/study';
import { mountApp } from '../../src/ui/shell/mount';
import { appMachine } from '../../src/workflow/app/app.machine';
import { fakeEngine } from '../fake-engine';
import { fixedNow } from '../fakes';
import { draw, grey } from './draw';
import { phantomPictures } from './phantoms';
import { states } from './states';

/* Shows the state named in the address, as `?state=list-complete`, or the names of all, and says on the root element when it is there. */

const wanted = new URLSearchParams(location.search).get('state');
const target = document.querySelector<HTMLElement>('#app');
if (target && wanted === null)
  target.append(
    ...[...states.keys()].map((each) => {
      const link = document.createElement('a');
      link.href = `?state=${each}`;
      link.textContent = each;
      link.style.display = 'block';
      return link;
    }),
  );
const name = wanted ?? 'list-complete';
const make = states.get(name);
if (make === undefined || target === null) throw new Error(`no state is named ${name}`);

const pictureOf = phantomPictures();
const engine = fakeEngine({
  draw: (element, state, displaySet) => {
    const frame = displaySet.frames[state.view.at];
    if (frame) draw(element, pictureOf(displaySet, state.view.at), attributesOf(frame), state);
  },
});
const screen = make(engine);
// The list of states alone
if (wanted === null) await new Promise(() => undefined);
const actor = createActor(appMachine, { input: { ports: screen.ports } });

mountApp(target, actor, {
  siteName: 'Northern Care Alliance',
  now: () => fixedNow,
  thumbnailOf: async (displaySet) => {
    const at = Math.floor(displaySet.frames.length / 2);
    const frame = displaySet.frames[at];
    const attributes = frame && attributesOf(frame);
    const canvas = grey(pictureOf(displaySet, at), attributes, attributes?.windows[0], false);
    return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined)));
  },
});
actor.start();

if (screen.open) {
  const { open } = screen;
  await waitFor(actor, (snapshot) => snapshot.matches('inSession'));
  const list = actor.getSnapshot().children.studyList;
  if (list)
    await waitFor(list, ({ context }) => context.sources.some(({ answer }) => answer.kind === 'answered'));
  actor.send({ type: 'study.open', study: open });
}
if (screen.lost) {
  await waitFor(actor, (snapshot) => snapshot.matches('inSession'));
  actor.send({ type: 'session.lost' });
}
if (screen.happens) {
  await waitFor(actor, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
  const viewer = actor.getSnapshot().children.viewer;
  // A series that arrives has the pictures painted once more, after what happens.
  if (viewer)
    await waitFor(viewer, ({ context }) =>
      context.entries.every(({ progress }) => progress.kind !== 'retrieving'),
    );
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const viewport = viewer?.getSnapshot().context.viewports[0];
  if (viewport) {
    await waitFor(viewport, ({ context }) => context.shown !== undefined && context.state !== undefined);
    screen.happens(engine, viewport.getSnapshot().context.displaySet);
  }
}
document.documentElement.dataset['ready'] = name;
