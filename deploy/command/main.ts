import { parseArgs } from 'node:util';
import { check, signInOrigins } from './check';
import { readConfiguration } from './configuration';
import { exitCode, inWords } from './finding';
import { siteHeaders, written, type Form } from './site-headers';

const usage = `plainfilm headers CONFIG [--at ADDRESS] [--nginx | --json] [--offline]
    the headers that this config.json needs, for any web server

plainfilm check CONFIG [--at ADDRESS] [--token TOKEN] [--patient ID] [--offline] [--json]
    looks at the file, then at each record and archive that it names, and says what a user will be missing.
    Ends with 0: well, 1: somebody will be without something, 2: unusable

plainfilm gateway SETTINGS
    signs in, keeps the tokens and asks in the browser's place: docs/deploying.md

  --at ADDRESS   where the viewer is served, for example https://imaging.example.nhs.uk/
  --token TOKEN  an access token of a launch, to look into archives with (or PLAINFILM_TOKEN)
  --patient ID   a Patient ID (0010,0020) whose imaging may be looked at
  --offline      asks nobody`;

/** The words that the process was started with. @returns its exit code; `undefined` while it serves */
export async function main(words: readonly string[]): Promise<number | undefined> {
  const [command, ...rest] = words;
  const asked = parsed(rest);
  if (typeof asked === 'string') return misused(asked);
  const { values, positionals } = asked;
  if (values.help || command === 'help' || command === '--help') return say(usage);
  const [file, ...more] = positionals;
  if (command === undefined || !['headers', 'check', 'gateway'].includes(command))
    return misused(command === undefined ? 'What is to be done?' : `There is no "${command}".`);
  if (file === undefined || more.length > 0)
    return misused(`${command} takes one file${command === 'gateway' ? ' of settings' : ': a config.json'}.`);
  if (command === 'gateway') return (await import('../gateway/main')).main(file);
  const at = values.at ?? 'https://viewer.invalid/';
  if (!/^https?:\/\//.test(at) || !URL.canParse(at)) return misused(`--at ${at} is not a web address.`);
  const base = new URL('config.json', at.endsWith('/') ? at : `${at}/`);
  return command === 'headers' ? headers(file, base, values) : examine(file, base, values);
}

type Values = Exclude<ReturnType<typeof parsed>, string>['values'];

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        at: { type: 'string' },
        nginx: { type: 'boolean' },
        json: { type: 'boolean' },
        offline: { type: 'boolean' },
        token: { type: 'string' },
        patient: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
  }
}

const askerFor = ({ origin }: URL) => ({ origin, patience: 8_000, fetch, now: Date.now });

async function headers(file: string, base: URL, { nginx, json, offline }: Values): Promise<number> {
  const read = await readConfiguration(file, base);
  if (!read.ok) return complain(read.complaints.join('\n'), 2);
  // Behind the gateway the browser asks nobody else.
  const ask = !offline && read.config.gateway === undefined;
  const { origins, silent } = ask ? await signInOrigins(read, askerFor(base)) : { origins: [], silent: [] };
  for (const name of silent)
    complain(
      `${name} did not say where its sign-in is: where that is another origin than its iss, run this again when it answers, or write smartConfiguration into config.json.`,
      0,
    );
  const form: Form = json ? 'json' : nginx ? 'nginx' : 'plain';
  process.stdout.write(written(siteHeaders(read, base, origins), form));
  return 0;
}

async function examine(file: string, base: URL, values: Values): Promise<number> {
  const { json, offline = false, patient, token = process.env['PLAINFILM_TOKEN'] } = values;
  const read = await readConfiguration(file, base);
  const findings = await check(read, { file, base, asker: askerFor(base), offline, token, patient });
  const code = exitCode(findings);
  process.stdout.write(json ? `${JSON.stringify({ code, findings }, null, 2)}\n` : inWords(findings));
  return code;
}

const say = (text: string): number => (process.stdout.write(`${text}\n`), 0);

const complain = (text: string, code: number): number => (process.stderr.write(`${text}\n`), code);

const misused = (what: string): number => complain(`${what}\n\n${usage}`, 2);
