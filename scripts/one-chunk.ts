/** What the bundler knows of a module while it parts the code. */
interface Modules {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/**
 * Names the chunk of a lazy module and of all that comes with it, whoever else shares it. Without this, what it shares with
 * code that is loaded later still becomes files of their own, each of them a request of every launch. What a page itself
 * starts with stays with the page.
 * @param start the lazy module
 */
export function oneChunk(start: RegExp, name: string): (id: string, modules: Modules) => string | null {
  const known = new Map<string, readonly string[]>();
  return (id, modules) => {
    const above = withImporters(id, known, modules);
    const isPages = above.some((each) => modules.getModuleInfo(each)?.isEntry);
    return !isPages && above.some((each) => start.test(each)) ? name : null;
  };
}

/** A module, and all that import it at once, directly or not. */
function withImporters(
  id: string,
  known: Map<string, readonly string[]>,
  modules: Modules,
): readonly string[] {
  const found = new Set([id]);
  // A set hands out what is added while it is gone through.
  for (const each of found) {
    const importers = known.get(each) ?? modules.getModuleInfo(each)?.importers ?? [];
    known.set(each, importers);
    for (const importer of importers) found.add(importer);
  }
  return [...found];
}
