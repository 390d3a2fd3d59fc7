import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../sandbox/catalogue';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import type { Sandbox } from '../../sandbox/start';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../src/dicomweb/whole-studies/whole-studies';
import { archiveId, seriesUid, studyUid } from '../../src/domain/ids';
import { aSandbox, launched } from './a-sandbox';

const NEVER = new AbortController().signal;

let catalogue: Catalogue;
let sandbox: Sandbox;
beforeAll(async () => {
  catalogue = await buildCatalogue({ scale: 'small', cacheDir: false, today: '2026-11-21' });
  sandbox = await aSandbox({ catalogue, archiveApp });
});
afterAll(() => sandbox.stop());

/** The viewer's own adapter at Wigan, in a launch of a patient with pictures there */
async function atWigan(scenario: string, holds?: string) {
  const study = catalogue.studies.find(
    ({ hospital, missingInArchive, modalities }) =>
      hospital === 'wigan' && !missingInArchive && (holds === undefined || modalities.includes(holds)),
  );
  const [series] = study?.series ?? [];
  if (study === undefined || series === undefined) throw new Error('Wigan has no study.');
  const { access_token: token } = await launched(sandbox, { personId: study.personId, scenario });
  const address = {
    id: archiveId('wigan'),
    name: 'Wigan Infirmary',
    root: `${sandbox.archives['wigan']}/dicom-web`,
    credentials: 'ehr-token' as const,
    tokens: { tokenFor: () => token, renewed: async () => undefined },
    wholeStudies: wholeStudies(),
  };
  const archive = dicomwebArchive(address);
  const frames = dicomwebFrames({ archiveOf: () => address, wholeStudies: address.wholeStudies });
  const uid = studyUid(study.studyInstanceUid);
  const retrieved = await archive.instancesOf(uid, seriesUid(series.seriesInstanceUid), NEVER);
  if (!retrieved.ok) throw new Error(retrieved.problem.kind);
  return { archive, frames, study, series, uid, retrieved: retrieved.value };
}

describe('Wigan, when it sends whole studies only', () => {
  it('gives the same series, instances and pictures as ever, and is known to be slower', async () => {
    const usual = await atWigan('everyone-answers');
    const { archive, frames, study, series, uid, retrieved } = await atWigan('wigan-whole-studies-only');
    expect([usual.retrieved.note, retrieved.note]).toEqual([undefined, 'whole-study']);
    expect(retrieved.unreadable).toEqual([]);
    expect(retrieved.instances).toHaveLength(series.instances.length);
    const ofFiles = usual.retrieved.instances.map((one) => ({ ...one, isOfFile: true }));
    expect(retrieved.instances).toEqual(ofFiles);

    const list = await archive.seriesOf(uid, NEVER);
    expect(list.ok && list.value.value.map((one) => String(one.uid)).sort()).toEqual(
      study.series.map(({ seriesInstanceUid }) => seriesInstanceUid).sort(),
    );
    for (const instance of retrieved.instances) {
      const stored = series.instances.find(({ sopInstanceUid }) => sopInstanceUid === instance.uid);
      for (const at of instance.frames.keys()) {
        const frame = await frames.frame({ instance, number: at + 1 }, 'stack', NEVER);
        const [mine, theirs] = [frame.ok ? frame.value.bytes : new Uint8Array(), await stored?.frame(at)];
        // An odd length is made even within a file.
        expect(Buffer.compare(mine.subarray(0, theirs?.byteLength), theirs ?? new Uint8Array())).toBe(0);
        expect(frame).toMatchObject({ ok: true, value: { transferSyntax: stored?.transferSyntaxUid } });
      }
    }
  });

  it('gives the same structured report as ever, which its record does not have', async () => {
    const reportsIn = async (scenario: string) => {
      const { archive, uid } = await atWigan(scenario, 'SR');
      const objects = await archive.objectsOf(uid, [], NEVER);
      if (!objects.ok) throw new Error(objects.problem.kind);
      expect([...objects.value.unreadable, ...objects.value.problems]).toEqual([]);
      return objects.value.reports;
    };
    const usual = await reportsIn('everyone-answers');
    expect(usual).toMatchObject([{ title: 'Radiology Report', status: 'final' }]);
    expect(await reportsIn('wigan-whole-studies-only')).toEqual(usual);
  });
});
