import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts making the demonstration's images beside the record; they stay on disk for the next run. Failing is harmless:
 * an image that is not there yet is made when it is asked for.
 * @returns stops it
 */
export function startWarming(): () => void {
  const script = fileURLToPath(new URL('./warm.ts', import.meta.url));
  // This process' own loader arguments, so that the other one reads TypeScript as well.
  const child = spawn(process.execPath, [...process.execArgv, script], { stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return () => void child.kill();
}
