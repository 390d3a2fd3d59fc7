import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, type Sources } from './architecture/imports';
import { cycles, violations } from './architecture/matrix';

const root = fileURLToPath(new URL('..', import.meta.url));

function sourcesIn(folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|svelte|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(
    files.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')] as const),
  );
}

/** A project of a few files, for planting bad imports in. */
function planted(files: Readonly<Record<string, string>>): readonly string[] {
  const imports = importsOf(new Map(Object.entries(files)));
  return [...violations(imports), ...cycles(imports)];
}

describe('the import matrix', () => {
  const imports = importsOf(sourcesIn(['src', 'launch', 'deploy', 'sandbox']));

  it('holds in the project', () => {
    expect(violations(imports)).toEqual([]);
  });

  it('has no cycle in the project', () => {
    expect(cycles(imports)).toEqual([]);
  });

  it('sees every folder of the project', () => {
    const folders = new Set(imports.map(({ from }) => from.split('/').slice(0, 2).join('/')));
    for (const folder of [
      'src/domain',
      'src/http',
      'src/dicom',
      'src/workflow',
      'src/fhir',
      'src/dicomweb',
      'src/rendering',
      'src/ui',
    ])
      expect(folders).toContain(folder);
  });

  it('finds every relative import of the project', () => {
    const lost = imports.filter(
      ({ specifier, to }) => /^\.[^?]*(\.ts|\.svelte|\/[\w-]+)$/.test(specifier) && !to,
    );
    expect(lost).toEqual([]);
  });
});

describe('a planted bad import is found', () => {
  const domain = { 'src/domain/study.ts': 'export const a = 1;' };
  const ui = { 'src/ui/List.svelte': '<p>list</p>' };

  it.each([
    ['the domain knows no machine', 'src/domain/ports.ts', `import { app } from '../workflow/app.machine';`],
    ['the domain has no packages', 'src/domain/ports.ts', `import { assign } from 'xstate';`],
    ['the domain knows no Node', 'src/domain/ports.ts', `import { readFile } from 'node:fs';`],
    ['a leaf knows no other leaf', 'src/fhir/record.ts', `import { ask } from '../dicomweb/request';`],
    [
      'a leaf knows no machine',
      'src/rendering/engine.ts',
      `import type { A } from '../workflow/app.machine';`,
    ],
    ['the workflow knows no adapter', 'src/workflow/app.machine.ts', `import { a } from '../fhir/record';`],
    ['the workflow knows no screen', 'src/workflow/app.machine.ts', `import A from '../ui/List.svelte';`],
    [
      'the screen knows no adapter',
      'src/ui/List.svelte',
      `<script lang="ts">import '../config/config';</script>`,
    ],
    ['fhirclient stays in fhir', 'src/ui/mount.ts', `import FHIR from 'fhirclient';`],
    ['dicomweb-client stays in dicomweb', 'src/app.ts', `import { api } from 'dicomweb-client';`],
    ['Cornerstone stays in rendering', 'src/ui/mount.ts', `import * as c from '@cornerstonejs/core';`],
    ['a lazy import counts', 'src/ui/mount.ts', `const c = () => import('@cornerstonejs/core');`],
    ['a type import counts', 'src/domain/ids.ts', `import type { Config } from '../config/config';`],
    ['a re-export counts', 'src/domain/ids.ts', `export { readConfig } from '../config/config';`],
    ['an inline type counts', 'src/domain/ids.ts', `let a: import('../config/config').Config;`],
    [
      'a worker counts',
      'src/ui/a.ts',
      `new Worker(new URL('../rendering/decode/worker.ts', import.meta.url));`,
    ],
    ['the launch page brings no machine', 'launch/launch.ts', `import '../src/workflow/app.machine';`],
    ['the launch page brings no component', 'launch/launch.ts', `import List from '../src/ui/List.svelte';`],
    ['the sandbox is never shipped', 'src/app.ts', `import { startSandbox } from '../sandbox/start';`],
    ['tests are never shipped', 'src/app.ts', `import { aStudy } from '../tests/fakes';`],
    ['what sends times knows no record', 'src/telemetry/a.ts', `import { record } from '../fhir/record';`],
    ['what sends times knows no screen', 'src/telemetry/a.ts', `import A from '../ui/List.svelte';`],
    ['an object knows no network', 'src/dicom/study.ts', `import { a } from '../http/answer';`],
    ['the transport knows no archive', 'src/http/answer.ts', `import { a } from '../dicomweb/archive';`],
    ['a new folder needs a place', 'src/utils/strings.ts', `import { a } from '../domain/study';`],
  ])('%s', (_rule, file, text) => {
    expect(planted({ ...domain, ...ui, [file]: text })).toHaveLength(1);
  });

  it.each([
    ['two files', { 'src/domain/a.ts': `import './b';`, 'src/domain/b.ts': `import type { A } from './a';` }],
    [
      'three files, one of them a component',
      {
        'src/ui/A.svelte': `<script lang="ts">import B from './B.svelte';</script>`,
        'src/ui/B.svelte': `<script lang="ts">import { c } from './c';</script>`,
        'src/ui/c.ts': `const A = () => import('./A.svelte');`,
      },
    ],
  ])('a cycle of %s', (_what, files) => {
    expect(planted(files)).toHaveLength(1);
  });

  it('what the architecture allows is left alone', () => {
    expect(
      planted({
        ...domain,
        ...ui,
        'src/workflow/app.machine.ts': `import { setup } from 'xstate'; import { a } from '../domain/study';`,
        'src/ui/mount.ts': `import { mount } from 'svelte'; import type { A } from '../workflow/app.machine';`,
        'src/ui/Tree.svelte': `<script lang="ts">import Tree from './Tree.svelte';</script>`,
        'src/rendering/gpu.ts': `const core = () => import('@cornerstonejs/core');`,
        'src/app.ts': `import './ui/tokens.css'; import { mountApp } from './ui/mount'; import './rendering/gpu';`,
        'launch/launch.ts': `import '../src/ui/tokens.css'; import { a } from '../src/domain/study';`,
      }),
    ).toEqual([]);
  });
});
