import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A real archive of our own: its process, its port, its database folder. */
export interface Orthanc {
  /** DICOMweb root */
  readonly root: string;
  readonly pid: number;
  /** Ends the process and removes everything that it stored. */
  stop(): Promise<void>;
}

const pluginFolders = [
  '/usr/share/orthanc/plugins',
  '/usr/lib/orthanc/plugins',
  '/usr/local/share/orthanc/plugins',
];

export interface OrthancOptions {
  /** The port of a PostgreSQL with a user and a database `orthanc`, in place of files and SQLite */
  readonly postgres?: number;
}

/**
 * Starts Orthanc on the loopback interface, empty. Debian's 1.10.1 now and then ends by SIGSEGV when it is asked for many things
 * of one study at once; it is started again with what it has stored, as its systemd unit does (Restart=on-failure).
 * @throws when it is not installed, lacks its DICOMweb plugin, or does not answer within 20 s
 */
export async function startOrthanc({ postgres }: OrthancOptions = {}): Promise<Orthanc> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-orthanc-'));
  const port = await freePort();
  const configuration = join(folder, 'orthanc.json');
  await writeFile(
    configuration,
    JSON.stringify(configurationOf(folder, port, await plugins(postgres !== undefined), postgres)),
  );

  const output: string[] = [];
  let stopping = false;
  let child = run();
  function run(): ChildProcess {
    const process = spawn('Orthanc', [configuration], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [process.stdout, process.stderr])
      stream.on('data', (chunk: Buffer) => output.splice(0, output.length - 40, chunk.toString()));
    process.once('exit', (_, signal) => {
      if (stopping || signal === null) return;
      console.log(`Orthanc ended by ${signal}, and is started again`);
      child = run();
    });
    return process;
  }
  // Whatever ends this process, the archive does not outlive it.
  const kill = () => {
    stopping = true;
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);

  const stop = async () => {
    stopping = true;
    await ended(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.off('exit', kill);
  };
  const root = `http://127.0.0.1:${port}/dicom-web`;
  try {
    await answering(`${root}/studies?limit=1`, child);
  } catch (error) {
    await stop();
    throw new Error(`Orthanc did not start: ${output.join('').slice(-2000)}`, { cause: error });
  }
  return {
    root,
    stop,
    get pid() {
      return child.pid ?? 0;
    },
  };
}

function configurationOf(folder: string, port: number, plugins: readonly string[], postgres?: number) {
  return {
    ...(postgres !== undefined && {
      PostgreSQL: {
        ...{ EnableIndex: true, EnableStorage: true, Host: '127.0.0.1', Port: postgres },
        ...{ Database: 'orthanc', Username: 'orthanc', Password: '', EnableSsl: false, Lock: false },
      },
    }),
    Name: 'Plainfilm tests',
    StorageDirectory: join(folder, 'store'),
    IndexDirectory: join(folder, 'index'),
    HttpPort: port,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    DicomServerEnabled: false,
    HttpCompressionEnabled: true,
    KeepAlive: true,
    HttpThreadsCount: 24,
    Plugins: plugins,
    DicomWeb: {
      Enable: true,
      Root: '/dicom-web/',
      EnableWado: false,
      SeriesMetadata: 'Full',
      StudiesMetadata: 'Full',
    },
  };
}

async function plugins(withPostgres: boolean): Promise<readonly string[]> {
  const wanted = [
    ...['libOrthancDicomWeb.so', 'libOrthancGdcm.so'],
    ...(withPostgres ? ['libOrthancPostgreSQLIndex.so', 'libOrthancPostgreSQLStorage.so'] : []),
  ];
  for (const folder of pluginFolders) {
    const names = await readdir(folder).catch(() => []);
    const found = wanted.flatMap((name) => names.filter((each) => each.startsWith(name)).slice(0, 1));
    if (found.some((name) => name.startsWith('libOrthancDicomWeb')))
      return found.map((name) => join(folder, name));
  }
  throw new Error('Orthanc’s DICOMweb plugin is missing: `apt-get install orthanc-dicomweb orthanc-gdcm`.');
}

async function answering(address: string, child: ChildProcess): Promise<void> {
  const deadline = AbortSignal.timeout(20_000);
  while (child.exitCode === null && child.pid !== undefined) {
    const answer = await fetch(address, { signal: deadline }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await pause(100, undefined, { signal: deadline });
  }
  throw new Error('the process ended');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(patience);
}

/** A port that nobody listens on; Orthanc takes no 0. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
