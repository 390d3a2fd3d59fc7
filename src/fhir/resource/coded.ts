import { given, list, object, objects, text, type Json } from './json';

/** What a CodeableConcept says in words: its own text, else the first display */
export function words(concept: unknown): string | undefined {
  const coding = objects(object(concept)?.['coding']);
  return text(object(concept)?.['text']) ?? coding.map(({ display }) => text(display)).find(Boolean);
}

/** The codes of a CodeableConcept or of one Coding, of this system where one is asked for */
export function codes(coded: unknown, system?: string): readonly string[] {
  const each = object(coded);
  const codings = each?.['coding'] ? objects(each['coding']) : each ? [each] : [];
  return codings
    .filter((coding) => system === undefined || coding['system'] === system)
    .flatMap(({ code }) => text(code) ?? []);
}

/** FHIR R4 has `modality` as Coding, R5 as CodeableConcept; one or many */
export function codesOf(value: unknown, system?: string): readonly string[] {
  return list(value).flatMap((each) => codes(each, system));
}

/** Identifiers that have a value */
export function identifiersOf(resource: Json): readonly { readonly value: string; readonly json: Json }[] {
  return objects(resource['identifier']).flatMap((json) => {
    const value = given(json['value']);
    return value === undefined ? [] : [{ value, json }];
  });
}

/** HL7 v2-0203: ACSN is the accession number, FILL the filler's order number, which imaging departments use as such */
export function isAccession({ type }: Json): boolean {
  return codes(type).some((code) => /^(?:ACSN|FILL)$/i.test(code));
}
