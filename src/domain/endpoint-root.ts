/*
 * The DICOMweb root that an address stands for (PS3.18 §8.1 `{s}`). Endpoints in the field give the studies service, a study
 * or anything below it; taken letter for letter, every question would go astray and be answered with "not here".
 */

/** A resource of the service at the end of a path, with what is below it */
const RESOURCE =
  /\/(?:stud(?:y|ies)(?:\/(?:[\d.]+|(?:\{|%7B)[^/]*)(?:\/(?:series|instances|metadata|rendered|thumbnail|bulkdata)(?:\/.*)?)?)?|series|instances)$/i;

/**
 * The root of an absolute address, without a slash at its end: what names a resource of the service (`/studies`, a study,
 * a series) is taken off with its query, as are user and fragment. A query of the root itself (`?tenant=a`) stays: without it
 * another service would be asked. What is no address is given back as it is.
 */
export function dicomwebRoot(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname, protocol, search } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return address;
  const path = pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (!RESOURCE.test(path)) return origin + path + search;
  return origin + path.replace(RESOURCE, '').replace(/\/$/, '');
}

/** Whether two addresses stand for the same service, whatever is asked for there. */
export const isSameRoot = (one: string, other: string): boolean => withoutQuery(one) === withoutQuery(other);

const withoutQuery = (address: string) => dicomwebRoot(address).replace(/\?.*$/, '');
