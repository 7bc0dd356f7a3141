/** Disks that are not as LVM writes them, read by dmscope and by the guest's LVM. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { exportScan } from '../../lib/lvm/disk/export-scan.ts';
import { sourceOver } from '../../lib/lvm/disk/recorded-disk.fixture.ts';
import { scanDisks } from '../../lib/lvm/disk/scan-disks.ts';
import type { Guest } from './guest.ts';
import { expectFields, type Row, type Said, type ScanJson } from './lvm-on-disk.ts';
import { type Case, writeImages } from './lvm-on-disk-crafted.ts';

const PATIENT = { timeoutMs: 300_000 };
const JUDGE = '/mnt/dmscope/e2e/lab/lvm-on-disk-judge.sh';
/** Crafted disks that LVM activates, with volumes of theirs. */
const ACTIVE: readonly (readonly [disk: string, volumes: readonly string[]])[] = [
  ['base', ['vg/a']],
  ['names of JavaScript', ['__proto__/__proto__', '__proto__/constructor']],
  ['round the end of its ring', ['vg/a']],
  ['fifteen data areas', ['vg/a']],
];

/** Null where LVM reads no group. */
export type Verdict = Said | null;

/** Writes the images where a guest that is booted afterwards sees them, until they are removed. */
export function imagesOf(cases: readonly Case[]): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'dmscope-judged-'));
  writeImages(folder, cases);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

export async function judge(guest: Guest, folder: string, timeoutMs: number): Promise<readonly Verdict[]> {
  const text = await guest.ok(`${JUDGE} '${folder}'`, { timeoutMs });
  return text
    .split(/^@@@ \d+\n/m)
    .slice(1)
    .map(verdictIn);
}

function verdictIn(text: string): Verdict {
  const [report = '', end = ''] = text.split(/^@@@ ended /m);
  if (!end.startsWith('0\n')) return null;
  const rows = rowsIn(report);
  const [pvs, groups, segments] = ['pv', 'vg', 'seg'].map((key) => rows.flatMap((each) => each[key] ?? []));
  return groups?.length && pvs && segments ? { pvs, groups, segments } : null;
}

/** LVM escapes no control characters, and leaves out what it did not get to. */
function rowsIn(report: string): readonly Readonly<Record<string, readonly Row[]>>[] {
  const escaped = report.replace(
    /[\x00-\x09\x0b-\x1f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  try {
    return JSON.parse(escaped).report;
  } catch {
    return [];
  }
}

/** What LVM reads is read alike, or said to be damaged; what it does not read is said to be damaged. Tells which. */
export async function expectAgreement({ name, disks }: Case, verdict: Verdict): Promise<'damaged' | 'alike'> {
  const sources = disks.map(({ bytes, sizeBytes }, at) => ({
    path: `/lab/judged/loop${at}`,
    source: sourceOver(bytes, sizeBytes),
  }));
  const scan: ScanJson = exportScan((await scanDisks(sources)).scan);
  if (scan.isDamaged) return 'damaged';
  expect(verdict, `${name}: LVM does not read it`).not.toBeNull();
  if (verdict) expectFields(scan, verdict);
  return 'alike';
}

/** A dump of what is in the volumes is what they hold when they are active. */
export async function expectSameBytes(guest: Guest, cases: readonly Case[], folder: string): Promise<void> {
  for (const [disk, volumes] of ACTIVE) {
    const at = cases.findIndex(({ name }) => name === disk);
    if (at < 0) continue;
    const group = volumes[0]?.split('/')[0];
    const loop = await guest.ok(
      `cp --sparse=always '${folder}/${at}-0.img' /lab/filled.img
      dd if=/dev/urandom of=/lab/filled.img bs=1M seek=1 count=15 conv=notrunc status=none
      losetup --find --show /lab/filled.img && udevadm settle && vgchange -q -ay '${group}' >&2`,
      PATIENT,
    );
    for (const volume of volumes) {
      const active = await guest.ok(`dd 'if=/dev/${volume}' bs=1M status=none | sha256sum`, PATIENT);
      const dump = `/mnt/dmscope/bin/dmscope lvm dump /lab/filled.img '${volume}' -o - | sha256sum`;
      expect(await guest.ok(dump, PATIENT), `${disk}: ${volume}`).toBe(active);
    }
    await guest.ok(`vgchange -q -an '${group}' && losetup -d ${loop.trim()} && udevadm settle`, PATIENT);
  }
}
