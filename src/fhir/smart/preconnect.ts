/**
 * Opens a connection that a request without cookies to this origin will use (HTML, link type preconnect), while
 * something else is still waited for.
 */
export function preconnect(document: Document, origins: Iterable<string>): void {
  for (const origin of new Set(origins)) {
    if (origin === document.location.origin) continue;
    const link = document.createElement('link');
    link.rel = 'preconnect';
    link.crossOrigin = 'anonymous';
    link.href = origin;
    document.head.append(link);
  }
}
