import type { DevNo } from '../../block/dev-no.ts';
import { BOX } from './device-box.ts';
import type { Point } from './diagram.ts';
import type { JoinedBoxes, Places } from './place-boxes.ts';

type PlacedBox = {
  readonly devNo: DevNo;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Between neighbouring ends of lines at one box: fewer lines stand further apart. */
const PORT = { below: 72, above: 24 } as const;

/**
 * The corners of each line from a holder's lower edge to its base's upper edge. Lines of one box end side by side, in the
 * order of where they go. Past a rank they run straight, at their waypoint.
 */
export function routeLines(
  lines: readonly JoinedBoxes[],
  boxes: readonly PlacedBox[],
  waypoints: Places['waypoints'],
): readonly (readonly Point[])[] {
  const byDevNo = new Map(boxes.map((box) => [box.devNo, box]));
  const ends = portsOf(lines, byDevNo, waypoints);
  return lines.map(({ from, to }, i) => {
    const [upper, lower] = [byDevNo.get(from), byDevNo.get(to)];
    if (!upper || !lower) return [];
    const start = { x: ends.lower[i] ?? 0, y: upper.y + upper.height };
    const past = (waypoints[i] ?? []).flatMap(({ x, top, bottom }) => [
      { x, y: top },
      { x, y: bottom },
    ]);
    return [start, ...past, { x: ends.upper[i] ?? 0, y: lower.y }];
  });
}

/** Where on the lower edge of its holder, and on the upper edge of its base, each line ends. */
function portsOf(
  lines: readonly JoinedBoxes[],
  boxes: ReadonlyMap<DevNo, PlacedBox>,
  waypoints: Places['waypoints'],
) {
  const middle = (devNo: DevNo) => (boxes.get(devNo)?.x ?? 0) + BOX.width / 2;
  const down = (i: number, line: JoinedBoxes) => waypoints[i]?.[0]?.x ?? middle(line.to);
  const up = (i: number, line: JoinedBoxes) => waypoints[i]?.at(-1)?.x ?? middle(line.from);
  return {
    lower: spread(
      lines.map((line, i) => ({ box: line.from, at: middle(line.from), toward: down(i, line) })),
      PORT.below,
    ),
    upper: spread(
      lines.map((line, i) => ({ box: line.to, at: middle(line.to), toward: up(i, line) })),
      PORT.above,
    ),
  };
}

type End = { readonly box: DevNo; readonly at: number; readonly toward: number };

function spread(ends: readonly End[], widest: number): readonly number[] {
  const byBox = new Map<DevNo, number[]>();
  ends.forEach(({ box }, i) => {
    const others = byBox.get(box);
    if (others) others.push(i);
    else byBox.set(box, [i]);
  });
  const x = ends.map(({ at }) => at);
  for (const members of byBox.values()) {
    const step = Math.min(widest, (BOX.width - 40) / Math.max(1, members.length - 1));
    const sorted = members.toSorted((a, b) => (ends[a]?.toward ?? 0) - (ends[b]?.toward ?? 0));
    sorted.forEach((end, i) => {
      x[end] = (x[end] ?? 0) + (i - (members.length - 1) / 2) * step;
    });
  }
  return x;
}
