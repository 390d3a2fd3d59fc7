/** What one stack holds of the bytes that all stacks share. */
export interface Account {
  /** Bytes that it may hold now: what the others leave, and an equal share in any case. */
  allowance(): number;
  /** It holds so many now. Others that hold more than they may are asked to give up some. */
  hold(bytes: number): void;
  close(): void;
}

export interface EncodedBudget {
  /** @param trim called when others need room: hold no more than the allowance */
  open(trim: () => void): Account;
  bytes(): number;
  /** The device had no memory left: from now on about half of what is held. */
  shrink(): void;
}

interface Open {
  bytes: number;
  readonly trim: () => void;
}

/** Share of the ceiling that is allowed however short memory is: pictures are to go on being shown. */
const LEAST = 1 / 16;

/** Frames as the archive stores them, of all viewports together: `ceiling` bytes. */
export function encodedBudget(ceiling: number): EncodedBudget {
  const accounts = new Set<Open>();
  let most = ceiling;
  const total = () => [...accounts].reduce((sum, { bytes }) => sum + bytes, 0);
  const allowanceOf = (one: Open) => Math.max(most / accounts.size, most - (total() - one.bytes));
  const trimAll = (but?: Open) => {
    for (const each of accounts)
      if (each !== but && total() > most && each.bytes > allowanceOf(each)) each.trim();
  };
  return {
    open(trim) {
      const mine: Open = { bytes: 0, trim };
      accounts.add(mine);
      return {
        allowance: () => allowanceOf(mine),
        hold(bytes) {
          const isMore = bytes > mine.bytes;
          mine.bytes = bytes;
          if (isMore) trimAll(mine);
        },
        close: () => accounts.delete(mine),
      };
    },
    bytes: total,
    shrink() {
      most = Math.max(ceiling * LEAST, total() / 2);
      trimAll();
    },
  };
}
