#!/usr/bin/env node
import { existsSync } from 'node:fs';

/*
 * `npx plainfilm headers | check | gateway`. The command itself is built from deploy/ and lies beside this file in a package;
 * in a checkout it is built when its sources changed.
 */
const build = new URL('../scripts/build-command.mjs', import.meta.url);
if (existsSync(build)) await (await import(build.href)).buildCommandWhenStale();
const { main } = await import('./built/command.mjs');
const code = await main(process.argv.slice(2));
if (code !== undefined) process.exitCode = code;
