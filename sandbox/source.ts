import type { Catalogue } from './catalogue';
import type { Source } from './command-line';

/**
 * The catalogue that the command line asked for.
 * @param say gets a sentence for the person at the terminal, such as which files could not be read
 * @throws when the folder or the archive cannot be read at all
 */
export async function catalogueFrom(source: Source, say: (sentence: string) => void): Promise<Catalogue> {
  switch (source.kind) {
    case 'invented': {
      const { buildCatalogue } = await import('./imaging/catalogue');
      return buildCatalogue();
    }
    case 'folder': {
      const { catalogueFromFolder } = await import('./imaging/folder');
      const { catalogue, unreadable } = await catalogueFromFolder(source.folder);
      for (const { file, why } of unreadable) say(`Passed over ${file}: ${why}`);
      say(`${sizeOf(catalogue)} in ${source.folder}; ${unreadable.length} files passed over.`);
      return catalogue;
    }
    case 'archive': {
      const { catalogueFromArchive } = await import('./imaging/proxy');
      const catalogue = await catalogueFromArchive(source.root, say);
      say(`${sizeOf(catalogue)} at ${source.root}.`);
      return catalogue;
    }
  }
}

function sizeOf({ people, studies }: Catalogue): string {
  const instances = studies
    .flatMap(({ series }) => series)
    .reduce((sum, each) => sum + each.instances.length, 0);
  return `${people.length} patients, ${studies.length} studies, ${instances} instances`;
}
