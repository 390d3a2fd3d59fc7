declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type StudyUid = Branded<'StudyUid'>;
export type SeriesUid = Branded<'SeriesUid'>;
export type InstanceUid = Branded<'InstanceUid'>;
export type FrameOfReferenceUid = Branded<'FrameOfReferenceUid'>;
export type ArchiveId = Branded<'ArchiveId'>;

/** Twice what PS3.5 §9.1 allows: archives hold such UIDs, and an address has room for them */
const LONGEST_UID = 128;

/**
 * Whether a text is a UID as archives hold them: digits and dots that begin with a digit. PS3.5 §9.1 forbids leading zeros,
 * empty components and more than 64 characters; archives take them, and refusing them would hide pictures. What is let
 * through is one step of an address and nothing else: never `.`, `..` or a slash.
 */
export function isUid(text: string): boolean {
  return text.length <= LONGEST_UID && /^\d[\d.]*$/.test(text);
}

export const studyUid = (text: string) => text as StudyUid;
export const seriesUid = (text: string) => text as SeriesUid;
export const instanceUid = (text: string) => text as InstanceUid;
export const frameOfReferenceUid = (text: string) => text as FrameOfReferenceUid;
export const archiveId = (text: string) => text as ArchiveId;
