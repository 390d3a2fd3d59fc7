/** What may leave the viewer as a file or by the clipboard; what is printed is the browser's own. */
export const EXPORT_KINDS = ['pictures', 'clipboard', 'film', 'dicom', 'teaching'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** Everyone who is let in by the record, or those of whom one of these is true: `fhirUser:Practitioner`, `scope:launch/export`. */
export type Allowance = 'everyone' | readonly string[];

/** A kind that is not named is allowed to nobody. */
export type ExportPolicy = { readonly [Kind in ExportKind]?: Allowance | undefined };

/** Who is signed in, as far as an allowance can ask. */
export interface Exporter {
  /** The verified `fhirUser`: an address that ends in `Practitioner/7`; absent where nobody is named or it was not verified */
  readonly user?: string | undefined;
  /** As the record granted them, separated by spaces */
  readonly scope: string;
}

/** The kinds that a policy allows to somebody. Who is not verified has no type. */
export function allowedExports(policy: ExportPolicy, exporter: Exporter): ReadonlySet<ExportKind> {
  return new Set(EXPORT_KINDS.filter((kind) => isAllowedTo(policy[kind] ?? [], exporter)));
}

function isAllowedTo(allowance: Allowance, { user, scope }: Exporter): boolean {
  if (allowance === 'everyone') return true;
  const type = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}$/.exec(user ?? '')?.[1];
  const scopes = scope.split(/\s+/).filter(Boolean);
  return allowance.some((one) => {
    const [what, ...rest] = one.split(':');
    const wanted = rest.join(':');
    return what === 'scope' ? scopes.includes(wanted) : what === 'fhirUser' && type === wanted;
  });
}
