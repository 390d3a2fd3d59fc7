import { textOf } from '../../dicom/dataset';
import { Part10Error } from '../../dicom/part10/failure';
import { readPart10 } from '../../dicom/part10/file';
import { REGISTRATION_TAGS, registrationFrom } from '../../dicom/spatial-registration';
import * as Tag from '../../dicom/tags';
import type { FrameSource } from '../../domain/ports/frames';
import type { OpenRegistration } from '../../domain/ports/registrations';
import { err, ok } from '../../domain/problem';

/** Reads how an object joins frames of reference. Rejects only with the signal's reason. */
export async function openRegistration(
  source: Pick<FrameSource, 'object'>,
  ...[instance, signal]: Parameters<OpenRegistration>
): ReturnType<OpenRegistration> {
  const found = await source.object?.(instance, signal);
  if (!found) return err({ kind: 'unsupported', what: 'no-card' });
  if (!found.ok) return found;
  const content = found.value;
  const unreadable = (what: string) => err({ kind: 'malformed', where: instance.archive, what } as const);
  try {
    const dataset =
      content.kind === 'file'
        ? (await readPart10(content.bytes, content.transferSyntax, REGISTRATION_TAGS)).dataset
        : content.elements;
    if (textOf(dataset, Tag.SOPInstanceUID) !== instance.uid) return unreadable('another object');
    return ok(registrationFrom(dataset));
  } catch (error) {
    if (error instanceof Part10Error) return unreadable(error.message);
    throw error;
  }
}
