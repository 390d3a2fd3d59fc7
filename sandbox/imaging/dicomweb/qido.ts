import type { CatalogueInstance, CatalogueSeries, CatalogueStudy, DicomJson } from '../../catalogue';
import { firstDataset } from './holdings';
import { matchesQuery } from './qido-match';
import type { Query } from './qido-match';

/** Attributes that each level's answer always has (PS3.18 tables 10.6.3-3 to 10.6.3-5). */
const studyTags = [
  '00080020',
  '00080030',
  '00080050',
  '00080056',
  '00080061',
  '00080090',
  '00080201',
  '00081030',
  '00100010',
  '00100020',
  '00100021',
  '00100030',
  '00100040',
  '0020000D',
  '00200010',
  '00201206',
  '00201208',
];
const seriesTags = [
  '00080060',
  '00080201',
  '0008103E',
  '00180015',
  '00200060',
  '0020000D',
  '0020000E',
  '00200011',
  '00201209',
  '00400244',
  '00400245',
  '00400275',
];
const instanceTags = [
  '00080016',
  '00080018',
  '00083002',
  '00080056',
  '00080060',
  '00080201',
  '0020000D',
  '0020000E',
  '00200013',
  '00280008',
  '00280010',
  '00280011',
  '00280100',
];

/** Answers to a study query, in the archive's order: newest first. */
export async function searchStudies(
  studies: readonly CatalogueStudy[],
  query: Query,
  root: string,
): Promise<DicomJson[]> {
  const all = await Promise.all(studies.map(studyAttributes));
  const newest = all.sort((a, b) => dateTime(b).localeCompare(dateTime(a)));
  return answers(newest, query, studyTags, (each) => `${root}/studies/${uid(each, '0020000D')}`);
}

/** Answers to a series query, over one study or over all of the patient's. */
export async function searchSeries(
  studies: readonly CatalogueStudy[],
  query: Query,
  root: string,
): Promise<DicomJson[]> {
  const all = await Promise.all(
    studies.flatMap((study) =>
      study.series.map(async (series) => ({
        ...(await studyAttributes(study)),
        ...(await seriesAttributes(series)),
      })),
    ),
  );
  const path = (each: DicomJson) =>
    `${root}/studies/${uid(each, '0020000D')}/series/${uid(each, '0020000E')}`;
  return answers(all, query, [...seriesTags, ...(studies.length > 1 ? studyTags : [])], path);
}

/** Answers to an instance query. Only instances of the series that are named are looked into. */
export async function searchInstances(
  study: CatalogueStudy,
  series: readonly CatalogueSeries[],
  query: Query,
  root: string,
): Promise<DicomJson[]> {
  const all = await Promise.all(series.flatMap(({ instances }) => instances.map(instanceAttributes)));
  const path = (each: DicomJson) =>
    `${root}/studies/${study.studyInstanceUid}/series/${uid(each, '0020000E')}/instances/${uid(each, '00080018')}`;
  return answers(all, query, instanceTags, path);
}

function answers(
  all: readonly DicomJson[],
  query: Query,
  tags: readonly string[],
  path: (each: DicomJson) => string,
) {
  const page = all
    .filter((each) => matchesQuery(each, query))
    .slice(query.offset, query.offset + query.limit);
  const wanted = new Set([
    ...tags,
    ...(query.include === 'all' ? [] : query.include),
    ...query.matches.map(([tag]) => tag),
  ]);
  return page.map((each): DicomJson => {
    const chosen =
      query.include === 'all'
        ? each
        : Object.fromEntries(Object.entries(each).filter(([tag]) => wanted.has(tag)));
    return { ...chosen, '00081190': { vr: 'UR', Value: [path(each)] } };
  });
}

async function studyAttributes(study: CatalogueStudy): Promise<DicomJson> {
  const count = study.series.reduce((sum, { instances }) => sum + instances.length, 0);
  return {
    ...(await firstDataset(study.series)),
    '00080056': { vr: 'CS', Value: ['ONLINE'] },
    '00080061': { vr: 'CS', Value: [...study.modalities] },
    '0020000D': { vr: 'UI', Value: [study.studyInstanceUid] },
    '00201206': { vr: 'IS', Value: [study.series.length] },
    '00201208': { vr: 'IS', Value: [count] },
  };
}

async function seriesAttributes(series: CatalogueSeries): Promise<DicomJson> {
  return {
    ...(await firstDataset([series])),
    '0020000E': { vr: 'UI', Value: [series.seriesInstanceUid] },
    '00201209': { vr: 'IS', Value: [series.instances.length] },
  };
}

async function instanceAttributes(instance: CatalogueInstance): Promise<DicomJson> {
  return {
    ...(await instance.dataset()),
    '00080056': { vr: 'CS', Value: ['ONLINE'] },
    '00083002': { vr: 'UI', Value: [instance.transferSyntaxUid] },
  };
}

function uid(attributes: DicomJson, tag: string): string {
  return String(attributes[tag]?.Value?.[0] ?? '');
}

function dateTime(attributes: DicomJson): string {
  return `${uid(attributes, '00080020')} ${uid(attributes, '00080030')}`;
}
