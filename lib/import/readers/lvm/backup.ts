import type { DeviceFacts, GivenLine, IgnoredLine, Output, Reader, Reading } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';

/**
 * The text of LVM's metadata, as in /etc/lvm/backup and archive. It tells how the group was laid out when it was written, not what is
 * active: so only its PVs are facts, by the names that they had then.
 */
export const backupReader: Reader = {
  kind: 'lvm-backup',
  isCommand: (command) =>
    /^(?:cat|less|more|head|tail|sudo cat)\s(?:\S+\s)*?\S*\/lvm\/(?:backup|archive)\/\S+\s*$/.test(command) ||
    /^(?:lvm\s+)?(?:vgcfgbackup|pvck)(?:\s|$)/.test(command),
  looksLike: isBackup,
  read: readBackup,
};

/** An item of a list, on a line of its own: `"pv0", 0`. */
const ITEM = String.raw`(?:"[^"]*"|-?\d+)`;
const LINE = new RegExp(
  String.raw`^\s*(?:[a-zA-Z0-9+_.-]+ \{|\}|[a-z_0-9]+ = (?:"|\[|-?\d).*|\]|${ITEM}(?:, *${ITEM})*,?|)\s*(?:#.*)?$`,
);

function isBackup(lines: readonly GivenLine[]): boolean {
  const own = lines.filter(({ text }) => text.trim() !== '');
  const isMarked = own.some(({ text }) =>
    /^\s*(?:contents = "Text Format Volume Group"|physical_volumes \{)/.test(text),
  );
  return isMarked && own.filter(({ text }) => !isLine(text)).length * 2 < own.length;
}

function isLine(text: string): boolean {
  return text.length < LONGEST_LINE && LINE.test(text);
}

const LONGEST_LINE = 10_000;

function readBackup(output: Output): Reading | null {
  const { lines, path } = output;
  if (!isBackup(lines)) return null;
  const ignored: IgnoredLine[] = lines
    .filter(({ text }) => !isLine(text))
    .map((line) => ({ ...line, why: "not in LVM's notation" }));
  return {
    kind: 'lvm-backup',
    command: output.command || 'cat /etc/lvm/backup/*',
    path,
    devices: pvsIn(lines),
    whole: [],
    ignored,
  };
}

type PvDraft = { readonly at: number; uuid: string; device: string; sectors: number };

/** By the line, since of a text that was cut the strict reader gives nothing. */
function pvsIn(lines: readonly GivenLine[]): readonly DeviceFacts[] {
  const open: string[] = [];
  const drafts: PvDraft[] = [];
  for (const { text, at } of lines) {
    const name = /^\s*([a-zA-Z0-9+_.-]+) \{/.exec(text)?.[1];
    const isInPv = open.at(-2) === 'physical_volumes';
    if (name !== undefined) {
      if (open.at(-1) === 'physical_volumes') drafts.push({ at, uuid: '', device: '', sectors: 0 });
      open.push(name);
    } else if (/^\s*\}/.test(text)) open.pop();
    else if (isInPv) takeKey(drafts.at(-1), text);
  }
  return drafts.flatMap((draft) => factsOf(draft) ?? []);
}

function takeKey(draft: PvDraft | undefined, text: string): void {
  const [, key, quoted = '', number = ''] =
    /^\s*(id|device|dev_size) = (?:"([^"]*)"|(\d{1,15})\b)/.exec(text) ?? [];
  if (!draft) return;
  if (key === 'id') draft.uuid = quoted;
  if (key === 'device') draft.device = quoted;
  if (key === 'dev_size') draft.sectors = Number(number);
}

function factsOf({ at, uuid, device, sectors }: PvDraft): DeviceFacts | null {
  const ref = refOfPath(device);
  if (!ref || uuid === '') return null;
  const size = sectors > 0 && { size: { bytes: sectors * 512, isRounded: false } };
  return { ref, at, ...size, content: { type: 'LVM2_member', uuid } };
}
