import type { Capture } from '../capture/capture.ts';
import { type Line, linesOfDevice, type SectionLines } from '../capture/lines-of-device.ts';
import { withoutKeys } from '../dm/targets/argument-cursor.ts';
import type { Device } from '../stack/stack.ts';

/** A report is read by people: of a finding with hundreds of devices the rest is in the capture. */
const DEVICES_AT_MOST = 12;
const LINES_AT_MOST = 60;

/** These say in many lines what others say in one, or nothing without the lines around them. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'lsblk',
  'sysfs',
  'sysfs-links',
  'proc-partitions',
  'lvm-backup',
]);

/** The raw lines that speak of any of some devices, by section, each once and in the order of the host. */
export function linesAbout(capture: Capture, devices: readonly Device[]): readonly SectionLines[] {
  const merged = new Map<string, { command: string; lines: Map<number, Line>; leftOut: number }>();
  for (const device of devices.slice(0, DEVICES_AT_MOST)) {
    for (const { section, command, lines, leftOut } of linesOfDevice(capture, device).sections) {
      if (LEFT_OUT.has(section)) continue;
      const known = merged.get(section) ?? { command, lines: new Map(), leftOut: 0 };
      for (const line of lines) known.lines.set(line.line, line);
      merged.set(section, { ...known, leftOut: Math.max(known.leftOut, leftOut) });
    }
  }
  return [...merged].map(([section, { command, lines, leftOut }]) => {
    const rising = [...lines.values()].sort((a, b) => a.line - b.line);
    return {
      section,
      command,
      lines: rising.slice(0, LINES_AT_MOST).map((line) => ({ ...line, text: keyless(section, line.text) })),
      leftOut: leftOut + Math.max(0, rising.length - LINES_AT_MOST),
    };
  });
}

/** A capture that no collector of ours took may have been made with `--showkeys`. */
function keyless(section: string, text: string): string {
  return section.startsWith('dmsetup-table') ? withoutKeys(text) : text;
}
