import { spawn } from 'node:child_process';

/** Opens an address in the person's browser, where there is a screen to open it on. It never fails. */
export function openBrowser(address: string): void {
  const opener = openerFor(process.platform, process.env);
  if (opener === undefined) return;
  const [command, ...words] = opener;
  const child = spawn(command, [...words, address], { stdio: 'ignore', detached: true });
  // Nothing to open with: the address is on the screen anyway.
  child.on('error', () => undefined);
  child.unref();
}

/** @returns the command that opens an address, or `undefined` without a screen */
export function openerFor(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  if (environment['CI']) return undefined;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['explorer'];
  return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}
