export interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}
export const ALLOWED: ReadonlySet<string>;
export function isAllowed(expression: string): boolean;
export function packagesOf(modules: Iterable<string>): readonly Package[];
export function noticesOf(packages: readonly Package[]): string;
