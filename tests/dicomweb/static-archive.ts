import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { ROOT } from './wire';

/** Where real DICOMweb trees are, if they are: a checkout of test data beside this one, or what the variable names. */
export const TREES = join(process.env['PLAINFILM_DATA'] ?? '../shared/data', 'dicomweb');

/** A reason to skip, said aloud, or nothing. */
export function absent(): boolean {
  const missing = !existsSync(TREES);
  if (missing)
    console.warn(`Skipped: no real DICOMweb trees at ${TREES}; PLAINFILM_DATA names another place.`);
  return missing;
}

const DICOM_JSON = { 'Content-Type': 'application/dicom+json' };

function file(...path: readonly string[]): Uint8Array<ArrayBuffer> | undefined {
  const whole = join(TREES, ...path);
  return existsSync(whole) && statSync(whole).isFile() ? new Uint8Array(readFileSync(whole)) : undefined;
}

const json = (...path: readonly string[]) => {
  const bytes = file(...path);
  return new HttpResponse(bytes ?? null, bytes ? { headers: DICOM_JSON } : { status: 404 });
};

export const studyUids = () => readdirSync(join(TREES, 'studies'));

const STUDY = `${ROOT}/studies/:study`;
const SERIES = `${STUDY}/series/:series`;

/** The static trees behind the addresses of PS3.18, as a static web server would answer. */
export const staticArchive = [
  http.get(`${ROOT}/studies`, ({ request }) => {
    const wanted = new URL(request.url).searchParams.get('PatientID');
    const all = studyUids().flatMap((uid) =>
      JSON.parse(readFileSync(join(TREES, 'studies', uid, 'index.json'), 'utf8')),
    );
    return HttpResponse.json(
      all.filter((study) => study['00100020']?.Value?.[0] === wanted),
      { headers: DICOM_JSON },
    );
  }),
  http.get(`${STUDY}/series`, ({ params }) =>
    json('studies', String(params['study']), 'series', 'index.json'),
  ),
  http.get(`${SERIES}/metadata`, ({ params }) =>
    json('studies', String(params['study']), 'series', String(params['series']), 'metadata.json'),
  ),
  http.get(`${SERIES}/instances/:instance/frames/:number`, ({ params }) => {
    const { study, series, instance, number } = params;
    const path = ['studies', study, 'series', series, 'instances', instance, 'frames'].map(String);
    const bytes = file(...path, `${number}`) ?? file(...path, `${number}.mht`);
    if (!bytes) return new HttpResponse(null, { status: 404 });
    const boundary =
      /^--([^\r]+)\r\n/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 100)))?.[1] ?? '';
    return new HttpResponse(bytes, {
      headers: { 'Content-Type': `multipart/related; type=application/octet-stream; boundary=${boundary}` },
    });
  }),
];
