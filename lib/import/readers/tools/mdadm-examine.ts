import type { DeviceFacts, DeviceRef, GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { blkidUuid } from './md-uuid.ts';
import { FIELD } from './mdadm-detail.ts';
import { type Found, ignoredLine } from './tool-reader.ts';

type Draft = { ref: DeviceRef; at: number; fields: Map<string, string> };

const HEAD = /^(\/dev\/\S+):$/;
/** Of md's own superblock; Intel's and DDF's have others. */
const MAGIC = 'a92b4efc';
const DISK_TABLE = /^\s*(?:Number\s+Major|this\s+\d|\d+\s+\d+\s+\d)/;

/** `mdadm --examine`: what array a device was made a member of, whether it runs or not. */
export function mdadmExamine(lines: readonly GivenLine[]): Found {
  const drafts: Draft[] = [];
  const ignored: IgnoredLine[] = [];
  for (const line of lines) {
    const draft = drafts.at(-1);
    const ref = refOfPath(HEAD.exec(line.text)?.[1] ?? '');
    const [, key, value = ''] = FIELD.exec(line.text) ?? [];
    if (ref) drafts.push({ ref, at: line.at, fields: new Map() });
    else if (draft && key !== undefined) draft.fields.set(key, value.trim());
    else if (!draft || !isDetail(line.text)) ignored.push(ignoredLine(line, 'mdadm --examine'));
  }
  return { devices: drafts.flatMap(factsOf), ignored };
}

/** Lines about disks and partitions that tell nothing of the device itself. */
function isDetail(text: string): boolean {
  return (
    DISK_TABLE.test(text) ||
    /^\s*(?:Partition\[\d+\]|\[[^\]]+\]|\S.{0,30}) : /.test(text) ||
    /^\s+\S/.test(text)
  );
}

function factsOf({ ref, at, fields }: Draft): readonly DeviceFacts[] {
  if (fields.get('Magic') !== MAGIC) return [];
  // A superblock of 0.90 calls the array's UUID just so.
  const mdUuid = fields.get('Array UUID') ?? fields.get('UUID') ?? '';
  const uuid = blkidUuid(/^[0-9a-f:]{35}/.exec(mdUuid)?.[0] ?? '');
  const label = /^\S+/.exec(fields.get('Name') ?? '')?.[0];
  const content = { type: 'linux_raid_member', ...(label ? { label } : {}), ...(uuid ? { uuid } : {}) };
  return [{ ref, at, content }];
}
