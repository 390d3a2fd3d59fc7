import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { needTestChromium } from '../scripts/chromium.mjs';
import { demonstrationSite } from './demonstration-site';
import type { Case } from './journey';
import { launchWork } from './launch-work';
import { studyOf } from './peers/opened';
import { median } from './report';
import type { Site } from './site';

/** What is compared of one launch; less is better in all of it. */
const figures = {
  'main thread, ms': ({ main }) => main,
  'pages’ processes, ms': ({ page }) => page,
  'browser, ms': ({ browser = NaN }) => browser,
  'longest turn, ms': ({ longest }) => longest,
  requests: ({ measured }) => measured.requests,
  'code, kB': ({ measured }) => measured.codeBeforeFirstImage / 1000,
  'by the clock, ms': ({ measured, until }) => measured.at[until] ?? NaN,
} satisfies Record<string, (launched: Launched) => number>;

type Launched = Awaited<ReturnType<typeof launchWork>> & { readonly until: Case['until'] };

/** Launches of both builds, pair by pair. */
export interface Compared {
  readonly name: string;
  readonly pairs: readonly (readonly [was: Launched, is: Launched])[];
}

/**
 * The build of another commit and that of the working tree, as `compareBuilds` does.
 * @param ref what git calls the other commit
 */
export async function compareWith(ref: string, runs: number, chosen: readonly Case[]) {
  return compareBuilds([buildOf(ref), undefined], runs, chosen);
}

/**
 * Two builds in turn, each first as often as the other, over the demonstration's own servers: cold launches until the first
 * picture, or the list where nothing is opened. The processor's times are the verdict; those by the clock are what they
 * are on this machine.
 * @param builds folders; `undefined` is that of the working tree
 * @param runs pairs of each case
 */
export async function compareBuilds(
  builds: readonly [was: string | undefined, is: string | undefined],
  runs: number,
  chosen: readonly Case[],
): Promise<readonly Compared[]> {
  process.env['PLAINFILM_CHROMIUM'] ??= await needTestChromium();
  const cacheDir = fileURLToPath(new URL('../.cache/imaging', import.meta.url));
  const catalogue = await buildCatalogue({ scale: 'small', cacheDir });
  const sites: Site[] = [];
  try {
    for (const dist of builds) sites.push(await demonstrationSite(catalogue, 'study', [], dist));
    const [was, is] = sites;
    if (was === undefined || is === undefined) throw new Error('there are no two builds');
    const compared: Compared[] = [];
    for (const one of chosen) {
      const until = one.until === 'list' ? one.until : 'first-image';
      const launched = async (site: Site): Promise<Launched> => {
        const study = studyOf(catalogue, one)?.studyInstanceUid;
        const address = site.sandbox.launchAddress({ personId: one.personId, ...(study && { study }) });
        return { ...(await launchWork(site, { ...one, until }, address)), until };
      };
      // Whatever the servers make only once is made now.
      for (const site of sites) await launched(site);
      const pairs: [Launched, Launched][] = [];
      while (pairs.length < runs) {
        const isFirst = pairs.length % 2 === 1;
        const early = isFirst ? await launched(is) : undefined;
        const before = await launched(was);
        pairs.push([before, early ?? (await launched(is))]);
      }
      compared.push({ name: one.name, pairs });
    }
    return compared;
  } finally {
    for (const site of sites) await site.stop();
  }
}

/** Builds a commit in a folder of its own, once. @returns the folder of the built viewer */
function buildOf(ref: string): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, maxBuffer: 2 ** 30 });
  const commit = git('rev-parse', '--verify', `${ref}^{commit}`).toString().trim();
  const tree = fileURLToPath(new URL(`../.cache/builds/${commit}`, import.meta.url));
  if (existsSync(`${tree}/dist/index.html`)) return `${tree}/dist`;
  console.log(`Building ${ref} (${commit.slice(0, 9)}) …`);
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  execFileSync('tar', ['-x', '-C', tree], { input: git('archive', commit) });
  const hasOurPackages = git('diff', '--name-only', commit, '--', 'package-lock.json').length === 0;
  if (hasOurPackages) symlinkSync(`${root}/node_modules`, `${tree}/node_modules`);
  else execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: tree, stdio: 'inherit' });
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: tree, stdio: 'inherit' });
  return `${tree}/dist`;
}

/** The table of it, as it is printed: nothing is written down by itself. */
export function againstSection(ref: string, all: readonly Compared[]): string {
  const number = (value: number) => value.toFixed(value < 100 ? 1 : 0);
  return [
    `Medians of ${all[0]?.pairs.length ?? 0} pairs of cold launches, ${ref} and the working tree in turn; "less in" counts the pairs in which the working tree took less.`,
    '',
    `| | | ${ref} | working tree | change | less in |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...all.flatMap(({ name, pairs }) =>
      Object.entries(figures).map(([what, of]) => {
        const was = median(pairs.map(([each]) => of(each)));
        const is = median(pairs.map(([, each]) => of(each)));
        // Of what each pair changed, not of the two middles: what else the machine did falls on both of a pair.
        const change = median(pairs.map(([before, after]) => of(after) / of(before) - 1)) * 100;
        const less = pairs.filter(([before, after]) => of(after) < of(before)).length;
        const same = pairs.filter(([before, after]) => of(after) === of(before)).length;
        const counted = same === pairs.length ? 'the same' : `${less} of ${pairs.length}`;
        return `| ${name} | ${what} | ${number(was)} | ${number(is)} | ${change > 0 ? '+' : ''}${change.toFixed(1)} % | ${counted} |`;
      }),
    ),
    '',
  ].join('\n');
}
