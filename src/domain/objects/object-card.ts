import type { Maker } from '../overlay/overlay';
import type { DicomPerson } from '../patient/patient';

/** What is known of an object that has nothing to show: a plan, a registration, a model. */
export interface ObjectCard {
  readonly person: DicomPerson;
  /** What the standard calls its class; absent for a private one */
  readonly standard?: string;
  readonly maker: Maker;
  /** In the order in which they are read */
  readonly values: readonly CardValue[];
  /** Doses in structures, of an object that has them */
  readonly doses?: readonly StructureDose[];
}

/** One dose-volume histogram (PS3.3 C.8.8.4) in its numbers; what it does not say is absent. */
export interface StructureDose {
  /** ROI Numbers (3006,0084) of the structure set that it is of */
  readonly structures: readonly number[];
  /** Those that are taken away from them */
  readonly without: readonly number[];
  readonly unit?: 'Gy' | 'relative';
  readonly minimum?: number;
  readonly mean?: number;
  readonly maximum?: number;
  /** Of all of it, cm³ */
  readonly volume?: number;
}

/** One line of it. */
export type CardValue =
  | { readonly name: CardText; readonly text: string }
  | { readonly name: CardDate; readonly date: string }
  | { readonly name: CardNumber; readonly number: number };

export type CardText =
  | 'label'
  | 'title'
  | 'description'
  | 'prescription'
  | 'intent'
  | 'approval'
  | 'nucleus'
  | 'form'
  | 'unit'
  | 'geometry';
export type CardDate = 'planned' | 'treated';
export type CardNumber =
  | 'beams'
  | 'fractions'
  | 'dose'
  | 'registrations'
  | 'fiducials'
  | 'mappings'
  | 'surfaces'
  | 'tracks'
  | 'annotations'
  | 'points'
  | 'bytes';
