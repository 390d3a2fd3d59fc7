import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openBrowser } from './browser';
import { readCommandLine, usage } from './command-line';
import type { CommandLine } from './command-line';
import { archiveApp } from './imaging/archive-server';
import { catalogueFrom } from './source';
import { startSandbox } from './start';
import type { Sandbox } from './start';
import { startWarming } from './warming';

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

async function main(): Promise<number | undefined> {
  const asked = readCommandLine(process.argv.slice(2));
  if (!asked.ok) return fail(`${asked.problem}\n\n${usage}`);
  const dist = resolve(import.meta.dirname, '../dist');
  if (!existsSync(`${dist}/index.html`)) return fail('The viewer is not built yet: npm run build');
  try {
    const sandbox = await start(asked.value, dist);
    announce(sandbox);
    const stopWarming = asked.value.source.kind === 'invented' ? startWarming() : () => undefined;
    if (asked.value.open) openBrowser(sandbox.record);
    endOnSignal(sandbox, stopWarming);
    return undefined;
  } catch (error) {
    return fail(sentenceFor(error, asked.value));
  }
}

async function start({ source, port, log, manifests, hub }: CommandLine, dist: string): Promise<Sandbox> {
  const catalogue = await catalogueFrom(source, say);
  return startSandbox({
    catalogue,
    dist,
    archiveApp,
    port,
    ...(log && { log: say }),
    ...(manifests && { manifests }),
    ...(hub && { hub }),
  });
}

function announce(sandbox: Sandbox): void {
  say('');
  say(`The record   ${sandbox.record}    ← begin here: choose a patient, then Imaging`);
  say(`The viewer   ${sandbox.standaloneAddress}`);
  for (const [id, origin] of Object.entries(sandbox.archives))
    say(`Archive      ${origin}/dicom-web (${id})`);
  say('');
  say('Only this machine can reach them. Ctrl-C ends everything.');
}

/** Ctrl-C may come twice, from the terminal and from the command that started this one. */
function endOnSignal(sandbox: Sandbox, stopWarming: () => void): void {
  const end = () => {
    stopWarming();
    void sandbox.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end).on('SIGTERM', end);
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

function sentenceFor(error: unknown, { port }: CommandLine): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `A port from ${port} on is taken; choose others with --port ${port + 100}.`;
  return message;
}

const status = await main();
if (status !== undefined) process.exitCode = status;
