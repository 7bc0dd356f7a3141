import type { DevNo } from '../../block/dev-no.ts';
import { BOX, type DeviceBox } from './device-box.ts';
import type { Diagram, Point } from './diagram.ts';
import { type JoinedBoxes, type Places, SPACING, type Waypoint } from './place-boxes.ts';

type Kept = {
  readonly boxes: readonly DeviceBox[];
  readonly lines: readonly JoinedBoxes[];
  readonly fresh: Places;
  readonly previous: Diagram;
};

/**
 * The places of a picture that follows another. A device that was there stays exactly where it was, unless it now stands
 * on something that is not below it. What is new, or had to move, comes on the rank above its bases, as near to what it
 * is joined to as there is room; new stacks come below all others. When more than half is new, or what is kept would be
 * far larger than a picture made anew, nothing is kept.
 */
export function keepPlaces({ boxes, lines, fresh, previous }: Kept): Places {
  const before = new Map(previous.nodes.map((node) => [node.identity, node]));
  const known = boxes.filter(({ identity }) => before.has(identity));
  if (known.length * 2 < boxes.length) return fresh;
  const ground = new Map<DevNo, Point>();
  for (const { devNo, identity } of known) {
    const node = before.get(identity);
    if (node) ground.set(devNo, { x: node.x, y: node.y + BOX.maxHeight });
  }
  const order = fromTheGround(boxes, lines);
  for (const { box, bases, holders } of order) settle(box.devNo, { bases, holders }, ground);
  if (isFarLarger(ground, fresh)) return fresh;
  const placed = [...ground].map(([devNo, { x, y }]): [DevNo, Point] => [devNo, { x, y: y - BOX.maxHeight }]);
  return { boxes: new Map(placed), waypoints: waysOf({ boxes, lines, previous }, ground) };
}

type Joined = { readonly bases: readonly DevNo[]; readonly holders: readonly DevNo[] };

/** Bases before what stands on them. */
function fromTheGround(boxes: readonly DeviceBox[], lines: readonly JoinedBoxes[]) {
  const joined = new Map(
    boxes.map((box) => [box.devNo, { box, bases: [] as DevNo[], holders: [] as DevNo[] }]),
  );
  for (const { from, to } of lines) {
    joined.get(from)?.bases.push(to);
    joined.get(to)?.holders.push(from);
  }
  const waiting = new Map([...joined].map(([devNo, { bases }]) => [devNo, bases.length]));
  const order = [...joined.values()].filter(({ bases }) => bases.length === 0);
  for (const { holders } of order) {
    for (const holder of holders) {
      const left = (waiting.get(holder) ?? 0) - 1;
      waiting.set(holder, left);
      const next = joined.get(holder);
      if (left === 0 && next) order.push(next);
    }
  }
  return order;
}

/** `ground` holds the left edge and the lower edge of each box that has its place. */
function settle(devNo: DevNo, { bases, holders }: Joined, ground: Map<DevNo, Point>): void {
  const own = ground.get(devNo);
  const below = bases.flatMap((base) => ground.get(base) ?? []);
  const highest = Math.min(...below.map(({ y }) => y));
  if (own && !(own.y > highest - SPACING.pitch)) return;
  ground.delete(devNo);
  const near = [...below, ...holders.flatMap((holder) => ground.get(holder) ?? [])];
  const lowest = Math.max(0, ...[...ground.values()].map(({ y }) => y));
  const y =
    below.length > 0
      ? highest - SPACING.pitch
      : near.length > 0
        ? Math.max(...near.map((other) => other.y)) + SPACING.pitch
        : lowest + SPACING.pitch + SPACING.row;
  const wanted = own ? own.x : near.length === 0 ? 0 : near.reduce((sum, { x }) => sum + x, 0) / near.length;
  ground.set(devNo, { x: Math.round(freePlace(wanted, y, ground)), y });
}

/** The nearest place on a rank that is not taken. */
function freePlace(wanted: number, y: number, ground: ReadonlyMap<DevNo, Point>): number {
  const room = BOX.width + SPACING.gap;
  const taken = [...ground.values()]
    .filter((other) => Math.abs(other.y - y) < BOX.maxHeight + 8)
    .map(({ x }) => x);
  const isFree = (x: number) => taken.every((other) => Math.abs(other - x) >= room);
  const candidates = [wanted, ...taken.flatMap((x) => [x - room, x + room])].filter(isFree);
  return candidates.reduce(
    (best, x) => (Math.abs(x - wanted) < Math.abs(best - wanted) ? x : best),
    candidates[0] ?? wanted,
  );
}

/** A line whose two ends are where they were goes as it went. */
function waysOf({ boxes, lines, previous }: Omit<Kept, 'fresh'>, ground: ReadonlyMap<DevNo, Point>) {
  const now = new Map(boxes.map(({ devNo, identity }) => [devNo, identity]));
  const before = new Map(previous.nodes.map((node) => [node.devNo, node]));
  const known = new Map<string, Waypoint[]>();
  for (const { from, to, points } of previous.edges) {
    const way: Waypoint[] = [];
    for (let i = 1; i + 2 < points.length; i += 2) {
      way.push({ x: points[i]?.x ?? 0, top: points[i]?.y ?? 0, bottom: points[i + 1]?.y ?? 0 });
    }
    known.set(keyOf(before.get(from), before.get(to)), way);
  }
  const placed = (devNo: DevNo) => {
    const { x = 0, y = 0 } = ground.get(devNo) ?? {};
    return { identity: now.get(devNo) ?? '', x, y: y - BOX.maxHeight };
  };
  return lines.map((line) => known.get(keyOf(placed(line.from), placed(line.to))) ?? wayPast(line, ground));
}

type PlacedIdentity = { readonly identity: string; readonly x: number; readonly y: number };

function keyOf(...ends: readonly (PlacedIdentity | undefined)[]): string {
  return JSON.stringify(ends.map((end) => end && [end.identity, end.x, end.y]));
}

/** A straight way from rank to rank, moved beside the boxes that it would go through. */
function wayPast({ from, to }: JoinedBoxes, ground: ReadonlyMap<DevNo, Point>): readonly Waypoint[] {
  const [upper, lower] = [ground.get(from), ground.get(to)];
  if (!upper || !lower) return [];
  const way: Waypoint[] = [];
  for (let y = upper.y + SPACING.pitch; y < lower.y - SPACING.pitch / 2; y += SPACING.pitch) {
    const share = (y - upper.y) / (lower.y - upper.y);
    const middle = upper.x + (lower.x - upper.x) * share + BOX.width / 2;
    const taken = [...ground.values()]
      .filter((other) => Math.abs(other.y - y) < BOX.maxHeight)
      .map(({ x }) => x);
    const margin = SPACING.gap / 2;
    const isFree = (x: number) =>
      taken.every((left) => x <= left - margin + 1 || x >= left + BOX.width + margin - 1);
    const candidates = [
      middle,
      ...taken.flatMap((left) => [left - margin, left + BOX.width + margin]),
    ].filter(isFree);
    const x = candidates.reduce(
      (best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best),
      candidates[0] ?? middle,
    );
    way.push({ x, top: y - BOX.maxHeight, bottom: y });
  }
  return way;
}

function isFarLarger(ground: ReadonlyMap<DevNo, Point>, fresh: Places): boolean {
  return areaOf([...ground.values()]) > 2.5 * areaOf([...fresh.boxes.values()]);
}

function areaOf(points: readonly Point[]): number {
  const x = points.map((point) => point.x);
  const y = points.map((point) => point.y);
  const width = Math.max(...x) - Math.min(...x) + BOX.width + 2 * SPACING.stack;
  return width * (Math.max(...y) - Math.min(...y) + 2 * SPACING.pitch);
}
