import { dicomDateTime } from '../dicom/dataset';
import type { Elements } from '../dicom/dataset';
import type { NamedPictures } from './pictures';
import { evidence as evidenceOf, sopItems } from './pictures';

export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

export const code = (value: string, scheme: string, meaning: string): Code => ({ value, scheme, meaning });
export const dcm = (value: string, meaning: string) => code(value, 'DCM', meaning);

/** A code sequence of one item (PS3.3 8.8). */
export const codeSequence = ({ value, scheme, meaning }: Code): Elements[] => [
  { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning },
];

/** Content items (PS3.3 C.17.3): each stands in its parent by `relationship`, CONTAINS where none is said. */
function item(
  valueType: string,
  name: Code | undefined,
  value: Elements,
  relationship = 'CONTAINS',
): Elements {
  return {
    RelationshipType: relationship,
    ValueType: valueType,
    ...(name && { ConceptNameCodeSequence: codeSequence(name) }),
    ...value,
  };
}

export const container = (name: Code, content: readonly Elements[]) =>
  item('CONTAINER', name, { ContinuityOfContent: 'SEPARATE', ContentSequence: content });

export const text = (name: Code, value: string, relationship?: string) =>
  item('TEXT', name, { TextValue: value }, relationship);

export const coded = (name: Code, value: Code, relationship?: string) =>
  item('CODE', name, { ConceptCodeSequence: codeSequence(value) }, relationship);

export const person = (name: Code, value: string, relationship?: string) =>
  item('PNAME', name, { PersonName: value }, relationship);

export const uid = (name: Code, value: string, relationship?: string) =>
  item('UIDREF', name, { UID: value }, relationship);

export const image = (pictures: NamedPictures, name?: Code, relationship?: string) =>
  item('IMAGE', name, { ReferencedSOPSequence: sopItems(pictures) }, relationship);

/** A length in mm, and the line in a picture that it was read from. @param line column, row, column, row */
export function length(
  name: Code,
  millimetres: string,
  line: readonly number[],
  pictures: NamedPictures,
): Elements {
  const region = item(
    'SCOORD',
    undefined,
    {
      GraphicType: 'POLYLINE',
      GraphicData: line,
      ContentSequence: [image(pictures, undefined, 'SELECTED FROM')],
    },
    'INFERRED FROM',
  );
  return item('NUM', name, {
    MeasuredValueSequence: [
      {
        NumericValue: millimetres,
        MeasurementUnitsCodeSequence: codeSequence(code('mm', 'UCUM', 'millimeter')),
      },
    ],
    ContentSequence: [region],
  });
}

export interface Written {
  /** `2026-11-18T16:40:00` */
  readonly at: string;
  readonly title: Code;
  readonly template: string;
  readonly pictures: readonly NamedPictures[];
  readonly content: readonly Elements[];
}

/** SR Document General and Content modules, the verification apart (PS3.3 C.17.2, C.17.3). */
export function documentElements({ at, title, template, pictures, content }: Written): Elements {
  const { date, time } = dicomDateTime(at);
  return {
    SeriesDate: date,
    SeriesTime: time,
    AcquisitionDate: undefined,
    AcquisitionTime: undefined,
    ContentDate: date,
    ContentTime: time,
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    ...(pictures.length > 0 && { CurrentRequestedProcedureEvidenceSequence: evidenceOf(pictures) }),
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: codeSequence(title),
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }],
    ContentSequence: content,
  };
}

/** Completion and verification by somebody with a name (PS3.3 C.17.2). */
export function verifiedBy(name: string, organisation: string, register: Code, at: string): Elements {
  const { date, time } = dicomDateTime(at);
  return {
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'VERIFIED',
    VerifyingObserverSequence: [
      {
        VerifyingOrganization: organisation,
        VerificationDateTime: `${date}${time}`,
        VerifyingObserverName: name,
        VerifyingObserverIdentificationCodeSequence: codeSequence(register),
      },
    ],
  };
}
