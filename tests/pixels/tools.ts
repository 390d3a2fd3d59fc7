import { spawnSync } from 'node:child_process';

/** A tool's run: what it wrote, or why it failed. */
export type ToolRun =
  { readonly ok: true; readonly output: Buffer } | { readonly ok: false; readonly why: string };

/** Runs a reference tool to its end; one that hangs is ended after a minute. */
export function tool(name: string, ...words: readonly string[]): ToolRun {
  const { status, signal, stdout, stderr } = spawnSync(name, words, {
    maxBuffer: 1 << 30,
    timeout: 60_000,
    // Without its environment variable dcmtk looks for the dictionary where it was installed.
    env: process.env,
  });
  if (status === 0) return { ok: true, output: stdout };
  const said = stderr.toString('utf8').trim().split('\n').at(-1) ?? '';
  return { ok: false, why: `${name} ${signal ? `was ended by ${signal}` : `failed (${status})`}: ${said}` };
}

/** Tool and the Debian package that has it. */
export const TOOLS: Readonly<Record<string, string>> = {
  dcm2pnm: 'dcmtk',
  dcmconv: 'dcmtk',
  dcmdump: 'dcmtk',
  dcm2json: 'dcmtk',
  dcmcjpeg: 'dcmtk',
  dcmcjpls: 'dcmtk',
  dcmcrle: 'dcmtk',
  dcmodify: 'dcmtk',
  dcmdjpeg: 'dcmtk',
  dcmdjpls: 'dcmtk',
  dcmdrle: 'dcmtk',
  gdcmconv: 'libgdcm-tools',
  opj_decompress: 'libopenjp2-tools',
  djxl: 'libjxl-tools',
};
