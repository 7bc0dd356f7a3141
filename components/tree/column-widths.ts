/**
 * How wide the columns of the tree are: as wide as the longest text among the devices, within limits, so that the rest
 * goes to the names. Estimated from the count of characters, without measuring: a host can have ten thousand devices,
 * and a text that turns out wider loses its end, as one beyond the limit does.
 */
import { makerOf, usedAs } from '../../lib/stack/describe.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { stateMarks } from '../../lib/stack/state.ts';
import { type Steps, toTheEnd } from '../../lib/steps.ts';

type Column = 'number' | 'maker' | 'targets' | 'state' | 'use';
export type ColumnWidths = Readonly<Record<Column, number>>;

/** In px. The least has room for the title, and for what often comes and goes, so that columns seldom move. */
const LIMITS: Readonly<Record<Column, readonly [number, number]>> = {
  number: [50, 84],
  maker: [58, 190],
  targets: [62, 150],
  state: [92, 168],
  use: [80, 264],
};

const MONO_PX = 7.25;
const TEXT_PX = 7.8;
const MARK_ICON_PX = 16;
const GAP_PX = 8;

const known = new WeakMap<Device, ColumnWidths>();

export function columnWidths(devices: readonly Device[]): ColumnWidths {
  return toTheEnd(columnWidthsInSteps(devices));
}

const DEVICES_PER_STEP = 100;

export function* columnWidthsInSteps(devices: readonly Device[]): Steps<ColumnWidths> {
  const widths = { number: 0, maker: 0, targets: 0, state: 0, use: 0 };
  const columns = Object.keys(widths) as Column[];
  for (const [at, device] of devices.entries()) {
    const needed = neededBy(device);
    for (const column of columns) widths[column] = Math.max(widths[column], needed[column]);
    if (at % DEVICES_PER_STEP === 0) yield;
  }
  for (const column of columns) {
    const [least, most] = LIMITS[column];
    widths[column] = Math.ceil(Math.min(most, Math.max(least, widths[column])));
  }
  return widths;
}

/** As the variables that tree.css takes. */
export function widthsStyle(widths: ColumnWidths): Record<string, string> {
  return Object.fromEntries(
    Object.entries(widths).map(([column, widthPx]) => [`--${column}-width`, `${widthPx}px`]),
  );
}

/** A device that did not change keeps its object: what it needs is worked out once. */
function neededBy(device: Device): ColumnWidths {
  let needed = known.get(device);
  if (!needed) {
    needed = measure(device);
    known.set(device, needed);
  }
  return needed;
}

function measure(device: Device): ColumnWidths {
  const maker = makerOf(device);
  const use = usedAs(device);
  const targets = [...countTargets(device)].map(([target, count]) =>
    count > 1 ? `${target} ×${count}` : target,
  );
  const marks = stateMarks(device).map(
    ({ tone, word }) => word.length * TEXT_PX + (tone === 'bad' || tone === 'warn' ? MARK_ICON_PX : 0),
  );
  return {
    number: device.devNo.length * MONO_PX,
    maker: `${maker.by} ${maker.detail}`.trim().length * TEXT_PX,
    targets: targets.join('').length * MONO_PX + (targets.length - 1) * GAP_PX,
    state: marks.reduce((sum, width) => sum + width + GAP_PX, 0),
    use: use ? use.text.length * (use.isActive ? MONO_PX : TEXT_PX) + use.more.length * TEXT_PX + GAP_PX : 0,
  };
}

/** Each target of a device's live table with the count of its lines, in the table's order. */
export function countTargets(device: Device): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { target } of device.dm?.segments ?? []) counts.set(target, (counts.get(target) ?? 0) + 1);
  return counts;
}
