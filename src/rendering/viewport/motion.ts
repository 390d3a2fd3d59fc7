/** After so many ms without a change a coarse picture is drawn finely. */
const REST = 120;

/** Whether a hand is on the picture, which is then drawn coarsely. */
export interface Motion {
  isMoving(): boolean;
  /** The picture has changed, by a hand that may go on or at once. */
  changed(byHand: boolean): void;
  /** The hand is off it. */
  settle(): void;
  dispose(): void;
}

/** @param rested what was drawn coarsely is to be drawn finely */
export function motion(rested: () => void): Motion {
  let moving = false;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    clearTimeout(resting);
    if (!moving) return;
    moving = false;
    rested();
  };

  return {
    isMoving: () => moving,
    changed(byHand) {
      moving = byHand;
      clearTimeout(resting);
      if (byHand) resting = setTimeout(settle, REST);
    },
    settle,
    dispose: () => clearTimeout(resting),
  };
}
