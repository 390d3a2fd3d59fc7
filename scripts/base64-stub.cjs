// Stands in for `js-base64` (see vite.config.ts), of which fhirclient needs base64url (RFC 4648 §5) of a few bytes at a sign-in.
exports.fromUint8Array = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
exports.encodeURL = (text) => exports.fromUint8Array(new TextEncoder().encode(text));
