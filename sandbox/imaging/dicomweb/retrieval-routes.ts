import type { Context, Hono } from 'hono';
import type { ArchiveOptions } from '../../archive';
import type { ArchiveVariables } from './access';
import type { Codecs } from '../codecs/codecs';
import { found, instancesBelow } from './holdings';
import type { Found } from './holdings';
import { metadataOf } from './metadata';
import { multipartResponse } from './multipart';
import { renderedResponse } from './rendered';
import { rootOf } from './search-routes';
import { framesResponse, instancesResponse, privateCaching } from './wado';

type ArchiveContext = Context<ArchiveVariables>;

const study = '/dicom-web/studies/:study';
const series = `${study}/series/:series`;
const instance = `${series}/instances/:instance`;
const thumbnail = [160, 160] as const;

/** WADO-RS (PS3.18 10.4): metadata, instances, frames, pictures, bulk data. */
export function addRetrieval(app: Hono<ArchiveVariables>, options: ArchiveOptions, codecs: Codecs): void {
  const at = (c: ArchiveContext, answer: (here: Found) => Response | Promise<Response>) => {
    const {
      study: studyUid = '',
      series: seriesUid,
      instance: instanceUid,
    } = c.req.param() as Record<string, string>;
    const here = found(c.get('holdings'), studyUid, seriesUid, instanceUid);
    if (here) return answer(here);
    return isSomebodyElses(options, studyUid)
      ? c.text('This token does not open this study.', 403)
      : c.text('This archive does not hold it.', 404);
  };
  for (const level of [study, series, instance]) {
    app.get(level, (c) => at(c, (here) => instancesResponse(c, instancesBelow(here))));
    app.get(`${level}/metadata`, (c) => at(c, (here) => metadataResponse(c, here)));
    app.get(`${level}/thumbnail`, (c) =>
      at(c, (here) => renderedResponse(c, middleOf(here), 0, codecs, thumbnail)),
    );
    app.get(`${level}/rendered`, (c) => at(c, (here) => renderedResponse(c, middleOf(here), 0, codecs)));
  }
  app.get(`${instance}/frames/:frames`, (c) =>
    at(c, (here) =>
      here.instance ? framesResponse(c, here.instance, c.req.param('frames'), codecs) : c.notFound(),
    ),
  );
  for (const [form, size] of [
    ['rendered', undefined],
    ['thumbnail', thumbnail],
  ] as const) {
    app.get(`${instance}/frames/:frames/${form}`, (c) =>
      at(c, (here) => renderedResponse(c, here.instance, Number(c.req.param('frames')) - 1, codecs, size)),
    );
  }
  app.get(`${instance}/bulkdata/:path{.+}`, (c) =>
    at(c, (here) => bulkdataResponse(c, here, c.req.param('path'))),
  );
}

/** The picture that stands for a stack is in its middle. */
function middleOf(here: Found) {
  const [first] = here.series ? [here.series] : here.study.series;
  const instances = here.instance ? [here.instance] : (first?.instances ?? []);
  return instances[Math.floor(instances.length / 2)];
}

function isSomebodyElses({ catalogue, hospital }: ArchiveOptions, studyUid: string): boolean {
  return catalogue.studies.some(
    (each) => each.studyInstanceUid === studyUid && each.hospital === hospital.id,
  );
}

async function metadataResponse(c: ArchiveContext, here: Found): Promise<Response> {
  const root = rootOf(c);
  const studyPath = `${root}/studies/${here.study.studyInstanceUid}`;
  const shown = here.series ? [here.series] : here.study.series;
  const metadata = await Promise.all(
    shown.flatMap((each) =>
      (here.instance ? [here.instance] : each.instances).map((one) =>
        metadataOf(one, `${studyPath}/series/${each.seriesInstanceUid}/instances/${one.sopInstanceUid}`),
      ),
    ),
  );
  c.header('Cache-Control', privateCaching);
  return c.body(JSON.stringify(metadata), 200, { 'Content-Type': 'application/dicom+json' });
}

async function bulkdataResponse(c: ArchiveContext, here: Found, path: string): Promise<Response> {
  const bytes = await here.instance?.bulkdata?.(path);
  if (!bytes) return c.text('No bulk data of this name.', 404);
  const type = 'application/octet-stream';
  const accept = c.req.header('Accept') ?? '';
  // PS3.18 8.7.3.3: multipart unless a single part is asked for
  if (accept.startsWith(type) || accept.startsWith('application/pdf'))
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': type });
  return multipartResponse(type, [{ type, bytes: async () => bytes }]);
}
