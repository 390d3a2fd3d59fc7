import { describe, expect, it } from 'vitest';
import { readInstances } from '../../../src/dicom/image/instances';
import { readPart10 } from '../../../src/dicom/part10/file';
import { archiveId, isUid, seriesUid, studyUid } from '../../../src/domain/ids';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { aFile, imageElements, PIXELS, SYNTAX, text, words } from '../../dicomweb/part10-file';

const LONG = `1.2.826.0.1.3680043.10.9999.${'7'.repeat(39)}`;
const GOOD = '1.2.826.0.1.3680043.10.9999.1.1.9';

const aPicture = (syntax: string, uids: Readonly<Record<string, string>>) =>
  aFile(
    [
      ...imageElements(
        Object.fromEntries(Object.entries(uids).map(([tag, uid]) => [tag, text(tag, 'UI', uid)])),
      ),
      words('7FE00010', PIXELS),
    ],
    syntax,
  );

const instancesOf = async (files: readonly Uint8Array[], study: string, series: string) => {
  const datasets = await Promise.all(files.map(async (file) => (await readPart10(file)).dataset));
  const context = {
    archive: archiveId('a'),
    bulk: new Map(),
    study: studyUid(study),
    series: seriesUid(series),
  };
  return readInstances(datasets, context);
};

describe('UIDs as archives hold them', () => {
  it('a name of 67 characters shows beside a good one of the same series', async () => {
    expect(LONG).toHaveLength(67);
    const [study, series] = ['1.2.3', '1.2.3.4'];
    const files = [LONG, GOOD].map((uid) =>
      aPicture(SYNTAX.explicit, { '00080018': uid, '0020000D': study, '0020000E': series }),
    );
    const { instances, unreadable } = await instancesOf(files, study, series);
    expect(unreadable).toEqual([]);
    expect(instances.map(({ uid }) => uid)).toEqual([LONG, GOOD]);
    const sets = displaySetsOf({ uid: seriesUid(series), modality: 'CT' }, instances);
    expect(sets.flatMap(({ frames }) => frames)).toHaveLength(2);
  });

  it.each([
    ['implicit', '1.2.3.', '1.2..3.4', '1.2..3..4'],
    ['explicit', '1.2.3.', '1.2..3.4', '1.2..3..4'],
    ['big', '1.2.3.', '1.2.03.4', '1.2.00.4'],
    ['deflated', '1..2.', '1...2', `1.2.${'3.'.repeat(40)}`],
  ] as const)('components that are empty or begin with 0 open in %s', async (name, study, series, uid) => {
    const file = aPicture(SYNTAX[name], { '00080018': uid, '0020000D': study, '0020000E': series });
    const { instances, unreadable } = await instancesOf([file], study, series);
    expect(unreadable).toEqual([]);
    expect(instances).toMatchObject([{ uid, study, series }]);
  });

  it.each(['..', '.', '1/2', '1.2%2f3', '', '1.2?a', 'a.b', `1${'.2'.repeat(64)}`])(
    '%j is none: it would be another address',
    (text) => {
      expect(isUid(text)).toBe(false);
    },
  );
});
