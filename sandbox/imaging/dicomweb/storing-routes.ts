import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { DicomJson } from '../../catalogue';
import type { ArchiveVariables } from './access';
import { found } from './holdings';
import { rootOf } from './search-routes';
import type { Stored, StoreOutcome } from './stored';

/** A structured report is a few thousand bytes. */
const MOST_BYTES = 1_000_000;

/** STOW-RS (PS3.18 §10.5): structured reports, key objects and presentation states into a study that the archive holds, of the token's patient. */
export function addStoring(app: Hono<ArchiveVariables>, stored: Stored): void {
  app.post(
    '/dicom-web/studies/:study',
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text('That is too much.', 413) }),
    async (c) => {
      const here = found(c.get('holdings'), c.req.param('study'));
      if (!here) return c.text('This token opens no such study.', 403);
      const boundary = boundaryOf(c.req.header('Content-Type'));
      if (boundary === undefined) return c.text('Send multipart/related of application/dicom.', 415);
      const files = partsOf(Buffer.from(await c.req.arrayBuffer()), boundary);
      const outcomes = files.map((file) => stored.take(here.study, file));
      return answer(c, here.study.studyInstanceUid, outcomes);
    },
  );
}

function boundaryOf(contentType = ''): string | undefined {
  const isDicom = /^multipart\/related;.*type="?application\/dicom"?/i.test(contentType);
  return isDicom ? /boundary="?([^";]+)"?/i.exec(contentType)?.[1] : undefined;
}

/** The bodies of a multipart message (RFC 2046 §5.1.1). */
function partsOf(body: Buffer, boundary: string): readonly Uint8Array[] {
  const mark = Buffer.from(`--${boundary}`);
  const starts: number[] = [];
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) starts.push(at);
  return starts.slice(0, -1).flatMap((from, at) => {
    const part = body.subarray(from + mark.length + 2, starts[at + 1]);
    const head = part.indexOf('\r\n\r\n');
    // The line break before the next boundary belongs to the boundary.
    return head < 0 ? [] : [new Uint8Array(part.subarray(head + 4, -2))];
  });
}

const item = ({ sopClassUid, sopInstanceUid, failureReason }: StoreOutcome): DicomJson => ({
  '00081150': { vr: 'UI', Value: [sopClassUid] },
  '00081155': { vr: 'UI', Value: [sopInstanceUid] },
  ...(failureReason !== undefined && { '00081197': { vr: 'US', Value: [failureReason] } }),
});

/** PS3.18 table 10.5.3-1: 200 all, 202 some, 409 none. */
function answer(c: Context<ArchiveVariables>, study: string, outcomes: readonly StoreOutcome[]): Response {
  const failed = outcomes.filter(({ failureReason }) => failureReason !== undefined);
  const taken = outcomes.filter(({ failureReason }) => failureReason === undefined);
  const body: DicomJson = {
    '00081190': { vr: 'UR', Value: [`${rootOf(c)}/studies/${study}`] },
    ...(taken.length > 0 && { '00081199': { vr: 'SQ', Value: taken.map(item) } }),
    ...(failed.length > 0 && { '00081198': { vr: 'SQ', Value: failed.map(item) } }),
  };
  const status = taken.length === 0 ? 409 : failed.length > 0 ? 202 : 200;
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/dicom+json' });
}
