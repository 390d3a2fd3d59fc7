import { list, object, objects, text, type Json } from '../resource/json';

/** DICOM's own system, under the names it is seen with */
const DICOM_SYSTEM =
  /^(?:https?:\/\/dicom\.nema\.org\/.*|https?:\/\/nema\.org\/dicom\/.*|(?:urn:oid:)?1\.2\.840\.10008\.2\.16\.4|DCM)(?:\|.*)?$/i;

/** As DICOM writes modalities, which no other terminology does */
const LOOKS_LIKE_ONE = /^(?:[A-Z]{2,8}|M3D)$/;

/**
 * DICOM modality codes of a value that is one or many Codings (STU 3, R4) or CodeableConcepts (R5). Of a concept's codings
 * those of DICOM's own system are taken, else those that look like a DICOM modality: a code of another terminology says
 * nothing to a reader, and would hide what kind of series it is.
 */
export const modalitiesIn = (value: unknown): readonly string[] =>
  list(value).flatMap((each) => {
    const coded = object(each);
    return coded ? modalitiesOfOne(coded) : [];
  });

function modalitiesOfOne(coded: Json): readonly string[] {
  const codings = coded['coding'] ? objects(coded['coding']) : [coded];
  const codesOf = (those: readonly Json[]) => those.flatMap(({ code }) => text(code) ?? []);
  const dicom = codesOf(codings.filter(({ system }) => DICOM_SYSTEM.test(text(system) ?? '')));
  const known = dicom.map((code) => code.toUpperCase()).filter((code) => LOOKS_LIKE_ONE.test(code));
  return known.length > 0 ? known : codesOf(codings).filter((code) => LOOKS_LIKE_ONE.test(code));
}
