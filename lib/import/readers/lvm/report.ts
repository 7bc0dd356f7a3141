import type { DeviceFacts, GivenLine, Output, Reader, Reading } from '../../reading.ts';
import { isJsonReport, readJsonRows } from './json-rows.ts';
import { WARNING_REASON } from './lvm-messages.ts';
import { missingPvs } from './missing-pvs.ts';
import { isReportCommand } from './report-command.ts';
import { pvsOfReport } from './report-pvs.ts';
import { readReport } from './report-rows.ts';
import { volumesOfReport } from './report-volumes.ts';
import { factsOfPv, factsOfVolume } from './volume-facts.ts';

/** `lvs`, `vgs`, `pvs` in any form. LVM lists its own devices only, so no list is whole. */
export const reportReader: Reader = {
  kind: 'lvm-report',
  isCommand: isReportCommand,
  looksLike: looksLikeReport,
  read: readLvmReport,
};

function readLvmReport(output: Output): Reading | null {
  const report = readReport(output);
  if (!report.isMarked && !report.command.program) return null;
  // A command that printed nothing found nothing.
  const isForeign = report.ignored.some(({ why }) => why !== WARNING_REASON);
  if (!report.isMarked && report.rows.length === 0 && isForeign) return null;
  const pvs = pvsOfReport(report);
  const devices = [...volumesOfReport(report).map(factsOfVolume), ...pvs.map(factsOfPv)].filter(
    (facts): facts is DeviceFacts => facts !== null,
  );
  const [first] = report.rows;
  return {
    kind: 'lvm-report',
    command: output.command || (first?.program ?? 'lvs'),
    path: output.path,
    devices: devices.sort((a, b) => a.at - b.at),
    missingPvs: missingPvs(pvs, report.messages, report.rows),
    whole: [],
    ignored: report.ignored,
  };
}

/** Rows below their headings, JSON or prefixes, and no more foreign lines than rows. */
function looksLikeReport(lines: readonly GivenLine[]): boolean {
  const own = lines.filter(({ text }) => text.trim() !== '');
  if (isJsonReport(own)) return readJsonRows(own).rows.length > 0;
  const { rows, ignored, isMarked } = readReport({ command: '', path: '', lines });
  const foreign = ignored.filter(({ why }) => why !== WARNING_REASON).length;
  return isMarked && rows.length > 0 && foreign <= rows.length;
}
