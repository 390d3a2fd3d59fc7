import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import Feedback from '../../src/ui/feedback/Feedback.svelte';

it('sends a choice among fixed ones once, and says where it could not be sent', async () => {
  const user = userEvent.setup();
  const tell = vi.fn().mockRejectedValueOnce(new Error('no code')).mockResolvedValue(undefined);
  render(Feedback, { tell });
  expect(screen.queryByRole('group')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'I could not see what I needed' }));
  expect(screen.queryByRole('textbox')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'The report was missing' }));
  expect(await screen.findByText('It could not be sent.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Useful' }));
  expect(await screen.findByText('Thank you.')).toBeTruthy();
  expect(tell.mock.calls).toEqual([
    [{ answer: 'not-seen', reason: 'report-missing' }],
    [{ answer: 'useful' }],
  ]);
  expect(screen.queryByRole('button')).toBeNull();
});
