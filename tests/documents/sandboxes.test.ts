import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checked } from '../../deploy/command/configuration';

const text = readFileSync(new URL('../../docs/sandboxes.md', import.meta.url), 'utf8');
const parts = text.split(/^## /m).slice(1);

describe('the page on public sandboxes', () => {
  it('has the four', () => {
    expect(parts.map((part) => part.split('\n')[0])).toEqual([
      'SMART Launcher v2',
      'Oracle Health (Cerner) Millennium',
      'Epic',
      'Medplum',
    ]);
  });

  it.each(parts.map((part) => [part.split('\n')[0] ?? '', part]))(
    '%s: its configuration is one, and whether it was tried is said',
    (_, part) => {
      const json = /```json\n([\s\S]*?)```/.exec(part)?.[1] ?? '';
      const read = checked(
        json.replaceAll('<options>', 'WzAsIiJd'),
        new URL('https://viewer.example/config.json'),
      );
      expect(read.ok ? [] : read.complaints).toEqual([]);
      expect(part).toMatch(/\*\*(?:Not tried: .+|Tried on .+)\*\*/);
    },
  );
});
