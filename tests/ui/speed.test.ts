import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { markName } from '../../src/domain/launch/speed';
import SpeedPanel from '../../src/ui/commands/SpeedPanel.svelte';
import { axeFindings } from './render-app';

afterEach(() => {
  vi.restoreAllMocks();
  performance.clearMarks();
});

describe('how fast was this', () => {
  it('says the seconds from the launch, and what was not measured', () => {
    performance.mark(markName('token'), { detail: { sinceLaunch: 640 } });
    performance.mark(markName('first-image'), { detail: { sinceLaunch: 1234 } });
    render(SpeedPanel);
    const lines = screen.getAllByRole('term').map((term) => `${term.textContent} ${said(term)}`);
    expect(lines).toEqual([
      'Signed in 0.64 s',
      'List of studies not measured',
      'First preview not measured',
      'First picture 1.23 s',
      'First report not measured',
      'Whole series not measured',
    ]);
  });

  it('is copied as text, and says so', async () => {
    const user = userEvent.setup();
    performance.mark(markName('list'), { detail: { sinceLaunch: 900 } });
    render(SpeedPanel);
    await user.click(screen.getByRole('button', { name: 'Copy these times' }));
    expect(await navigator.clipboard.readText()).toContain('List of studies: 0.90 s\n');
    expect(screen.getByRole('status').textContent).toBe('Copied');
  });

  it('says another way where copying is not allowed', async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    render(SpeedPanel);
    await user.click(screen.getByRole('button', { name: 'Copy these times' }));
    expect(screen.getByRole('status').textContent).toMatch(/Select the lines instead/);
  });

  it('has nothing for axe to find', async () => {
    const { container } = render(SpeedPanel);
    expect(await axeFindings(container)).toEqual([]);
  });
});

const said = (term: Element) => term.nextElementSibling?.textContent;
