import type { Maker } from '../overlay/overlay';
import type { DicomPerson } from '../patient/patient';
import type { StructureDose } from './structure-dose';

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
