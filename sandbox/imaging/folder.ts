import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Catalogue } from '../catalogue';
import { catalogueOfFiles } from './reading/group';
import type { NamedFile } from './reading/group';
import { readDicomFile } from './reading/read-file';

/** A file that was passed over, and why, in words. */
export interface Unreadable {
  readonly file: string;
  readonly why: string;
}

export interface FolderCatalogue {
  readonly catalogue: Catalogue;
  readonly unreadable: readonly Unreadable[];
  /** Files that are served, but under other UIDs than they carry, and why */
  readonly adjusted: readonly Unreadable[];
}

/**
 * Any folder of DICOM files, recursively, as patients and their studies. Each file is opened once to read its header
 * and again when its pixels are asked for, so that a large folder does not have to fit into memory. What cannot be
 * read is named, and everything else is served.
 */
export async function catalogueFromFolder(folder: string): Promise<FolderCatalogue> {
  const unreadable: Unreadable[] = [];
  const files: NamedFile[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    const file = relative(folder, path);
    try {
      const bytes = await readFile(path);
      const { dataset, numberOfFrames, transferSyntaxUid } = readDicomFile(bytes);
      const digest = createHash('sha256').update(bytes).digest('hex');
      const reread = async () => readDicomFile(await readFile(path));
      files.push({ file, dataset, numberOfFrames, transferSyntaxUid, digest, reread });
    } catch (reason) {
      unreadable.push({ file, why: reason instanceof Error ? reason.message : String(reason) });
    }
  }
  const grouped = catalogueOfFiles(files);
  return { ...grouped, unreadable: [...unreadable, ...grouped.unreadable] };
}
