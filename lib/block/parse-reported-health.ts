import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import type { DevNo } from './dev-no.ts';
import { isJsonRow, type JsonRow, jsonDevNo, jsonNumber, jsonText, parseToolJson } from './parse-json.ts';
import type { MissingPv, ReportedHealth, ReportedPaths, ReportedVolume } from './reported-health.ts';

/** Of a device, or of a group that lacks a physical volume. */
export type DeviceHealth = { readonly devNo: DevNo; readonly health: ReportedHealth };

export type HealthLines = {
  readonly devices: readonly DeviceHealth[];
  readonly missingPvs: readonly MissingPv[];
};

/** The sections `multipath` and `lvm-reports` of a capture that was put together from outputs: a value of JSON a line. */
export function parseReportedHealth(text: string, section: string): Parsed<HealthLines> {
  const devices: DeviceHealth[] = [];
  const missingPvs: MissingPv[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    if (content.trim() === '') return;
    const found: Problem[] = [];
    const row = parseToolJson(content, section, found);
    const devNo = isJsonRow(row) ? jsonDevNo(row, 'devNo') : null;
    const health = isJsonRow(row) && isJsonRow(row.health) ? healthOf(row.health) : null;
    const vg = isJsonRow(row) ? jsonText(row, 'vg') : '';
    if (devNo && health) devices.push({ devNo, health });
    else if (isJsonRow(row) && vg !== '')
      missingPvs.push({ vg, uuid: jsonText(row, 'uuid'), line: jsonText(row, 'line') });
    else problems.push({ section, line, message: 'Nothing about the health of a device', text: content });
  });
  return { value: { devices, missingPvs }, problems };
}

function healthOf(row: JsonRow): ReportedHealth {
  const lines = Array.isArray(row.lines) ? row.lines.filter((line) => typeof line === 'string') : [];
  return {
    lines,
    ...(isJsonRow(row.paths) && { paths: pathsOf(row.paths) }),
    ...(isJsonRow(row.volume) && { volume: volumeOf(row.volume) }),
  };
}

function pathsOf(row: JsonRow): ReportedPaths {
  const total = jsonNumber(row, 'total') ?? 0;
  const queues = typeof row.queues === 'boolean' ? row.queues : null;
  return { total, working: jsonNumber(row, 'working') ?? total, queues };
}

const KINDS = ['thin-pool', 'snapshot', 'raid', 'other'] as const;

function volumeOf(row: JsonRow): ReportedVolume {
  const percents = (['dataPercent', 'metadataPercent', 'snapPercent'] as const).flatMap((key) => {
    const value = row[key];
    return typeof value === 'number' && value >= 0 && value <= 100 ? [[key, value] as const] : [];
  });
  return {
    kind: KINDS.find((kind) => kind === row.kind) ?? 'other',
    ...(typeof row.health === 'string' && { health: row.health }),
    ...(typeof row.isPartial === 'boolean' && { isPartial: row.isPartial }),
    ...Object.fromEntries(percents),
  };
}
