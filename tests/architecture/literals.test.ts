import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sentencesIn } from './literals';

const root = fileURLToPath(new URL('../..', import.meta.url));

const files = ['src/domain', 'src/rendering', 'src/workflow', 'src/ui'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
);

const sentences = (file: string) => sentencesIn(file, readFileSync(join(root, file), 'utf8'));

describe('what a person reads', () => {
  it('stands in src/texts, behind a key, and nowhere else', () => {
    const found = files.flatMap((file) => sentences(file).map((words) => `${file}: ${words}`));
    expect(found).toEqual([]);
  });

  it('has its dates and ages in the words of the language, which the domain knows in one alone', () => {
    const english = /import \{[^}]*\b(?:dateWords|dayWords|ageWords)\b[^}]*\} from '[./]*domain\//;
    const found = files.filter((file) => file.startsWith('src/ui/'));
    expect(found.filter((file) => english.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['a.ts', `const words = 'No report is recorded';`, 1],
    ['a.ts', 'const words = `The archive has ${count} of them`;', 1],
    ['a.ts', `// The archive has it\nconst kind = 'key images';`, 0],
    ['a.ts', `const mode = 'SCALE TO FIT';`, 0],
    ['a.ts', `throw new Error('mounted without a place to draw');`, 0],
    ['A.svelte', `<p>The session has ended</p>`, 1],
    ['A.svelte', `<button title="Try it once more">x</button>`, 1],
    ['A.svelte', `<script>const label = 'Back to the list';</script><p>{label}</p>`, 1],
    [
      'A.svelte',
      `<!-- What follows is not read --><style>p { font: a b c; }</style><p class="one two three"></p>`,
      0,
    ],
  ])('is found in %s: %s', (file, text, count) => {
    expect(sentencesIn(file, text)).toHaveLength(count);
  });
});
