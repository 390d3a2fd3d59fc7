import { fhirId } from './resource';
import type { Resource } from './resource';

/** Who is signed in to the demonstration record. */
export const signedInUser = { id: 'robin-hale', prefix: 'Dr', given: 'Robin', family: 'Hale' } as const;

export function signedInPractitioner(): Resource {
  const { id, prefix, given, family } = signedInUser;
  return practitioner(id, { prefix: [prefix], given: [given], family, text: `${prefix} ${given} ${family}` });
}

/** Somebody who signed reports. @param author as the report names them, "Dr Wren Ashby, Consultant Radiologist" */
export function reportingPractitioner(author: string): Resource {
  const [name = author, qualification, registration = ''] = author.split(/,\s*/, 3);
  const words = name.split(/\s+/);
  const prefix = /^(Dr|Mr|Ms|Mrs|Miss|Prof)\.?$/.test(words[0] ?? '') ? words.slice(0, 1) : [];
  const rest = words.slice(prefix.length);
  const resource = practitioner(practitionerId(author), {
    ...(prefix.length > 0 && { prefix }),
    given: rest.slice(0, -1),
    family: rest.at(-1),
    text: name,
  });
  const [, register, number] = /^(GMC|HCPC) (\w+)$/.exec(registration) ?? [];
  const system = `https://fhir.hl7.org.uk/Id/${register?.toLowerCase()}-number`;
  return {
    ...resource,
    ...(register !== undefined && { identifier: [{ system, value: number }] }),
    ...(qualification !== undefined && { qualification: [{ code: { text: qualification } }] }),
  };
}

export function practitionerId(author: string): string {
  return fhirId((author.split(',')[0] ?? author).toLowerCase());
}

function practitioner(id: string, name: Record<string, unknown>): Resource {
  return { resourceType: 'Practitioner', id, active: true, name: [{ use: 'official', ...name }] };
}
