import { fork, type ChildProcess } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { dist } from '../../tests/e2e/fixtures';
import { startOrthanc } from '../../tests/orthanc/server';
import { startRedis } from '../../tests/deploy/redis-running';
import { freePort, startSite } from '../../tests/deployed/site';
import { startPostgres } from './postgres';
import { usedBy } from './processes';
import { FRAMES, framesOf, launch, signIn, type Place } from './visitor';

/*
 * `npm run load`: a region on this machine alone, nginx, two gateways over Redis, Orthanc with PostgreSQL, each a process of its own, and
 * visitors who come faster and faster. Ends by itself; every process is stopped by its id.
 */

const PERSON = 'aria-smith';
/** Milliseconds of each step */
const STEP = Number(process.env['PLAINFILM_LOAD_SECONDS'] ?? 8) * 1000;
const STEPS = [1, 2, 4, 8, 16, 32];

interface Told {
  readonly record: string;
  readonly fhir: string;
  readonly stored: number;
  readonly refused: number;
}

const ends: (() => Promise<unknown>)[] = [];

async function record(viewerAt: string, archive: string): Promise<Told & { readonly pid: number }> {
  const file = fileURLToPath(new URL('record.ts', import.meta.url));
  const child: ChildProcess = fork(file, [viewerAt, archive, PERSON], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  ends.push(() => (child.kill('SIGTERM'), ended));
  const told = await new Promise<Told>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Told));
    child.once('exit', () => reject(new Error('the record did not start')));
  });
  return { ...told, pid: child.pid ?? 0 };
}

interface Step {
  readonly what: string;
  readonly at: number;
  readonly perSecond: number;
  readonly median: number;
  readonly p95: number;
  readonly failed: number;
  /** Share of one processor, by process */
  readonly busy: Readonly<Record<string, number>>;
}

/** So many at a time for a while, each beginning again when it is done. */
async function step(
  what: string,
  at: number,
  pids: Readonly<Record<string, number>>,
  act: (visitor: number) => Promise<void>,
): Promise<Step> {
  const took: number[] = [];
  const failures = new Map<string, number>();
  const processor = () => Object.entries(pids).map(([name, pid]) => [name, usedBy(pid).processor] as const);
  const before = new Map(processor());
  const began = performance.now();
  const visit = async (visitor: number) => {
    while (performance.now() - began < STEP) {
      const from = performance.now();
      try {
        await act(visitor);
        took.push(performance.now() - from);
      } catch (error) {
        const { message, cause } = error as Error;
        const why = cause instanceof Error ? cause.message : message;
        failures.set(why, (failures.get(why) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: at }, (_, visitor) => visit(visitor)));
  const seconds = (performance.now() - began) / 1000;
  took.sort((one, other) => one - other);
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  const busy = Object.fromEntries(
    processor().map(([name, used]) => [name, (used - (before.get(name) ?? 0)) / seconds]),
  );
  const done: Step = {
    ...{ what, at, failed, busy },
    perSecond: took.length / seconds,
    median: took[took.length >> 1] ?? NaN,
    p95: took[Math.floor(took.length * 0.95)] ?? NaN,
  };
  const words = Object.entries(busy).map(
    ([name, share]) => `${name} ${((share / (done.perSecond || NaN)) * 1000).toFixed(1)}`,
  );
  console.log(
    `${what.padEnd(22)} ${String(at).padStart(3)} at once  ${done.perSecond.toFixed(1).padStart(7)} /s  median ${done.median.toFixed(0)} ms  p95 ${done.p95.toFixed(0)} ms  failed ${failed}   a core's ms each: ${words.join(', ')}`,
  );
  for (const [why, count] of failures) console.log(`    ${count} × ${why}`);
  return done;
}

/** Where more at once brought no more, or failures: the last good step, and who was busiest then. */
function breaking(steps: readonly Step[]): string {
  const best = steps.reduce((one, other) => (other.perSecond > one.perSecond ? other : one));
  const [name = '', share = 0] = Object.entries(best.busy).sort(([, one], [, other]) => other - one)[0] ?? [];
  const failed = steps.find((each) => each.failed > 0);
  return [
    `${best.what}: at most ${best.perSecond.toFixed(1)} /s, with ${best.at} at once`,
    `busiest ${name} (${Math.round(share * 100)} % of a core)`,
    failed ? `failures from ${failed.at} at once on` : 'no failures',
  ].join('; ');
}

try {
  const postgres = await startPostgres();
  ends.push(postgres.stop);
  const orthanc = await startOrthanc({ postgres: postgres.port });
  ends.push(orthanc.stop);
  const redis = await startRedis();
  ends.push(redis.stop);
  const port = await freePort();
  const site = `https://127.0.0.1:${port}`;
  const known = await record(site, orthanc.root);
  console.log(`${known.stored} objects stored, ${known.refused} refused`);
  const running = await startSite({
    port,
    dist,
    archives: { orthanc: new URL(orthanc.root).origin },
    gateways: [{ store: redis.address }, { store: redis.address }],
    config: {
      site: { name: 'Load' },
      gateway: 'gateway',
      issuers: [{ iss: known.fhir, name: 'Record', clientId: 'plainfilm' }],
      archives: [{ id: 'orthanc', name: 'Orthanc', root: orthanc.root, credentials: 'ehr-token' }],
    },
  });
  ends.push(running.stop);
  const place: Place = { ...known, site, archive: orthanc.root, person: PERSON };
  const pids = {
    ...running.pids,
    redis: redis.pid,
    orthanc: orthanc.pid,
    postgres: postgres.pid,
    record: known.pid,
  };
  const frames = await framesOf(orthanc.root);
  if (frames.length === 0) throw new Error('the archive has no pictures');
  const frame = () => frames[Math.floor(Math.random() * frames.length)] ?? '';
  // Everything is compiled, and every connection open.
  await Promise.all(Array.from({ length: 4 }, () => launch(place)));

  const launches: Step[] = [];
  for (const at of STEPS) launches.push(await step('launches', at, pids, () => launch(place)));
  const sessions = await Promise.all(Array.from({ length: 32 }, () => signIn(place)));
  const through: Step[] = [];
  const direct: Step[] = [];
  for (const at of STEPS) {
    through.push(
      await step('frames, gateway', at, pids, async (visitor) => {
        await (await sessions[visitor]?.ask(frame(), FRAMES))?.arrayBuffer();
      }),
    );
    direct.push(
      await step('frames, nginx alone', at, pids, async () => {
        const address = frame().replace(new URL(orthanc.root).origin, `${site}/archive/orthanc`);
        const answer = await fetch(address, { headers: { accept: FRAMES } });
        if (!answer.ok) throw new Error(String(answer.status));
        await answer.arrayBuffer();
      }),
    );
  }
  console.log('');
  for (const steps of [launches, through, direct]) console.log(breaking(steps));
  const memory = Object.entries(pids).map(([name, pid]) => `${name} ${usedBy(pid).memory.toFixed(0)} MB`);
  console.log(`memory: ${memory.join(', ')}`);
  console.log(
    `${cpus().length} cores with the visitors on them; load ${loadavg()
      .map((each) => each.toFixed(1))
      .join(', ')}`,
  );
} finally {
  for (const end of ends.reverse()) await end();
}
