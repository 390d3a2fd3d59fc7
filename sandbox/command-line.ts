import { parseArgs } from 'node:util';

/** Where the demonstration's patients come from. */
export type Source =
  | { readonly kind: 'invented' }
  /** A folder of DICOM Part 10 files */
  | { readonly kind: 'folder'; readonly folder: string }
  /** The DICOMweb root of an archive that is there already */
  | { readonly kind: 'archive'; readonly root: string };

export interface CommandLine {
  readonly source: Source;
  /** The first port; 0 for any free ones */
  readonly port: number;
  readonly open: boolean;
  /** Write a line for each request */
  readonly log: boolean;
  /** The record knows its imaging by manifests */
  readonly manifests: boolean;
  /** The record's windows share what they have open */
  readonly hub: boolean;
}

export const usage = `npm run demo -- [--port N] [--dicom FOLDER | --dicomweb URL] [--manifests] [--hub] [--no-open] [--log]

  --port N          first of the ports (default 8300); 0 takes any free ones
  --dicom FOLDER    show the DICOM files of a folder instead of invented patients
  --dicomweb URL    show what an existing DICOMweb archive holds
  --manifests       the record knows its imaging by manifests (IHE MADO), and has no list of studies
  --hub             the record's windows follow each other (FHIRcast); a patient's "Other windows" stands for them
  --no-open         do not open a browser
  --log             write a line for each request; it never names a patient`;

/** @returns what was asked for, or in one sentence what is wrong with it */
export function readCommandLine(
  words: readonly string[],
): { readonly ok: true; readonly value: CommandLine } | { readonly ok: false; readonly problem: string } {
  const parsed = parse(words);
  if (typeof parsed === 'string') return { ok: false, problem: parsed };
  const { port = '8300', dicom, dicomweb } = parsed;
  const first = Number(port);
  if (!/^\d{1,5}$/.test(port) || first > 65_000)
    return { ok: false, problem: `--port ${port} is not a port.` };
  if (dicom !== undefined && dicomweb !== undefined)
    return { ok: false, problem: 'Choose one of --dicom and --dicomweb.' };
  if (dicomweb !== undefined && !/^https?:$/.test(protocolOf(dicomweb)))
    return { ok: false, problem: `--dicomweb ${dicomweb} is not a web address.` };
  const value = {
    source: sourceOf(dicom, dicomweb),
    port: first,
    open: !parsed['no-open'],
    log: parsed.log ?? false,
    manifests: parsed.manifests ?? false,
    hub: parsed.hub ?? false,
  };
  return { ok: true, value };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        port: { type: 'string' },
        dicom: { type: 'string' },
        dicomweb: { type: 'string' },
        'no-open': { type: 'boolean' },
        log: { type: 'boolean' },
        manifests: { type: 'boolean' },
        hub: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
  }
}

function sourceOf(folder: string | undefined, root: string | undefined): Source {
  if (folder !== undefined) return { kind: 'folder', folder };
  return root === undefined ? { kind: 'invented' } : { kind: 'archive', root };
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}
