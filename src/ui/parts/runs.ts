/** Stretches of frames that are here, so that a thousand frames are a handful of marks. */
export function runsOf(
  arrived: readonly boolean[],
): readonly { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = [];
  arrived.forEach((here, at) => {
    if (!here) return;
    const last = runs.at(-1);
    if (last && last.from + last.length === at) last.length += 1;
    else runs.push({ from: at, length: 1 });
  });
  return runs;
}
