/** The FHIR base with one slash at its end, so that relative references resolve below it */
export function fhirBase(iss: string): URL {
  return new URL(`${withoutSlashes(iss)}/`);
}

/**
 * Whether an address lies at or below a root: same origin, and the path begins with the root's whole segments.
 * Encoded slashes and user names are refused, because servers differ in what they make of them.
 */
export function isWithin(address: URL, root: URL): boolean {
  const path = withoutSlashes(root.pathname);
  return (
    address.origin === root.origin &&
    address.origin !== 'null' &&
    address.username === '' &&
    address.password === '' &&
    !/%2f|%5c/i.test(address.pathname) &&
    (address.pathname === path || address.pathname.startsWith(`${path}/`))
  );
}

/** https, or http within this machine: nothing secret travels in the clear. */
export function isSafe(address: URL): boolean {
  const { protocol, hostname: host } = address;
  const loopback =
    host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';
  return protocol === 'https:' || (protocol === 'http:' && loopback);
}

/** A safe absolute address, or `undefined` */
export function safeAddress(value: unknown): URL | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const address = new URL(value);
  return isSafe(address) ? address : undefined;
}

/** As `domain/slashes.ts` has it; both pages begin with this, and what lazy code shares with both is a file at every launch. */
function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
