/*
 * The DICOMweb root that an address stands for (PS3.18 §8.1 `{s}`). Endpoints in the field give the studies service, a study
 * or anything below it; taken letter for letter, every question would go astray and be answered with "not here".
 */

/** A resource of the service at the end of a path, with what is below it */
const RESOURCE =
  /\/(?:stud(?:y|ies)(?:\/(?:[\d.]+|(?:\{|%7B)[^/]*)(?:\/(?:series|instances|metadata|rendered|thumbnail|bulkdata)(?:\/.*)?)?)?|series|instances)$/i;

/**
 * The root of an absolute address, without a slash at its end: what names a resource of the service (`/studies`, a study,
 * a series) is taken off, as are query and fragment. What is no address is given back as it is.
 */
export function dicomwebRoot(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname, protocol } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return address;
  return (
    origin +
    pathname
      .replace(/\/{2,}/g, '/')
      .replace(/\/$/, '')
      .replace(RESOURCE, '')
      .replace(/\/$/, '')
  );
}

/** Whether two addresses stand for the same service. */
export const isSameRoot = (one: string, other: string): boolean => dicomwebRoot(one) === dicomwebRoot(other);
