/** A name or number that means something only behind the server's own doors: nobody else can have sent us there. */
export function isInner(host: string): boolean {
  const isNumber = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.|^\[(?:f[cd]|fe80|::1\])/i;
  const isName = /\.(?:local|internal|intranet|lan|home|corp|localdomain|localhost|private|svc)$/i;
  return isNumber.test(host) || isName.test(host) || (!host.includes('.') && !host.startsWith('['));
}
