import { CABRERA_LEADS, STANDARD_LEADS, isStandard, type StandardLead } from './leads';
import { extentOf, ticksOf, unitRanges, type Range } from './range';
import { durationOf, type WaveformGroup, type WaveformUnit } from './waveform';

/** How the leads lie: in three or six rows of equal parts of the time, or one row each over all of it. */
export type WaveformLayout = '3x4' | '6x2' | 'rows';

export interface SheetSettings {
  readonly layout: WaveformLayout;
  /** Limb leads in the order of their angles, aVR upside down */
  readonly cabrera: boolean;
  /** mm a second */
  readonly speed: number;
  /** mm a millivolt */
  readonly gain: number;
  /** Voltages are an electrocardiogram's, also where no lead is told */
  readonly heart: boolean;
}

/** One channel over a part of the time, in its place. Lengths are mm from the sheet's top left corner. */
export interface Strip {
  readonly channel: number;
  readonly name: string;
  readonly inverted: boolean;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Seconds from the group's beginning */
  readonly from: number;
  readonly to: number;
  /** On the millivolt grid; with an axis of its own unit; or only the shape of a curve that is not calibrated */
  readonly kind: 'millivolts' | 'unit' | 'shape';
  /** Where a value of 0 lies; it may be outside of the strip */
  readonly zero: number;
  /** mm that one of the unit takes, one stored value where only the shape is known */
  readonly perUnit: number;
  readonly unit?: WaveformUnit;
  /** Values that are written at the axis */
  readonly ticks: readonly number[];
  /** Begins its row: the calibration pulse or the axis stands before it */
  readonly isFirst: boolean;
}

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly strips: readonly Strip[];
  /** Standard leads that have a place in the layout and were not recorded */
  readonly absent: readonly { readonly lead: StandardLead; readonly left: number; readonly top: number }[];
  readonly speed: number;
  readonly gain: number;
  /** Any of it stands on the millivolt grid */
  readonly hasMillivolts: boolean;
}

/** mm before the curves, for pulse and axis; after them; above and below a row's; for a name above what is fitted */
export const MARGIN = { left: 15, right: 5, row: 3, name: 3 } as const;
/** mm of a row: at least, and at most where a curve drifts far away */
const ROW = { least: 15, most: 80, unit: 40, shape: 25 } as const;
/** A recording up to this long is parted over the columns as on paper; a longer one runs in rows */
const LONGEST_PARTED = 12;
/** What is shorter stands whole in each place: a median beat */
const LONGEST_WHOLE = 2.5;
/** Fewer standard leads than these need no places */
const LEAST_PLACED = 6;

/** The layouts that a group can be shown in, the usual one first. */
export function layoutsOf(group: WaveformGroup): readonly WaveformLayout[] {
  const standard = new Set(group.channels.flatMap(({ lead }) => (isStandard(lead) ? [lead] : [])));
  return standard.size >= LEAST_PLACED && durationOf(group) <= LONGEST_PARTED
    ? ['3x4', '6x2', 'rows']
    : ['rows'];
}

/** What stands where. */
interface Wanted {
  readonly channel: number | undefined;
  readonly lead?: StandardLead;
  readonly from: number;
  readonly to: number;
  readonly left: number;
}

/** Lays a group out, true to scale. */
export function sheetOf(group: WaveformGroup, settings: SheetSettings): Sheet {
  const duration = durationOf(group);
  const layout = layoutsOf(group).includes(settings.layout) ? settings.layout : 'rows';
  const rows = layout === 'rows' ? singleRows(group, settings) : placedRows(group, settings, layout);
  const ranges = unitRanges(group, (channel) => kindOf(group, channel, settings.heart) === 'unit');
  const strips: Strip[] = [];
  const absent: Sheet['absent'][number][] = [];
  let top = 0;
  for (const row of rows) {
    const height = rowOf(row, top, group, settings, ranges, strips);
    for (const { channel, lead, left } of row)
      if (channel === undefined && lead) absent.push({ lead, left, top });
    top += height;
  }
  const widths = strips.map(({ left, width }) => left + width);
  return {
    width: Math.max(MARGIN.left + (duration > 0 ? 25 : 0), ...widths) + MARGIN.right,
    height: top,
    strips,
    absent,
    speed: settings.speed,
    gain: settings.gain,
    hasMillivolts: strips.some(({ kind }) => kind === 'millivolts'),
  };
}

function kindOf(group: WaveformGroup, at: number, heart: boolean): Strip['kind'] {
  const channel = group.channels[at];
  if (!channel?.scale) return 'shape';
  const isVoltage = channel.scale.unit.perMillivolt !== undefined;
  return isVoltage && (heart || channel.lead !== undefined) ? 'millivolts' : 'unit';
}

const orderOf = ({ cabrera }: SheetSettings): readonly StandardLead[] =>
  cabrera ? CABRERA_LEADS : STANDARD_LEADS;

/** The first channel of each lead stands in its place; a lead that is there twice, and everything else, comes after. */
function placesIn({ channels }: WaveformGroup): ReadonlyMap<StandardLead, number> {
  const places = new Map<StandardLead, number>();
  for (const [at, { lead }] of channels.entries())
    if (isStandard(lead) && !places.has(lead)) places.set(lead, at);
  return places;
}

/** Channels by the order of their leads, those without a known lead as they were recorded. */
function othersIn({ channels }: WaveformGroup, placed: ReadonlyMap<StandardLead, number>): readonly number[] {
  const taken = new Set(placed.values());
  return [...channels.keys()].filter((at) => !taken.has(at));
}

function singleRows(group: WaveformGroup, settings: SheetSettings): readonly (readonly Wanted[])[] {
  const places = placesIn(group);
  const ordered = orderOf(settings).flatMap((lead) => places.get(lead) ?? []);
  const to = durationOf(group);
  // Pressures and their one lead stay in the order in which they were recorded.
  const isPlaced = ordered.length >= LEAST_PLACED || ordered.length === group.channels.length;
  const order = isPlaced ? [...ordered, ...othersIn(group, places)] : [...group.channels.keys()];
  return order.map((channel) => [{ channel, from: 0, to, left: MARGIN.left }]);
}

function placedRows(
  group: WaveformGroup,
  settings: SheetSettings,
  layout: '3x4' | '6x2',
): readonly (readonly Wanted[])[] {
  const [rows, columns] = layout === '3x4' ? ([3, 4] as const) : ([6, 2] as const);
  const places = placesIn(group);
  const order = orderOf(settings);
  const duration = durationOf(group);
  const isWhole = duration <= LONGEST_WHOLE;
  const part = isWhole ? duration : duration / columns;
  const grid = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column): Wanted => {
      const lead = order[column * rows + row];
      const from = isWhole ? 0 : column * part;
      return {
        channel: lead && places.get(lead),
        ...(lead && { lead }),
        from,
        to: from + part,
        left: MARGIN.left + column * part * settings.speed,
      };
    }),
  );
  const rhythm = places.get('II');
  const long = [
    ...(layout === '3x4' && !isWhole && rhythm !== undefined ? [rhythm] : []),
    ...othersIn(group, places),
  ];
  return [...grid, ...long.map((channel) => [{ channel, from: 0, to: duration, left: MARGIN.left }])];
}

/** Adds a row's strips and gives its height. */
function rowOf(
  row: readonly Wanted[],
  top: number,
  group: WaveformGroup,
  settings: SheetSettings,
  ranges: ReadonlyMap<number, Range>,
  strips: Strip[],
): number {
  const known = row.flatMap(({ channel, ...rest }) => {
    if (channel === undefined) return [];
    const kind = kindOf(group, channel, settings.heart);
    const inverted = settings.cabrera && group.channels[channel]?.lead === 'aVR';
    return [{ channel, kind, inverted, extent: extentOf(group, channel, rest.from, rest.to), ...rest }];
  });
  const inMm = known
    .filter(({ kind }) => kind === 'millivolts')
    .map(({ channel, extent: [low, high], inverted }) => {
      const per = settings.gain / (group.channels[channel]?.scale?.unit.perMillivolt ?? 1);
      return inverted ? [-high * per, -low * per] : [low * per, high * per];
    });
  const low = Math.min(...inMm.map(([least = 0]) => least));
  const high = Math.max(...inMm.map(([, most = 0]) => most));
  const isFar = high - low > ROW.most;
  const middle = (high + low) / 2;
  const [floor, ceiling] = isFar ? [middle - ROW.most / 2, middle + ROW.most / 2] : [low, high];
  const height = Math.max(
    inMm.length > 0 ? Math.max(ROW.least, Math.ceil(ceiling) - Math.floor(floor) + 2 * MARGIN.row) : 0,
    known.some(({ kind }) => kind === 'unit') ? ROW.unit : 0,
    known.some(({ kind }) => kind === 'shape') ? ROW.shape : 0,
    known.length === 0 ? ROW.least : 0,
  );
  // On a line of the grid, so that squares can be counted from it; in the middle where there is room to spare.
  const used = Math.ceil(ceiling) - Math.floor(floor);
  const millivoltZero = Math.round(top + (height - used) / 2 + Math.ceil(ceiling));
  for (const { channel, kind, inverted, extent, from, to, left } of known) {
    const scale = group.channels[channel]?.scale;
    const room = height - 2 * MARGIN.row - MARGIN.name;
    const [least, most] = (kind === 'unit' && ranges.get(channel)) || extent;
    const fitted = most > least ? room / (most - least) : 0;
    const perUnit = kind === 'millivolts' ? settings.gain / (scale?.unit.perMillivolt ?? 1) : fitted;
    const name = group.channels[channel]?.name ?? '';
    strips.push({
      channel,
      name: inverted ? `−${name}` : name,
      inverted,
      left,
      top,
      width: (to - from) * settings.speed,
      height,
      from,
      to,
      kind,
      zero:
        kind === 'millivolts'
          ? millivoltZero
          : top + (fitted > 0 ? MARGIN.name + MARGIN.row + room + least * fitted : height / 2),
      perUnit,
      ...(scale && { unit: scale.unit }),
      ticks: kind === 'unit' ? ticksOf(least, most) : [],
      isFirst: left === MARGIN.left,
    });
  }
  return height;
}

/** mm from the sheet's top to a value of a strip's channel. */
export const heightOf = ({ zero, perUnit, inverted }: Strip, value: number): number =>
  zero - value * perUnit * (inverted ? -1 : 1);

/** mm from the sheet's left to a time. */
export const placeOf = ({ left, from }: Strip, speed: number, time: number): number =>
  left + (time - from) * speed;
