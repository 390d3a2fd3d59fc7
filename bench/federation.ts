import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { createActor } from 'xstate';
import { dicomwebArchive } from '../src/dicomweb/archive';
import { archiveId } from '../src/domain/ids';
import { breaker } from '../src/http/breaker';
import { studyListMachine } from '../src/workflow/study-list/study-list.machine';
import { aPatient, aStudyAnswer, tokens } from '../tests/dicomweb/wire';
import { aPorts, aRecord } from '../tests/fakes';

/*
 * `npx tsx bench/federation.ts`: how long until the list has all that four good archives hold, alone and beside one that hangs, one
 * that is slow, one that refuses and one that answers with a page. Real sockets on the loopback interface; ends by itself.
 */

const ROUNDS = 41;
/** Milliseconds that a good archive takes for its search */
const SEARCH = 120;
const STUDIES = 40;

type Way = 'good' | 'hangs' | 'slow' | 'refuses' | 'wrong';
const BAD: readonly Way[] = ['hangs', 'slow', 'refuses', 'wrong'];

const answers = (response: ServerResponse, at: number) =>
  response
    .writeHead(200, { 'content-type': 'application/dicom+json' })
    .end(JSON.stringify(Array.from({ length: STUDIES }, (_, n) => aStudyAnswer(`2.25.${at}${n}`))));

function answered(way: Way, at: number, response: ServerResponse): void {
  if (way === 'hangs') return;
  if (way === 'refuses') response.writeHead(403).end();
  else if (way === 'wrong') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>');
  else setTimeout(() => answers(response, at), way === 'slow' ? SEARCH * 30 : SEARCH);
}

const serve = (way: Way, at: number) =>
  new Promise<Server>((resolve) => {
    const server = createServer((_, response) => answered(way, at, response)).listen(0, '127.0.0.1', () =>
      resolve(server),
    );
  });

/** @returns milliseconds until the list has what the good archives hold */
async function listed(servers: readonly Server[], good: number): Promise<number> {
  const archives = servers.map((server, at) =>
    dicomwebArchive({
      id: archiveId(`a${at}`),
      name: `Archive ${at}`,
      root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`,
      credentials: 'none',
      tokens: tokens(),
      breaker: breaker(),
    }),
  );
  const list = createActor(studyListMachine, {
    input: { ...aPorts(), archives, record: aRecord({ patient: aPatient() }) },
  });
  const began = performance.now();
  const took = await new Promise<number>((resolve) => {
    list.subscribe(({ context }) => {
      if (context.studies.length >= good * STUDIES) resolve(performance.now() - began);
    });
    list.start();
  });
  list.stop();
  return took;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const good = await Promise.all(Array.from({ length: 4 }, (_, at) => serve('good', at)));
const bad = await Promise.all(BAD.map((way, at) => serve(way, 4 + at)));
const alone: number[] = [];
const beside: number[] = [];
await listed(good, 4);
// In turns, so that what else this machine does falls on both.
for (let round = 0; round < ROUNDS; round += 1) {
  alone.push(await listed(good, 4));
  beside.push(await listed([...bad, ...good], 4));
}
for (const server of [...good, ...bad]) {
  server.closeAllConnections();
  server.close();
}
const [one, two] = [median(alone), median(beside)];
const more = ((two / one - 1) * 100).toFixed(1);
console.log(`four good archives            ${one.toFixed(1)} ms until all is listed (median of ${ROUNDS})`);
console.log(`eight, four of them failing   ${two.toFixed(1)} ms (${Number(more) > 0 ? '+' : ''}${more} %)`);
console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}`);
