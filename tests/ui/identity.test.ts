import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Instance } from '../../src/domain/study/study';
import { fakeEngine } from '../fake-engine';
import { aRecord, anArchive } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { openStudy, renderApp } from './render-app';

afterEach(() => localStorage.clear());

const other = { otherIds: [], name: { family: 'Other', given: ['Bob'] } };

describe('pictures that are not confirmed to be the patient’s', () => {
  it.each([
    ['in their files', true, 'In the picture: OTHER, Bob · no number · no birth date'],
    [
      'in the archive’s metadata',
      false,
      'In the picture: OTHER, Bob · no number · no birth date · as the archive labels it',
    ],
  ])(
    'are marked in the list before they are opened, and carry the name that is %s',
    async (_, isOfFile, words) => {
      const { study, instances } = ctStudy();
      const renamed = Object.fromEntries(
        Object.entries(instances).map(([uid, list]) => [
          uid,
          Array.isArray(list)
            ? list.map((one: Instance) => ({ ...one, person: other, ...(isOfFile && { isOfFile }) }))
            : list,
        ]),
      ) as typeof instances;
      const id = study.heldBy[0] ?? 'salford';
      const archives = [
        anArchive('Salford Royal', { id, studies: [{ ...study, person: other }], instances: renamed }),
      ];
      const { user } = renderApp({ engine: fakeEngine(), archives });
      expect(await screen.findByRole('button', { name: /^CT chest, Identity not confirmed,/ })).toBeTruthy();
      await openStudy(user, /^CT chest/);
      const view = await screen.findByRole('group', { name: 'View 1' });
      await waitFor(() => expect(view.textContent.replace(/\s+/g, ' ')).toContain(words));
      expect(within(view).getByText('SMITH, Aria (Ms)')).toBeTruthy();
      // Nor do they go on paper under this patient's name.
      await user.click(screen.getByRole('button', { name: 'More tools' }));
      await user.click(await screen.findByRole('menuitem', { name: 'Print the pictures…' }));
      const sheet = await screen.findByRole('dialog', { name: 'Print the pictures' });
      expect(sheet.textContent).toContain('No picture can be printed.');
      expect(within(sheet).queryByRole('button', { name: 'Print' })).toBeNull();
    },
  );
});

describe('a study that the record took back', () => {
  it('says so in the list, before its pictures and in them', async () => {
    const { study, instances } = ctStudy();
    const id = study.heldBy[0] ?? 'salford';
    const archives = [
      anArchive('Salford Royal', { id, studies: [{ ...study, inRecord: false }], instances }),
    ];
    const record = aRecord({
      studies: [{ ...study, heldBy: [], inRecord: true, withdrawn: 'entered-in-error' }],
    });
    const { user } = renderApp({
      engine: fakeEngine(),
      archives,
      record: { open: async () => ({ ok: true, value: record }) },
    });
    const name = /^CT chest, Withdrawn in the record: entered in error,/;
    await user.click(await screen.findByRole('button', { name }));
    expect(await screen.findByRole('heading', { name: 'The record took this study back' })).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'View 1' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show the pictures all the same' }));
    const view = await screen.findByRole('group', { name: 'View 1' });
    expect(within(view).getByText('Withdrawn in the record: entered in error')).toBeTruthy();
  });
});
