declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type StudyUid = Branded<'StudyUid'>;
export type SeriesUid = Branded<'SeriesUid'>;
export type InstanceUid = Branded<'InstanceUid'>;
export type FrameOfReferenceUid = Branded<'FrameOfReferenceUid'>;
export type ArchiveId = Branded<'ArchiveId'>;

/**
 * Whether a text is a UID as PS3.5 §9.1 writes it: digits and single dots, at most 64 characters. Leading zeros are let
 * through, because archives hold such UIDs and refusing them would hide pictures.
 */
export function isUid(text: string): boolean {
  return text.length <= 64 && /^\d+(\.\d+)*$/.test(text);
}

export const studyUid = (text: string) => text as StudyUid;
export const seriesUid = (text: string) => text as SeriesUid;
export const instanceUid = (text: string) => text as InstanceUid;
export const frameOfReferenceUid = (text: string) => text as FrameOfReferenceUid;
export const archiveId = (text: string) => text as ArchiveId;
