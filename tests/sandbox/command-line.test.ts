import { describe, expect, it } from 'vitest';
import { openerFor } from '../../sandbox/browser';
import { readCommandLine } from '../../sandbox/command-line';

describe('the command line', () => {
  it('shows invented patients and opens a browser when nothing is said', () => {
    expect(readCommandLine([])).toEqual({
      ok: true,
      value: {
        source: { kind: 'invented' },
        port: 8300,
        open: true,
        log: false,
        manifests: false,
        hub: false,
      },
    });
  });

  it('takes a folder, a port and no browser', () => {
    expect(readCommandLine(['--dicom', 'scans', '--port', '0', '--no-open'])).toMatchObject({
      value: { source: { kind: 'folder', folder: 'scans' }, port: 0, open: false },
    });
  });

  it('takes an archive', () => {
    const root = 'http://localhost:8042/dicom-web';
    expect(readCommandLine([`--dicomweb=${root}`])).toMatchObject({
      value: { source: { kind: 'archive', root } },
    });
  });

  it.each([
    [['--port', 'many'], '--port many is not a port.'],
    [['--port', '70000'], '--port 70000 is not a port.'],
    [['--dicom', 'a', '--dicomweb', 'http://b'], 'Choose one of --dicom and --dicomweb.'],
    [['--dicomweb', 'scans'], '--dicomweb scans is not a web address.'],
    [['--dicomweb', 'file:///etc'], '--dicomweb file:///etc is not a web address.'],
    [['--colour'], "Unknown option '--colour'"],
    [['--dicom'], "Option '--dicom <value>' argument missing"],
  ])('%j is answered with a sentence', (words, problem) => {
    expect(readCommandLine(words)).toEqual({ ok: false, problem });
  });
});

describe('the browser', () => {
  it('is opened where there is a screen, and nowhere else', () => {
    expect(openerFor('linux', {})).toBeUndefined();
    expect(openerFor('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
    expect(openerFor('linux', { DISPLAY: ':0', CI: 'true' })).toBeUndefined();
    expect(openerFor('darwin', {})).toEqual(['open']);
  });
});
