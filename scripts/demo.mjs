import { installDependencies } from './install.mjs';

/*
 * `npm run demo`                          the demonstration record and the viewer
 * `npm run demo -- --dicom FOLDER`        with the DICOM files of a folder
 * `npm run demo -- --dicomweb URL`        with an archive that is there already
 * `npm run demo -- --no-open`             without opening a browser
 */
await installDependencies();
const { buildWhenStale } = await import('./build.mjs');
const { runPackage } = await import('./run.mjs');

if ((await buildWhenStale()) !== 0) {
  console.error('The viewer could not be built; what is above says why.');
  process.exit(1);
}
// The record prints its addresses and opens the browser where there is one; Ctrl-C ends it.
process.exitCode = await runPackage('tsx', ['sandbox/cli.ts', ...process.argv.slice(2)]);
