import type { AnyActorRef } from 'xstate';

/** What is never on the screen: answers before they are judged, and the reason why something was refused. */
const UNSEEN = new Set([
  'ports',
  'archives',
  'engine',
  'objects',
  'problem',
  'studyProblem',
  'match',
  'input',
]);

const isActor = (value: object): value is AnyActorRef => 'getSnapshot' in value && 'send' in value;

/** Every text that a screen over this actor, or over one of its own, could show. */
export function textsOf(actor: AnyActorRef): ReadonlySet<string> {
  const texts = new Set<string>();
  const met = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    if (typeof value !== 'object' || value === null || met.has(value)) return;
    met.add(value);
    if (isActor(value)) return visitActor(value);
    if (ArrayBuffer.isView(value) || value instanceof AbortSignal) return;
    const inside = value instanceof Map || value instanceof Set ? [...value] : Object.entries(value);
    for (const entry of inside) {
      if (!Array.isArray(entry)) visit(entry);
      else if (typeof entry[0] !== 'string' || !UNSEEN.has(entry[0])) visit(entry[1]);
    }
  };
  const visitActor = (one: AnyActorRef) => {
    const { context, children = {} } = one.getSnapshot() as {
      context?: unknown;
      children?: Record<string, unknown>;
    };
    visit(context);
    Object.values(children).forEach(visit);
  };
  visit(actor);
  return texts;
}
