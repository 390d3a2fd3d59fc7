import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { err } from '../../src/domain/problem';
import { speak } from '../../src/texts/rooms';
// All that is loaded late is here before the language is: what keeps a text from then on is found out.
import '../../src/ui/commands/HelpSheet.svelte';
import '../../src/ui/measure/MeasureLayer.svelte';
import '../../src/ui/measure/MeasurePanel.svelte';
import '../../src/ui/viewer/BrightnessPanel.svelte';
import { ctStudy } from '../gallery/fixtures';
import { fakeEngine } from '../fake-engine';
import { anArchive } from '../fakes';
import { pseudo, unmarked } from '../texts/pseudo';
import { renderApp } from './render-app';

afterEach(() => {
  speak((_, english) => english);
  vi.restoreAllMocks();
});

/** What comes from the record and the archive, and what is the same in every language */
const DATA = [
  /CT THORAX WITH CONTRAST|Thorax 1\.25 mm soft|Thorax 5 mm lung|Coronal reformats/g,
  // Dates as the NHS writes them, and ages beside them
  /\d{1,2}-[A-Z][a-z]{2}(-\d{4})?|\(\d+y\)/g,
  // Keys, and the sides of the patient as DICOM has them
  /(?<!\p{L})[A-Z](?!\p{L})/gu,
  // Units
  /(?<!\p{L})(mm|HU)(?!\p{L})/gu,
];

const forgotten = () =>
  unmarked(document.body).filter((text) =>
    /\p{L}/u.test(DATA.reduce((rest, data) => rest.replaceAll(data, ''), text)),
  );

async function opened() {
  speak(pseudo);
  const fixture = ctStudy();
  const engine = fakeEngine();
  const archives = [
    anArchive('Salford Royal', { studies: [fixture.study], instances: fixture.instances }),
    {
      ...anArchive('Royal Bolton'),
      studies: async () => err({ kind: 'timed-out', where: 'Royal Bolton' } as const),
    },
  ];
  const { user } = renderApp({ engine, archives });
  await user.click(await screen.findByRole('button', { name: /CT THORAX/ }));
  await screen.findByRole('toolbar');
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toContain('1'));
  return { user, engine };
}

describe('in another language', () => {
  it('nothing of list, study and report is forgotten', async () => {
    await opened();
    expect(forgotten()).toEqual([]);
  });

  it.each(['More tools', 'What to measure', 'More layouts'])(
    'nothing of the menu “%s” is forgotten',
    async (name) => {
      const { user } = await opened();
      await user.click(screen.getByRole('button', { name: `«${name}»` }));
      const menu = await screen.findByRole('menu');
      expect(menu.querySelectorAll('[role^="menuitem"]').length).toBeGreaterThan(3);
      expect(forgotten()).toEqual([]);
    },
  );

  it('nothing of the sheet of keys is forgotten', async () => {
    const { user } = await opened();
    await user.keyboard('?');
    await screen.findByRole('dialog');
    expect(forgotten()).toEqual([]);
  });

  it('nothing of the panel for brightness is forgotten', async () => {
    const { user } = await opened();
    await user.click(screen.getByRole('button', { name: /^«?«Brightness/ }));
    await waitFor(() => expect(screen.getAllByRole('slider').length).toBeGreaterThan(1));
    expect(forgotten()).toEqual([]);
  });

  it('nothing of the list of measurements is forgotten', async () => {
    const { user, engine } = await opened();
    const figure = {
      kind: 'length',
      points: [
        [100, 100],
        [130, 140],
      ],
    } as const;
    engine.living()[0]?.emit({ type: 'figure.finished', at: 0, figure });
    await user.keyboard('e');
    await screen.findByRole('button', { name: '«Copy all»' });
    expect(forgotten()).toEqual([]);
  });
});
