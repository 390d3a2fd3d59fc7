/**
 * The security headers of the viewer's pages, as a deployment should send them.
 *
 * `connect-src` names every origin that a token may reach, and nothing else; `frame-ancestors` the records that may
 * show the viewer inside themselves. No COEP and no COOP: the viewer has to work inside a record's frame, so nothing
 * in it may need SharedArrayBuffer.
 */
export interface ViewerOrigins {
  /** Origins of the FHIR server, its authorisation server, and the archives */
  readonly connect: readonly string[];
  /** Origins of the records that may frame the viewer */
  readonly framedBy: readonly string[];
}

/** Every Trusted Types policy that the build makes; no other may be made. */
export const trustedTypesPolicies = ['plainfilm-pdf', 'plainfilm-worker', 'svelte-trusted-html'] as const;

/** @returns the Content-Security-Policy of every page of the viewer */
export function contentSecurityPolicy({ connect, framedBy }: ViewerOrigins): string {
  const directives = [
    "default-src 'none'",
    // Decoders are WebAssembly; compiling it needs this and nothing wider.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    // Pictures that an archive rendered arrive through fetch, with the token, and are shown as blobs.
    "img-src 'self' blob: data:",
    'media-src blob:',
    ['frame-ancestors', ...(framedBy.length > 0 ? framedBy : ["'none'"])].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    ['trusted-types', ...trustedTypesPolicies].join(' '),
  ];
  return directives.join('; ');
}

const unusedPowers = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** Headers of every answer of the viewer's origin. HSTS has no effect on plain HTTP, so it may always be sent. */
export function viewerHeaders(origins: ViewerOrigins): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(origins),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': unusedPowers.map((power) => `${power}=()`).join(', '),
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  };
}

const PAGES = 'public, max-age=300';

/**
 * Hashed files never change under their name. Pages and config.json are asked for again after some minutes: a clinician who
 * opens imaging of one patient after another does not wait for what has not changed.
 */
export function cacheControl(path: string): string {
  return /\/assets\/[^/]+-[\w-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : PAGES;
}

/**
 * Each launch has an address of its own, and the page is the same for all: a browser that knows `No-Vary-Search` takes it
 * from its cache whatever stands behind the question mark.
 * @returns `undefined` for what is not a page
 */
export function noVarySearch(path: string): string | undefined {
  return /^\/(launch\/)?(index\.html)?$/.test(path) ? 'params' : undefined;
}
