/**
 * Files of the viewer's own code, before they are imported. A browser remembers for the life of a page that a module, or a
 * preload, could not be had (Chromium; HTML's module map), so that it would stay lost when the line is long back. What is
 * fetched is no module: it can be asked for again, and the import then finds it in the browser's cache.
 */

/** The address of each file that is here or on its way */
const asked = new Map<string, Promise<void> | undefined>();

/** What came with the page before any of it ran. Later entries are no evidence: one that failed has one too. */
const withThePage = new Set(performance.getEntriesByType('resource').map(({ name }) => name));

/** The page's own files, here or being fetched: without them it would not be there. */
function isPages(href: string): boolean {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]');
  return withThePage.has(href) || [...links].some((link) => link.href === href);
}

function fetched(href: string): Promise<void> | undefined {
  if (isPages(href)) return undefined;
  return fetch(href)
    .then(async (answer) => {
      if (!answer.ok) throw new Error('A file of the viewer cannot be had.');
      await answer.arrayBuffer();
    })
    .catch((cause: unknown) => {
      asked.delete(href);
      throw cause;
    });
}

/**
 * Imports code whose files are all here. The bundler puts it around every `import()` (scripts/vite-code-files.ts).
 * @param files of the module and of what it imports, relative to `importer`
 * @throws where one cannot be had: asked again, it is fetched again
 */
export async function withItsFiles<Code>(
  load: () => Promise<Code>,
  files: readonly string[] = [],
  importer = '',
): Promise<Code> {
  await Promise.all(
    files.map((file) => {
      const { href } = new URL(file, importer);
      if (!asked.has(href)) asked.set(href, fetched(href));
      return asked.get(href);
    }),
  );
  return load();
}
