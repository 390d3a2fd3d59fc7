/*
 * What Chromium's trace says of the main threads of pages. Times in a trace are microseconds. `tdur` is the processor time
 * of the thread: what a loaded machine does not add to, while it does to `dur`.
 */

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  /** Its thread's own processor time when it began */
  readonly tts?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly functionName?: string; readonly url?: string };
  };
}

/** One turn of a main thread. */
export interface Task {
  /** Milliseconds by the clock */
  readonly wall: number;
  /** Milliseconds of processor time; `wall` where the system does not count it */
  readonly cpu: number;
  /** What it was made of, most first: milliseconds by the clock that each kind of work took for itself */
  readonly made: readonly (readonly [what: string, ms: number])[];
}

/** The turns of all pages' main threads, longest processor time first. */
export function tasksOf(events: readonly TraceEvent[]): readonly Task[] {
  const threads = new Map<string, TraceEvent[]>(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => [threadOf(event), []]),
  );
  for (const event of events) if (event.ph === 'X') threads.get(threadOf(event))?.push(event);
  return [...threads.values()].flatMap(tasksOfThread).sort((one, other) => other.cpu - one.cpu);
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;

interface Open {
  readonly event: TraceEvent;
  readonly end: number;
  /** Microseconds of what it holds */
  inner: number;
}

/** Events nest: each takes for itself what it does not hold others for. */
function tasksOfThread(events: readonly TraceEvent[]): readonly Task[] {
  const inOrder = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const tasks: Task[] = [];
  const open: Open[] = [];
  let made = new Map<string, number>();
  const close = () => {
    const last = open.pop();
    if (last === undefined) return;
    const own = Math.max(0, (last.event.dur ?? 0) - last.inner) / 1000;
    if (own > 0) made.set(nameOf(last.event), (made.get(nameOf(last.event)) ?? 0) + own);
    const around = open.at(-1);
    if (around) around.inner += last.event.dur ?? 0;
    if (last.event.name !== TASK) return;
    const { dur = 0, tdur = dur } = last.event;
    const most = [...made].sort(([, one], [, other]) => other - one);
    if (!open.some(({ event }) => event.name === TASK))
      tasks.push({ wall: dur / 1000, cpu: tdur / 1000, made: most });
    made = new Map();
  };
  for (const event of inOrder) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= event.ts) close();
    open.push({ event, end: event.ts + (event.dur ?? 0), inner: 0 });
  }
  while (open.length > 0) close();
  return tasks;
}

const TASK = 'RunTask';

/** Scripts by the file they are of: their functions' names are gone in a built viewer. */
function nameOf({ name, args }: TraceEvent): string {
  const url = args?.data?.url;
  if (url === undefined || !/^(FunctionCall|EvaluateScript|v8\.compile)/.test(name)) return name;
  return `${name} ${/([^/?#]*)[?#]?[^/]*$/.exec(url)?.[1]?.replace(/-[\w-]{8}(?=\.js$)/, '') ?? ''}`.trim();
}
