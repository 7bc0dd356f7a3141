import type { DevNo } from '../block/dev-no.ts';
import type { Section } from '../capture/capture.ts';
import { forEachLine } from '../text/lines.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importedSection } from './imported-section.ts';

/**
 * udev's database as far as `udevadm info` of each device shows it, in the same lines.
 */
type Pile = ReadonlyMap<EvidenceKind, readonly Evidence[]>;

const WANTED =
  /^(ID_FS_(TYPE|LABEL_ENC|UUID_ENC)|ID_PART_ENTRY_(NAME|TYPE)|ID_MODEL|ID_SERIAL(_SHORT)?|ID_WWN|MD_UUID)$/;

export function udevSection(pile: Pile): readonly Section[] {
  const lines = new Map<DevNo, Set<string>>();
  const add = (devNo: DevNo, line: string) => {
    const known = lines.get(devNo) ?? new Set<string>();
    lines.set(devNo, known.add(line));
  };
  const sources: Evidence[] = [];
  const asked = new Set<DevNo>();
  for (const from of pile.get('udevadm') ?? []) {
    const { devNo, entries } = readUdevadm(from.text);
    if (devNo === null) continue;
    if (asked.size === 0) sources.push(from);
    asked.add(devNo);
    for (const entry of entries) add(devNo, entry);
  }
  if (lines.size === 0) return [];
  const text = [...lines].flatMap(([devNo, each]) => [...each].map((line) => `b${devNo}:${line}\n`)).join('');
  const command = `put together from ${sources.map((from) => from.command).join(' and ')}`;
  return [importedSection('udev-db', text, { command })];
}

/** `udevadm info`: `S: disk/by-id/…`, `E: KEY=value`. */
function readUdevadm(text: string): { readonly devNo: DevNo | null; readonly entries: readonly string[] } {
  const properties = new Map<string, string>();
  const entries: string[] = [];
  forEachLine(text, (line) => {
    const [, kind, rest = ''] = /^([SE]): (.*)$/.exec(line) ?? [];
    if (kind === 'S') entries.push(`S:${rest}`);
    const [, key, value = ''] = /^([A-Z0-9_]+)=(.*)$/.exec(kind === 'E' ? rest : '') ?? [];
    if (key !== undefined) properties.set(key, value);
  });
  for (const [key, value] of properties) if (WANTED.test(key)) entries.push(`E:${key}=${value}`);
  const [major, minor] = [properties.get('MAJOR') ?? '', properties.get('MINOR') ?? ''];
  const isBlock = (properties.get('SUBSYSTEM') ?? 'block') === 'block';
  const isNumber = /^\d{1,10}$/.test(major) && /^\d{1,10}$/.test(minor);
  return { devNo: isBlock && isNumber ? `${Number(major)}:${Number(minor)}` : null, entries };
}
