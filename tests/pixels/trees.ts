import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';
import { part10File } from '../../sandbox/imaging/part10';
import { listen } from '../../sandbox/listen';
import type { ServedFile } from './archive';
import { corpusRoot, hashOf } from './corpus';

export interface TreeArchive {
  /** DICOMweb root */
  readonly root: string;
  readonly served: readonly ServedFile[];
  close(): Promise<void>;
}

const studies = () => join(corpusRoot(), 'dicomweb', 'studies');

/**
 * The corpus' static DICOMweb trees behind the addresses of PS3.18, as a web server of files would answer. For the
 * reference tools the stored frames of each instance are put into a DICOM file.
 *
 * @param folder for those files
 */
export async function treeArchive(folder: string, allowedOrigin: () => string): Promise<TreeArchive> {
  const app = new Hono();
  app.use('*', async (c, next) => {
    c.header('Access-Control-Allow-Origin', allowedOrigin());
    c.header('Access-Control-Allow-Headers', '*, Authorization');
    return c.req.method === 'OPTIONS' ? c.body(null, 204) : next();
  });
  app.get('/studies/:study/series/:series/metadata', (c) => {
    const file = join(studies(), c.req.param('study'), 'series', c.req.param('series'), 'metadata.json');
    return c.body(readFileSync(file, 'utf8'), 200, { 'Content-Type': 'application/dicom+json' });
  });
  app.get('/studies/:study/series/:series/instances/:instance/frames/:frames', (c) => {
    const { study, series, instance, frames } = c.req.param();
    const found = frames.split(',').map((number) => storedFrame({ study, series, instance }, Number(number)));
    const body = found.map((bytes) => bytes?.toString('latin1') ?? '');
    const boundary = boundaryOf(found[0]);
    if (found.includes(undefined) || boundary === undefined) return c.body(null, 404);
    // Each file is a multipart body of its own: the parts are joined and the last one closes.
    const parts = body.map((one) => one.replace(new RegExp(`\\r\\n--${boundary}--\\s*$`), ''));
    const whole = `${parts.join('\r\n')}\r\n--${boundary}--\r\n`;
    return c.body(Buffer.from(whole, 'latin1'), 200, {
      'Content-Type': `multipart/related; type=application/octet-stream; boundary=${boundary}`,
    });
  });
  const listener = await listen(0, '127.0.0.1');
  listener.use(app);
  return {
    root: listener.origin,
    served: instances().map((one) => served(one, folder)),
    close: listener.close,
  };
}

interface Address {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
}

interface TreeInstance extends Address {
  readonly dataset: DicomJson;
}

function instances(): readonly TreeInstance[] {
  return readdirSync(studies()).flatMap((study) =>
    readdirSync(join(studies(), study, 'series'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: series }) => {
        const file = join(studies(), study, 'series', series, 'metadata.json');
        if (!existsSync(file)) return [];
        return (JSON.parse(readFileSync(file, 'utf8')) as readonly DicomJson[])
          .map((dataset) => ({ study, series, instance: textOf(dataset, '00080018') ?? '', dataset }))
          .filter((one) => storedFrame(one, 1) !== undefined);
      }),
  );
}

function storedFrame({ study, series, instance }: Address, number: number): Buffer | undefined {
  const path = join(studies(), study, 'series', series, 'instances', instance, 'frames', String(number));
  return [path, `${path}.mht`].filter((file) => existsSync(file)).map((file) => readFileSync(file))[0];
}

const boundaryOf = (bytes: Buffer | undefined) =>
  /^--([^\r]+)\r\n/.exec(bytes?.subarray(0, 200).toString('latin1') ?? '')?.[1];

function served({ study, series, instance, dataset }: TreeInstance, folder: string): ServedFile {
  const count = numberOf(dataset, '00280008') ?? 1;
  const parts = Array.from({ length: count }, (_, at) =>
    partOf(storedFrame({ study, series, instance }, at + 1)),
  );
  const path = join(folder, `tree-${instance}.dcm`);
  const transferSyntax = parts[0]?.transferSyntax ?? '';
  // The tools need what describes pixels and their grey; a tree's metadata may have anything beside it.
  const described = Object.entries(dataset).filter(
    ([tag, { vr, Value }]) => tag.startsWith('0028') && vr !== 'SQ' && Array.isArray(Value),
  );
  const bytes = part10File({
    sopClassUid: textOf(dataset, '00080016') ?? '',
    sopInstanceUid: instance,
    transferSyntaxUid: transferSyntax,
    dataset: Object.fromEntries(described),
    frames: parts.map((part) => part.bytes),
  });
  writeFileSync(path, bytes);
  const { rows, columns } = { rows: numberOf(dataset, '00280010'), columns: numberOf(dataset, '00280011') };
  const file = {
    name: `dicomweb/${instance}`,
    path,
    sha256: hashOf(bytes),
    sopClass: textOf(dataset, '00080016') ?? '',
    transferSyntax,
    photometric: textOf(dataset, '00280004') ?? '',
    size: `${rows} x ${columns} x ${count}`,
  };
  return { file, dataset, place: { token: 'tree', study, series, instance } };
}

/** A stored part's bytes, and the syntax that its own header says. */
function partOf(bytes: Buffer | undefined): { readonly bytes: Uint8Array; readonly transferSyntax: string } {
  const text = bytes?.toString('latin1') ?? '';
  const start = text.indexOf('\r\n\r\n') + 4;
  const end = text.lastIndexOf(`\r\n--${boundaryOf(bytes) ?? ''}`);
  const transferSyntax =
    /transfer-syntax="?([\d.]+)/i.exec(text.slice(0, start))?.[1] ?? '1.2.840.10008.1.2.1';
  return { bytes: Buffer.from(text.slice(start, end), 'latin1'), transferSyntax };
}
