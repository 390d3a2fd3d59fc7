/** Addresses of the modules that are here, and of those that were asked for beforehand */
const here = new Set<string>();
const preloaded = new Set<string>();
/** Addresses of those that did not come, though there is a network: no further try brings them (HTML, module map) */
const lost = new Set<string>();

/** What a module imports comes beside it, not after it. */
function preload(href: string): void {
  if (preloaded.has(href)) return;
  preloaded.add(href);
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.crossOrigin = '';
  link.href = href;
  document.head.append(link);
}

/**
 * Imports code of the viewer, unless it is known to be in vain: a browser remembers for the life of a page that a module could
 * not be had (Chromium; HTML, module map), so that what is imported without a network would stay lost when the line is long
 * back. The bundler puts this around every `import()` (scripts/vite-code-files.ts).
 * @param files of the module, the first, and of what it imports, relative to `importer`
 * What does not come all the same is told the window once, as `partlost`: trying again is in vain then, and the page is to be
 * loaded again.
 * @throws where this device has no network, by its own word and by a request, and where the module does not come
 */
export async function withItsFiles<Code>(
  load: () => Promise<Code>,
  files: readonly string[] = [],
  importer = '',
): Promise<Code> {
  const all = files.map((file) => new URL(file, importer).href);
  const [own, ...others] = all;
  if (own === undefined || here.has(own)) return load();
  // Browsers say so of some machines that have one all the same (a closed network, virtual adapters). A plain request tells, and
  // is forgotten when it fails.
  if (navigator.onLine === false) await fetch(own);
  others.forEach(preload);
  const code = await load().catch((cause: unknown) => {
    if (lost.size < lost.add(own).size) dispatchEvent(new Event('partlost'));
    throw cause;
  });
  all.forEach((href) => here.add(href));
  return code;
}
