import { describe, expect, test } from 'vitest';
import { lineOf } from '../../bench/growth';
import { withHead, withSection } from '../../bench/sections';
import { soakSection } from '../../bench/soak';

const report = '# Measurements\n\nmedians\n\n## Growth\n\nold\n\n## Soak\n\nflat\n';

describe('the report of the measurements', () => {
  test('has a section replaced, and the others left as they are', () => {
    const changed = withSection(report, '## Growth\n\nnew\n');
    expect(changed).toBe('# Measurements\n\nmedians\n\n## Soak\n\nflat\n\n## Growth\n\nnew\n');
  });

  test('gets a section that it did not have', () => {
    expect(withSection('# Measurements\n', '## Soak\n\nflat\n')).toBe('# Measurements\n\n## Soak\n\nflat\n');
  });

  test('keeps its sections when launches are measured anew', () => {
    expect(withHead(report, '# Measurements\n\nbetter\n')).toBe(report.replace('medians', 'better'));
  });
});

describe('what is said of growth', () => {
  const from = { name: '400 studies', firstImage: 2000, list: 1500, work: { firstImage: 1000, list: 800 } };
  const to = { name: '5000 studies', firstImage: 2100, list: 1350, work: { firstImage: 1100, list: 1600 } };

  test('has both costs and how much they grew or shrank', () => {
    expect(lineOf({ what: 'Studies', runs: 1, small: from, large: to })).toBe(
      '**Studies**, 400 studies → 5000 studies: first picture 2.00 → 2.10 s (+5 %), list 1.50 → 1.35 s (−10 %); processor time until the first picture 1.00 → 1.10 s (+10 %), until the list 0.80 → 1.60 s (+100 %).',
    );
  });
});

describe('what is said of a soak', () => {
  const after = (opened: number, browser: number | undefined) => ({
    opened,
    ...(browser !== undefined && { browser }),
    heap: opened / 2,
    nodes: 1000,
    listeners: 50,
  });

  test('is the change from the first footprint to the last', () => {
    const section = soakSection([after(20, 400), after(100, 500), after(200, 380)], new Date('2026-11-22'));
    expect(section).toContain('2026-11-22: 200 studies of one patient');
    expect(section).toContain('whole browser −5.0 %, pages not measured, heap +900.0 %, nodes +0.0 %');
  });

  test('is not a number where the system does not tell the browser’s memory', () => {
    expect(soakSection([after(20, undefined), after(200, undefined)], new Date(0))).toContain(
      'whole browser not measured',
    );
  });
});
