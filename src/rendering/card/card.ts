import { objectCardFrom } from '../../dicom/object-card';
import type { OpenCard } from '../../domain/ports/cards';
import type { FrameSource } from '../../domain/ports/frames';
import { err, ok } from '../../domain/problem';

/** Reads the card of an object out of what its archive says of it. Rejects only with the signal's reason. */
export async function openCard(
  source: Pick<FrameSource, 'elements'>,
  ...[instance, signal]: Parameters<OpenCard>
): ReturnType<OpenCard> {
  const elements = await source.elements?.(instance, signal);
  if (!elements) return err({ kind: 'unsupported', what: 'no-card' });
  return elements.ok ? ok(objectCardFrom(elements.value)) : elements;
}
