import { heightOf, MARGIN, placeOf, type Sheet, type Strip } from '../../domain/waveform/sheet';
import {
  sampleAt,
  timeOf,
  valueAt,
  type WaveformAnnotation,
  type WaveformGroup,
} from '../../domain/waveform/waveform';
import { waveformTexts } from '../../texts/en/waveform';

export interface Colours {
  readonly paper: string;
  readonly grid: string;
  readonly line: string;
  readonly ink: string;
  readonly mark: string;
  readonly gap: string;
}

/** Curves in black on the red grid of the paper that everybody knows. */
export const ON_PAPER: Colours = {
  paper: '#ffffff',
  grid: '#f6cfcb',
  line: '#e39c95',
  ink: '#000000',
  mark: '#444444',
  gap: '#e8e8e8',
};

export interface Painting {
  readonly group: WaveformGroup;
  readonly sheet: Sheet;
  readonly marks: readonly WaveformAnnotation[];
  /** CSS pixels a millimetre */
  readonly scale: number;
  /** What of the sheet is seen, CSS pixels */
  readonly view: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Device pixels a CSS pixel */
  readonly ratio: number;
  readonly colours: Colours;
  readonly face: string;
}

/** mm of a letter */
const LETTER = 3.2;
/** mm of a mV pulse's foot before and after it */
const FOOT = 2;
/** Seconds of the calibration pulse */
const PULSE = 0.2;
/** mm from the sheet's left to the pulse */
const PULSE_LEFT = 3;

/** Paints what is seen of a sheet: grid, pulses, axes, curves, names. Everything is in mm of the sheet. */
export function paint(context: CanvasRenderingContext2D, painting: Painting): void {
  const { sheet, scale, view, ratio, colours, face } = painting;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, view.width, view.height);
  const unit = ratio * scale;
  context.setTransform(unit, 0, 0, unit, -view.left * ratio, -view.top * ratio);
  context.font = `600 ${LETTER}px ${face}`;
  context.textBaseline = 'alphabetic';
  const seen = {
    left: view.left / scale,
    right: (view.left + view.width) / scale,
    top: view.top / scale,
    bottom: (view.top + view.height) / scale,
  };
  const hairline = 1 / unit;
  const strips = sheet.strips.filter(
    ({ top, height, left, width }) =>
      top < seen.bottom && top + height > seen.top && left < seen.right && left + width > seen.left,
  );
  for (const strip of rowsOf(sheet.strips, seen)) grid(context, painting, strip, seen, hairline);
  for (const strip of strips) words(context, painting, strip, seen);
  for (const strip of strips) trace(context, painting, strip, seen, hairline);
  for (const { lead, left, top } of sheet.absent) {
    context.fillStyle = colours.mark;
    context.fillText(waveformTexts.leadAbsent(lead), left + 1, top + LETTER + 1);
  }
}

interface Seen {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A row's grid goes by the first of its strips. */
const rowsOf = (strips: readonly Strip[], { top: from, bottom }: Seen) =>
  strips.filter(({ isFirst, top, height }) => isFirst && top < bottom && top + height > from);

/** Lines of 1 and 5 mm; across only where a height is known in millivolts, so that nobody counts squares of nothing. */
function grid(
  context: CanvasRenderingContext2D,
  { sheet, colours }: Painting,
  strip: Strip,
  seen: Seen,
  hairline: number,
): void {
  const { top, height, kind, zero } = strip;
  const right = sheet.width;
  const line = (mm: number, isAcross: boolean, isStrong: boolean) => {
    context.strokeStyle = isStrong ? colours.line : colours.grid;
    context.beginPath();
    if (isAcross) context.moveTo(0, mm);
    else context.moveTo(mm, top);
    if (isAcross) context.lineTo(right, mm);
    else context.lineTo(mm, top + height);
    context.stroke();
  };
  context.lineWidth = hairline;
  const first = Math.ceil(Math.max(0, seen.left) - MARGIN.left);
  const last = Math.floor(Math.min(right, seen.right) - MARGIN.left);
  const isGrid = kind === 'millivolts';
  for (const isStrong of [false, true])
    for (let mm = first; mm <= last; mm += 1)
      if (((mm % 5 === 0) === isStrong && isGrid) || (isStrong && mm % 5 === 0))
        line(MARGIN.left + mm, false, isStrong && (isGrid || mm % 25 === 0));
  if (isGrid) {
    for (const isStrong of [false, true])
      for (let mm = Math.ceil(top); mm <= top + height; mm += 1)
        if (((mm - zero) % 5 === 0) === isStrong) line(mm, true, isStrong);
    pulse(context, sheet, strip, colours, hairline);
    return;
  }
  context.font = `400 ${LETTER * 0.85}px system-ui, sans-serif`;
  for (const tick of strip.ticks) {
    const y = heightOf(strip, tick);
    line(y, true, false);
    const words = String(tick).replace('-', '−');
    context.fillStyle = colours.mark;
    context.fillText(words, MARGIN.left - 1.5 - context.measureText(words).width, y + LETTER * 0.3);
  }
  context.strokeStyle = colours.line;
  context.beginPath();
  context.moveTo(0, top + height);
  context.lineTo(right, top + height);
  context.stroke();
}

/** 1 mV for 200 ms, drawn by the viewer from speed and height. */
function pulse(
  context: CanvasRenderingContext2D,
  { speed, gain }: Sheet,
  { zero }: Strip,
  colours: Colours,
  hairline: number,
): void {
  const wide = PULSE * speed;
  // At 50 mm/s it would not fit beside both of its feet.
  const foot = Math.max(0.5, Math.min(FOOT, (MARGIN.left - PULSE_LEFT - 1 - wide) / 2));
  const left = Math.max(0.5, Math.min(PULSE_LEFT, MARGIN.left - 1 - wide - 2 * foot));
  context.strokeStyle = colours.ink;
  context.lineWidth = Math.max(hairline, 0.25);
  context.beginPath();
  context.moveTo(left, zero);
  for (const [x, y] of [
    [foot, zero],
    [foot, zero - gain],
    [foot + wide, zero - gain],
    [foot + wide, zero],
    [wide + 2 * foot, zero],
  ] as const)
    context.lineTo(left + x, y);
  context.stroke();
}

function trace(
  context: CanvasRenderingContext2D,
  { group, sheet, colours, marks }: Painting,
  strip: Strip,
  seen: Seen,
  hairline: number,
): void {
  const { channel, left, top, width, height, from, to } = strip;
  const { speed } = sheet;
  const timeAt = (mm: number) => from + (mm - left) / speed;
  const start = Math.max(from, timeAt(seen.left) - 0.1);
  const end = Math.min(to, timeAt(seen.right) + 0.1);
  const first = Math.max(0, sampleAt(group, channel, start));
  const last = Math.min(group.count - 1, sampleAt(group, channel, end));
  const x = (sample: number) => placeOf(strip, speed, timeOf(group, channel, sample));
  context.save();
  context.beginPath();
  context.rect(
    left,
    strip.kind === 'millivolts' ? 0 : top,
    width,
    strip.kind === 'millivolts' ? sheet.height : height,
  );
  context.clip();
  context.strokeStyle = colours.ink;
  context.lineWidth = Math.max(hairline, 0.25);
  context.lineJoin = 'round';
  context.beginPath();
  // Many samples in a pixel: only their least and greatest are drawn.
  const bundle = Math.max(1, Math.floor((hairline / speed) * group.frequency));
  let isDrawing = false;
  let gapFrom: number | undefined;
  const gaps: (readonly [number, number])[] = [];
  const point = (sample: number, value: number) => {
    const [px, py] = [x(sample), heightOf(strip, value)];
    if (isDrawing) context.lineTo(px, py);
    else context.moveTo(px, py);
    isDrawing = true;
  };
  for (let sample = first; sample <= last; sample += bundle) {
    let [least, most]: [number | undefined, number | undefined] = [undefined, undefined];
    let isGap = false;
    for (let one = sample; one < sample + bundle && one <= last; one += 1) {
      const value = valueAt(group, channel, one);
      if (value === undefined) isGap = true;
      else {
        if (least === undefined || value < least) least = value;
        if (most === undefined || value > most) most = value;
      }
    }
    if (least !== undefined) point(sample, least);
    if (most !== undefined && most !== least) point(sample, most);
    if (isGap) {
      isDrawing = false;
      gapFrom ??= sample;
    } else if (gapFrom !== undefined) {
      gaps.push([gapFrom, sample]);
      gapFrom = undefined;
    }
  }
  if (gapFrom !== undefined) gaps.push([gapFrom, last + 1]);
  context.stroke();
  for (const [one, other] of gaps) gap(context, colours, strip, x(one), x(other));
  // Words that would lie on others stand a line higher.
  const ends: number[] = [];
  for (const { channels, times, words: said } of marks) {
    if (!channels.some(([of, at]) => of === group.number && (at === 0 || at === channel + 1))) continue;
    for (const time of times) {
      const place = placeOf(strip, speed, time);
      if (time < from || time > to || place < seen.left - 40 || place > seen.right) continue;
      context.strokeStyle = colours.mark;
      context.fillStyle = colours.mark;
      context.lineWidth = hairline;
      context.beginPath();
      context.moveTo(place, top + LETTER + 2);
      context.lineTo(place, top + height);
      context.stroke();
      context.font = `400 ${LETTER * 0.85}px system-ui, sans-serif`;
      const found = ends.findIndex((end) => end <= place);
      const line = Math.min(2, found === -1 ? ends.length : found);
      ends[line] = place + 1.5 + context.measureText(said).width;
      context.fillText(said, place + 0.5, top + height - 0.8 - line * LETTER);
    }
  }
  context.restore();
}

/** Where the recording has no values: hatched, with words where there is room. */
function gap(
  context: CanvasRenderingContext2D,
  colours: Colours,
  { top, height }: Strip,
  from: number,
  to: number,
): void {
  context.save();
  context.beginPath();
  context.rect(from, top + 1, to - from, height - 2);
  context.clip();
  context.fillStyle = colours.gap;
  context.fillRect(from, top, to - from, height);
  context.strokeStyle = colours.mark;
  context.lineWidth = 0.15;
  context.beginPath();
  for (let mm = from - height; mm < to; mm += 3) {
    context.moveTo(mm, top + height);
    context.lineTo(mm + height, top);
  }
  context.stroke();
  context.font = `400 ${LETTER * 0.85}px system-ui, sans-serif`;
  const { width } = context.measureText(waveformTexts.gap);
  if (width + 1 < to - from) {
    context.fillStyle = colours.gap;
    context.fillRect((from + to - width) / 2 - 0.5, top + height / 2 - 2.4, width + 1, 3.6);
    context.fillStyle = colours.ink;
    context.fillText(waveformTexts.gap, (from + to - width) / 2, top + height / 2 + 0.3);
  }
  context.restore();
}

function words(
  context: CanvasRenderingContext2D,
  { colours, face }: Painting,
  strip: Strip,
  seen: Seen,
): void {
  const { left, top, width, kind, unit, name, isFirst } = strip;
  context.font = `600 ${LETTER}px ${face}`;
  context.fillStyle = colours.ink;
  // A name stays in sight however far its strip has scrolled.
  const place = Math.min(Math.max(left, seen.left) + 1, left + width - 2);
  const y = top + LETTER + 0.5;
  if (!isFirst) {
    context.fillRect(left - 0.12, top + 1, 0.25, 3);
  }
  const bare =
    kind === 'shape' ? ` ${waveformTexts.notRecorded}` : kind === 'unit' && unit ? ` ${unit.words}` : '';
  const nameWidth = context.measureText(name).width;
  context.font = `400 ${LETTER}px ${face}`;
  const bareWidth = bare ? context.measureText(bare).width : 0;
  context.fillStyle = colours.paper;
  context.globalAlpha = 0.75;
  context.fillRect(place - 0.5, top + 0.5, nameWidth + bareWidth + 1, LETTER + 1);
  context.globalAlpha = 1;
  context.fillStyle = colours.mark;
  if (bare) context.fillText(bare, place + nameWidth, y);
  context.font = `600 ${LETTER}px ${face}`;
  context.fillStyle = colours.ink;
  context.fillText(name, place, y);
}
