import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handFocusOn } from '../../src/ui/presence/focus-handed-on';

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('what goes away while it has the focus hands it on', () => {
  let end: () => void;
  const find = (id: string) => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  beforeEach(() => {
    document.body.innerHTML = `<main id="main"><section aria-label="Report" id="report">
      <div role="group" aria-label="Trouble" id="trouble"><button id="again">Try again</button></div>
      <button id="other">Print</button></section></main>`;
    end = handFocusOn(document.body);
  });
  afterEach(() => {
    end();
    document.body.innerHTML = '';
  });

  it.each([
    ['a button by itself, to the group that it stands in', 'again', 'trouble'],
    ['a group with its button, to the region around it', 'trouble', 'report'],
    ['a region with all that is in it, to the page', 'report', 'main'],
  ])('%s', async (_, gone, next) => {
    find('again').focus();
    find(gone).remove();
    await turn();
    expect(document.activeElement).toBe(find(next));
  });

  it('and leaves it where somebody else has put it', async () => {
    find('again').focus();
    find('trouble').remove();
    find('other').focus();
    await turn();
    expect(document.activeElement).toBe(find('other'));
  });

  it('and takes it from nobody who pressed beside everything', async () => {
    find('again').focus();
    find('main').dispatchEvent(new Event('pointerdown', { bubbles: true }));
    find('again').blur();
    find('trouble').remove();
    await turn();
    expect(document.activeElement).toBe(document.body);
  });

  it('and what stays keeps it', async () => {
    find('other').focus();
    find('trouble').remove();
    await turn();
    expect(document.activeElement).toBe(find('other'));
  });
});
