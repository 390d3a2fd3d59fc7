import type { Hono } from 'hono';
import type { Catalogue, Hospital } from './catalogue';
import type { ArchiveAccess } from './scenario';

export interface ArchiveOptions {
  readonly hospital: Hospital;
  readonly catalogue: Catalogue;
  /** What a bearer token opens; `undefined` when it is not valid or does not include imaging */
  authorise(token: string | undefined): ArchiveAccess | undefined;
  /** Origins whose pages may read the answers */
  allowedOrigins(): string[];
}

/** Makes one hospital's DICOMweb server, with its root at `/dicom-web`. */
export type ArchiveFactory = (options: ArchiveOptions) => Hono;
