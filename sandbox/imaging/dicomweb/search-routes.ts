import type { Context, Hono } from 'hono';
import type { DicomJson } from '../../catalogue';
import type { ArchiveVariables } from './access';
import { found } from './holdings';
import { searchInstances, searchSeries, searchStudies } from './qido';
import { queryOf } from './qido-match';
import type { Query } from './qido-match';

const root = '/dicom-web';

/** QIDO-RS (PS3.18 10.6): studies, series and instances of the token's patient. */
export function addSearch(app: Hono<ArchiveVariables>): void {
  app.get(`${root}/studies`, (c) =>
    answer(c, (query) => searchStudies(c.get('holdings').studies, query, rootOf(c))),
  );
  app.get(`${root}/series`, (c) =>
    answer(c, (query) => searchSeries(c.get('holdings').studies, query, rootOf(c))),
  );
  app.get(`${root}/studies/:study/series`, (c) => {
    const here = found(c.get('holdings'), c.req.param('study'));
    return answer(c, (query) => searchSeries(here ? [here.study] : [], query, rootOf(c)));
  });
  app.get(`${root}/studies/:study/instances`, (c) => {
    const here = found(c.get('holdings'), c.req.param('study'));
    return answer(c, (query) =>
      here ? searchInstances(here.study, here.study.series, query, rootOf(c)) : [],
    );
  });
  app.get(`${root}/studies/:study/series/:series/instances`, (c) => {
    const here = found(c.get('holdings'), c.req.param('study'), c.req.param('series'));
    return answer(c, (query) =>
      here?.series ? searchInstances(here.study, [here.series], query, rootOf(c)) : [],
    );
  });
}

/** The DICOMweb root as this client addressed it. */
export function rootOf(c: Context): string {
  return `${new URL(c.req.url).origin}${root}`;
}

async function answer(
  c: Context,
  search: (query: Query) => Promise<DicomJson[]> | DicomJson[],
): Promise<Response> {
  const query = queryOf(new URL(c.req.url).searchParams);
  if (typeof query === 'string') return c.text(query, 400);
  const matches = await search(query);
  // Lists change: they may not be kept without asking again
  c.header('Cache-Control', 'private, no-cache');
  // Nothing found is 204 (PS3.18 8.3.4); a page behind the last one is a list without entries.
  if (matches.length === 0 && query.offset === 0) return c.body(null, 204);
  return c.body(JSON.stringify(matches), 200, { 'Content-Type': 'application/dicom+json' });
}
