import { describe, expect, it } from 'vitest';
import { reportFrom } from '../../../src/dicom/sr/document';
import { documentText } from '../../../src/domain/report/report-document';
import {
  anSr,
  coded,
  documentOf,
  element,
  image,
  item,
  measured,
  related,
  section,
  sequence,
  spansOf,
  text,
} from '../../dicomweb/objects-wire';
import { STUDY, type Elements } from '../../dicomweb/wire';
import { atOnce } from '../../../src/domain/steps';

const read = (content: readonly Elements[], change: Elements = {}, bulk = new Map<string, Uint8Array>()) =>
  atOnce(reportFrom(anSr(content, change), { source: 'Salford Royal', bulk }));
const blocks = (...content: Elements[]) => documentOf(read(content)).blocks;
const words = (...content: Elements[]) => documentText(documentOf(read(content)));
const flags = (completion?: string, verification?: string, change: Elements = {}): Elements => ({
  '0040A491': completion === undefined ? undefined : element('CS', completion),
  '0040A493': verification === undefined ? undefined : element('CS', verification),
  ...change,
});

describe('a structured report’s status', () => {
  it.each([
    ['final', true, flags('COMPLETE', 'VERIFIED')],
    ['preliminary', false, flags('COMPLETE', 'UNVERIFIED')],
    ['partial', false, flags('PARTIAL', 'UNVERIFIED')],
    ['partial', true, flags('PARTIAL', 'VERIFIED')],
    ['preliminary', true, flags('COMPLETE', 'VERIFIED', { '0040A496': element('CS', 'PRELIMINARY') })],
    ['final', true, flags('COMPLETE', 'VERIFIED', { '0040A496': element('CS', 'FINAL') })],
    ['preliminary', undefined, flags('COMPLETE')],
    ['unknown', undefined, flags()],
    ['unknown', undefined, flags('DONE', 'PERHAPS')],
  ])('is %s, verified %s', (status, verified, change) => {
    const report = read([], change);
    expect([report.status, report.verified]).toEqual([status, verified]);
  });
});

describe('a structured report’s text', () => {
  it('has sections under their names, which are not said twice', () => {
    expect(blocks(section('Findings', text('Finding', 'Clear lungs.')))).toEqual([
      { kind: 'heading', level: 1, spans: [{ kind: 'text', text: 'Findings' }] },
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'Clear lungs.' }] },
    ]);
  });

  it('keeps a name that says more than its section does', () => {
    expect(words(section('Findings', text('Technique', 'Portable.')))).toBe(
      'Findings\n\nTechnique: Portable.',
    );
  });

  it('leaves out the name of a section that has nothing in it', () => {
    expect(read([section('Findings', section('Lungs'))]).contents).toEqual([]);
  });

  it('goes three headings deep, and no further', () => {
    const levels = blocks(
      section('A', section('B', section('C', section('D', text(undefined, 'x'))))),
    ).flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
    expect(levels).toEqual([1, 2, 3, 3]);
  });

  it('keeps line ends and parts paragraphs at blank lines', () => {
    expect(words(text('Comment', 'one\r\ntwo\n\rthree\r\rfour'))).toBe('Comment: one\ntwo\nthree\n\nfour');
  });

  it('is text, whatever it looks like', () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script> javascript:alert(1)';
    expect(spansOf(blocks(text('Finding', hostile))).every(({ kind }) => kind === 'text')).toBe(true);
    expect(words(text('Finding', hostile))).toContain(hostile);
  });

  it('that the metadata kept outside is put in, and said to be missing where it did not come', () => {
    const outside = item('TEXT', undefined, {
      '0040A160': { vr: 'UT', BulkDataURI: 'bulk/1' },
    });
    const came = new Map([['bulk/1', new TextEncoder().encode('Ein Rundherd. ü ')]]);
    expect(documentText(documentOf(read([outside], {}, came)))).toBe('Ein Rundherd. ü');
    expect(words(outside)).toBe('[This part of the report did not arrive.]');
  });

  it('says that there is a part which cannot be shown', () => {
    expect(words(item('HOLOGRAM', 'Model'))).toBe('Model: [a part of a kind that is not shown: HOLOGRAM]');
  });

  it('has what a finding was inferred from beneath it', () => {
    const finding = text('Finding', 'Nodule.', {
      '0040A730': sequence(
        related('INFERRED FROM', text('Observation', 'Opacity on two views.')),
        related('INFERRED FROM', image('Key image', '1.2.3', {}, 4)),
      ),
    });
    const all = blocks(section('Findings', finding));
    expect(documentText({ blocks: all })).toBe(
      'Findings\n\nNodule. · Key image, frame 4\n\n• Observation: Opacity on two views.',
    );
  });
});

describe('a number in a structured report', () => {
  it.each([
    [measured('Length', '12.3', 'mm', 'millimeter'), '12.3 mm'],
    [measured('Area', '4806.42320110457', 'mm2', 'square millimeter'), '4806.4 mm²'],
    [measured('Area', 0.125663706144, 'cm2'), '0.12566 cm²'],
    [measured('Length', '39.3664929116140', 'mm'), '39.366 mm'],
    [measured('Count', '1234567', '1', 'no units'), '1234567'],
    [measured('Dose', '1.07E-05', 'Gy.m2'), '0.0000107 Gy·m²'],
    [measured('Rate', '0.00000012345678', '/s', 'per second'), '1.2346 × 10^-7 per second'],
    [measured('Length', '64.45', '1', 'px'), '64.45 px'],
    [measured('Events', 3, '{events}', 'events'), '3 events'],
    [measured('Share', '12', '%', 'percent'), '12 %'],
    [measured('Angle', '12', 'deg', 'degrees'), '12°'],
    [measured('Attenuation', '-40', "[hnsf'U]", 'Hounsfield unit'), '-40 HU'],
    [measured('Length', '>12', 'mm'), '>12 mm'],
    [item('NUM', 'Length', { '0040A300': { vr: 'SQ' } }), 'no value'],
    [item('NUM', 'Length', { '0040A300': sequence({}) }), 'no value'],
    [
      item('NUM', 'Length', { '0040A301': coded('Measurement failure', '114006', 'DCM') }),
      'Measurement failure',
    ],
    [
      measured('Length', '0', 'mm', 'mm', { '0040A301': coded('Value indeterminate') }),
      '0 mm (Value indeterminate)',
    ],
    [
      item('NUM', 'Ratio', {
        '0040A300': sequence({ '0040A162': element('SL', 1), '0040A163': element('UL', 3) }),
      }),
      '1/3',
    ],
  ])('%# reads %s', (content, expected) => {
    expect(words(content).replace(/^[^:]+: /, '')).toBe(expected);
  });
});

describe('what else a structured report says', () => {
  it.each([
    [item('CODE', 'Finding', { '0040A168': coded('Nodule', '27925004', 'SCT') }), 'Finding: Nodule'],
    [item('DATE', 'Date of scan', { '0040A121': element('DA', '20261118') }), 'Date of scan: 18-Nov-2026'],
    [item('TIME', 'Time', { '0040A122': element('TM', '164059') }), 'Time: 16:40'],
    [
      item('DATETIME', 'At', { '0040A120': element('DT', '20261118164000.5+0100') }),
      'At: 18-Nov-2026 16:40 (UTC+0100)',
    ],
    [
      item('PNAME', 'Referrer', { '0040A123': element('PN', { Alphabetic: 'Penhallow^Rowan^^Dr^FRCR' }) }),
      'Referrer: Dr Rowan Penhallow, FRCR',
    ],
    [item('UIDREF', 'Event', { '0040A124': element('UI', '1.2.3') }), 'Event: 1.2.3'],
    [
      item('SCOORD', 'Region', {
        '00700023': element('CS', 'CIRCLE'),
        '0040A730': sequence(related('SELECTED FROM', image(undefined, '1.2.3'))),
      }),
      'Region: circle on Image',
    ],
    [item('SCOORD3D', 'Region', { '00700023': element('CS', 'POLYGON') }), 'Region: outline'],
    [item('IMAGE', 'Picture', { '00081199': sequence({}) }), '[an image that is not named]'],
  ])('%# reads %s', (content, expected) => {
    expect(words(content)).toBe(expected);
  });

  it('has nobody as author where a machine wrote it, and everybody who signed once', () => {
    const signed = {
      '0040A073': sequence({
        '0040A075': element('PN', { Alphabetic: 'Farrow-Hale^Imogen^^Dr' }),
        '0040A027': element('LO', 'Salford Royal'),
        '0040A088': coded('Registration', '0000001', 'GMC'),
      }),
    };
    const observer = related(
      'HAS OBS CONTEXT',
      item('PNAME', undefined, {
        '0040A043': coded('Person Observer Name', '121008', 'DCM'),
        '0040A123': element('PN', { Alphabetic: 'Farrow-Hale^Imogen^^Dr' }),
      }),
    );
    const role = related(
      'HAS OBS CONTEXT',
      item('CODE', undefined, {
        '0040A043': coded('Person Observer’s Role in the Organization', '121010', 'DCM'),
        '0040A168': coded('Consultant Radiologist'),
      }),
    );
    const device = related('HAS OBS CONTEXT', text('Device Observer Name', 'CT scanner 2'));
    expect(read([observer, role], signed).authors).toEqual([
      {
        name: 'Dr Imogen Farrow-Hale',
        role: 'Consultant Radiologist',
        organisation: 'Salford Royal',
        registration: 'GMC 0000001',
        verifies: true,
      },
    ]);
    expect(read([device]).authors).toEqual([]);
    expect(words(device)).toContain('CT scanner 2');
  });

  it('joins every study and request that it answers', () => {
    const report = read([], {
      '0040A370': sequence({ '00080050': element('SH', 'SAL124') }, { '00080050': element('SH', 'SAL123') }),
      '0040A375': sequence({ '0020000D': element('UI', '1.2.9') }),
    });
    expect(report.accessionNumbers).toEqual(['SAL123', 'SAL124']);
    expect(report.studies).toEqual([STUDY, '1.2.9']);
    expect(report.person?.name?.family).toBe('Sample');
  });
});

describe('a structured report that was made to break its reader', { timeout: 20_000 }, () => {
  it('may be nested thousands deep: what is too deep is left out, and that is said', () => {
    let content: Elements = text('Finding', 'The bottom.');
    for (let depth = 0; depth < 5000; depth++) content = section(`S${depth}`, content);
    // The innermost section is empty once its content is left out; the sentence is all there is to say.
    expect(words(content)).toBe('This report is longer than can be shown here: part of it is left out.');
  });

  it('may refer to itself', () => {
    const loop = item('', undefined, { '0040A040': undefined, '0040DB73': element('UL', 1, 1) });
    expect(words(related('INFERRED FROM', loop))).toBe('[see above]');
    const nowhere = item('', undefined, { '0040A040': undefined, '0040DB73': element('UL', 1, 7, 9) });
    expect(words(nowhere)).toBe('[a part that is not in the document]');
  });

  it('refers to the part that is meant where another before it is no item', () => {
    const reference = item('', undefined, { '0040A040': undefined, '0040DB73': element('UL', 1, 3) });
    const parts = [text('First', 'one'), null as never, text('Third', 'three'), text('Fourth', 'four')];
    expect(words(...parts, reference)).toContain('[see Third: three]');
  });

  it('may have a text of half a million lines, in a sentence as well', () => {
    const lines = text('Finding', 'x\n'.repeat(500_000));
    const flow = { ...section('Findings', lines), '0040A050': element('CS', 'CONTINUOUS') };
    expect(words(flow).length).toBeGreaterThan(900_000);
  });

  it('may have thirty thousand items: it is read in the time that they take, and cut short', () => {
    const many = Array.from({ length: 30_000 }, (_, at) => text('Finding', `Line ${at}`));
    const before = performance.now();
    expect(words(...many)).toMatch(/Line 19999\n\nThis report is longer than can be shown here/);
    // Half a second by itself; what grows faster than its size would take minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  describe('by saying one part nineteen thousand times over', () => {
    const references = Array.from({ length: 19_000 }, () =>
      item('', undefined, { '0040A040': undefined, '0040DB73': element('UL', 1, 1) }),
    );

    it('is written as far as anybody would read, and cut short', () => {
      const before = performance.now();
      const long = words(text('Finding', 'A sentence on a line.\n'.repeat(40_000)), ...references);
      expect(long.length).toBeLessThan(10_000_000);
      expect(long).toMatch(/part of it is left out\.$/);
      expect(performance.now() - before).toBeLessThan(10_000);
    });

    it('has it read only once, though it is of half a million frames that cannot be', () => {
      const frames = new Array<number>(500_000).fill(-1);
      const before = performance.now();
      const sop = { '00081155': element('UI', '1.2.3'), '00081160': { vr: 'IS', Value: frames } };
      const picture = item('IMAGE', 'Image', { '00081199': sequence(sop) });
      expect(words(picture, ...references)).toContain('[see Image]');
      expect(performance.now() - before).toBeLessThan(10_000);
    });
  });

  it('may have three hundred thousand paragraphs in one running text', () => {
    const many = text('Finding', 'x\n\n'.repeat(300_000));
    const flow = { ...section('Findings', many), '0040A050': element('CS', 'CONTINUOUS') };
    expect(blocks(flow).length).toBeGreaterThan(300_000);
  });
});

describe('what a structured report names beside pictures', () => {
  const composite = (type: string, end: string, uid: string) =>
    item(type, 'Drawn', {
      '00081199': sequence({
        '00081150': element('UI', `1.2.840.10008.5.1.4.1.1.${end}`),
        '00081155': element('UI', uid),
      }),
    });

  it.each([
    ['IMAGE', '66.4'],
    ['IMAGE', '66.7'],
    ['COMPOSITE', '481.3'],
    ['IMAGE', '481.2'],
    ['IMAGE', '30'],
  ])('is to be drawn over them and is no key image: %s of %s', (type, end) => {
    const report = read([section('Findings', composite(type, end, '1.2.3.4'), image('Image', '1.2.3.5'))]);
    expect(report.drawings).toEqual(['1.2.3.4']);
    expect(report.keyImages.map(({ instance }) => instance)).toEqual(['1.2.3.5']);
  });
});
