import type { Finding, Severity } from '../../findings/finding.ts';
import { fitText } from '../scene/fit-text.ts';
import { svgNumber } from '../scene/render-svg.ts';
import type { Paint, Shape } from '../scene/scene.ts';
import type { Overview, OverviewCell } from './overview.ts';

/** As many findings as are numbered and listed; the others only have their flag. */
export const LISTED = 10;

const PAINTS: Readonly<Record<Severity, Paint>> = { critical: 'bad', warning: 'warn', notice: 'text-quiet' };

/** A finding on the cell that it is about; `number` where it is in the list and there is room to say so. */
export type Flag = {
  readonly cell: OverviewCell;
  readonly severity: Severity;
  readonly number: number | null;
};

export function flagsOf({ cells }: Overview, found: readonly Finding[]): readonly Flag[] {
  const byDevNo = new Map<string, OverviewCell>();
  for (const cell of cells) if (cell.severity !== null && !cell.isContinued) byDevNo.set(cell.devNo, cell);
  const numbered: OverviewCell[] = [];
  return found.flatMap((finding, i): readonly Flag[] => {
    const cell = cellOf(finding, byDevNo);
    if (!cell) return [];
    const isClear = numbered.every(({ x, y }) => y !== cell.y || Math.abs(x - cell.x) > BADGE.width + 2);
    const number = i < LISTED && isClear ? i + 1 : null;
    if (number !== null) numbered.push(cell);
    return [{ cell, severity: finding.severity, number }];
  });
}

/** All cells of findings outlined, and on each that one is about its flag. */
export function drawFlags({ cells }: Overview, flags: readonly Flag[]): readonly Shape[] {
  return [
    ...cells.filter(({ severity, isContinued }) => severity !== null && !isContinued).map(outline),
    ...flags.flatMap(({ cell, severity, number }) => {
      if (number === null) return [triangle(cell, severity)];
      return hasRoomForBadge(cell) ? badge(cell, number, severity) : flag(cell, number, severity);
    }),
  ];
}

/** The device that a finding's intent names, else the first of its devices. */
function cellOf(
  { intent, devices }: Finding,
  byDevNo: ReadonlyMap<string, OverviewCell>,
): OverviewCell | undefined {
  const named = devices.flatMap(({ devNo }) => byDevNo.get(devNo) ?? []);
  return named.find(({ identity }) => identity === intent?.device.identity) ?? named[0];
}

function outline({ x, y, width, height, severity }: OverviewCell): Shape {
  const paint = PAINTS[severity ?? 'notice'];
  return {
    kind: 'rect',
    x,
    y,
    width: Math.max(2, width - 1),
    height: height - 1,
    stroke: { paint, width: 2 },
  };
}

/** A number in a cell; its label makes room. */
export const BADGE = { width: 18, height: 14 } as const;

export function hasRoomForBadge({ width, height }: OverviewCell): boolean {
  return width >= 60 && height >= BADGE.height + 4;
}

function badge({ x, y, height }: OverviewCell, number: number, severity: Severity): readonly Shape[] {
  const top = y + (height - 1 - BADGE.height) / 2;
  return numberBox({ x: x + 4, y: top }, number, severity);
}

function numberBox(
  { x, y }: { readonly x: number; readonly y: number },
  number: number,
  severity: Severity,
): readonly Shape[] {
  return [
    { kind: 'rect', x, y, ...BADGE, radius: 2, fill: PAINTS[severity] },
    {
      kind: 'text',
      x: x + BADGE.width / 2,
      y: y + 10.5,
      text: String(number),
      face: 'text',
      size: 10,
      paint: 'surface',
      isBold: true,
      anchor: 'middle',
    },
  ];
}

/** Too small a cell has its number above it, on a stalk. */
function flag(cell: OverviewCell, number: number, severity: Severity): readonly Shape[] {
  const at = cell.x + Math.min(cell.width / 2, 14);
  const y = cell.y - BADGE.height - 5;
  return [triangle(cell, severity), ...numberBox({ x: at - BADGE.width / 2, y }, number, severity)];
}

function triangle({ x, y, width }: OverviewCell, severity: Severity): Shape {
  const at = x + Math.min(width / 2, 14);
  const d = `M${svgNumber(at)} ${svgNumber(y + 1)}L${svgNumber(at - 4)} ${svgNumber(y - 6)}H${svgNumber(at + 4)}Z`;
  return { kind: 'path', d, fill: PAINTS[severity], stroke: { paint: 'surface', width: 1 } };
}

/** The worst findings by number. */
export function drawFindings(found: readonly Finding[], width: number) {
  const shown = found.slice(0, LISTED);
  const shapes = shown.flatMap((finding, i): readonly Shape[] => {
    const y = i * 21;
    const title = fitText(finding.title, { face: 'text', size: 13 }, width - 110);
    return [
      { kind: 'rect', x: 0, y, width: 18, height: 15, radius: 2, fill: PAINTS[finding.severity] },
      {
        kind: 'text',
        x: 9,
        y: y + 11.5,
        text: String(i + 1),
        face: 'text',
        size: 10,
        paint: 'surface',
        isBold: true,
        anchor: 'middle',
      },
      {
        kind: 'text',
        x: 28,
        y: y + 12,
        text: finding.severity,
        face: 'text',
        size: 12,
        paint: PAINTS[finding.severity],
        isBold: true,
      },
      { kind: 'text', x: 92, y: y + 12, text: title, face: 'text', size: 13, paint: 'text' },
    ];
  });
  if (found.length > shown.length) {
    const text = `and ${found.length - shown.length} more`;
    shapes.push({
      kind: 'text',
      x: 92,
      y: shown.length * 21 + 12,
      text,
      face: 'text',
      size: 12,
      paint: 'text-soft',
    });
  }
  return {
    shapes,
    height: found.length === 0 ? 0 : (shown.length + (found.length > shown.length ? 1 : 0)) * 21 + 18,
  };
}
