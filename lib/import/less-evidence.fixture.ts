/** What the tools of a host would print, from a recorded capture of it; and the ways in which people paste that. */
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import { holdersOf, indexStack, type StackIndex } from '../stack/index-stack.ts';
import type { Device, MappedDevice, Stack } from '../stack/stack.ts';
import { dmsetupTree } from '../tree/dmsetup-tree.ts';
import { parseTreeOptions } from '../tree/tree-options.ts';

export type Printed = { readonly command: string; readonly text: string };

/** One of each command that people paste. */
export function outputsOf(bytes: Uint8Array): readonly Printed[] {
  const { value } = readCapture(bytes);
  if (value === null) throw new Error('no capture');
  const stack = buildStack(value);
  const section = (name: string) => value.sections.get(name)?.text ?? '';
  const mapped = stack.devices.flatMap((device) => (device.dm ? [{ device, dm: device.dm }] : []));
  const printed: readonly Printed[] = [
    { command: 'dmsetup info -c', text: infoColumns(mapped) },
    { command: 'dmsetup info', text: mapped.map(infoLong).join('\n') },
    {
      command: 'dmsetup ls',
      text: mapped.map(({ device, dm }) => `${dm.rawName}\t(${device.devNo})\n`).join(''),
    },
    { command: 'dmsetup ls --tree', text: treeOf(stack) },
    { command: 'dmsetup table', text: section('dmsetup-table') },
    { command: 'dmsetup status', text: section('dmsetup-status') },
    { command: 'dmsetup deps', text: section('dmsetup-deps') },
    { command: 'lsblk', text: lsblkTree(stack) },
    { command: 'lsblk -J', text: lsblkJson(stack) },
    { command: 'cat /proc/self/mountinfo', text: section('mountinfo') },
    { command: 'cat /proc/swaps', text: section('proc-swaps') },
    { command: 'cat /proc/mdstat', text: section('proc-mdstat') },
    { command: 'cat /proc/partitions', text: section('proc-partitions') },
  ];
  return printed.filter(({ text }) => text.trim() !== '');
}

type Mapped = { readonly device: Device; readonly dm: MappedDevice };

/** Columns by their titles; one that begins with a blank is aligned to the right. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, at) =>
    Math.max(title.trim().length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const lines = [titles.map((title) => title.trim()), ...rows].map((row) =>
    row.map((cell, at) =>
      titles[at]?.startsWith(' ') ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    ),
  );
  return lines.map((cells) => `${cells.join(' ').trimEnd()}\n`).join('');
}

function infoColumns(mapped: readonly Mapped[]): string {
  const rows = mapped.map(({ device, dm }) => {
    const [major = '', minor = ''] = device.devNo.split(':');
    const counts = [dm.openCount, dm.segments.length, dm.eventNumber].map(String);
    return [dm.rawName, major, minor, attributesOf(dm), ...counts, dm.uuid];
  });
  return table(['Name', ' Maj', ' Min', 'Stat', ' Open', ' Targ', ' Event', 'UUID'], rows);
}

function attributesOf(dm: MappedDevice): string {
  return `${dm.hasLiveTable ? 'L' : '-'}${dm.hasInactiveTable ? 'I' : '-'}${dm.isSuspended ? 's' : '-'}${dm.isReadOnly ? 'r' : 'w'}`;
}

function infoLong({ device, dm }: Mapped): string {
  const tables = [dm.hasLiveTable ? 'LIVE' : '', dm.hasInactiveTable ? 'INACTIVE' : '']
    .filter(Boolean)
    .join(' & ');
  return [
    `Name:              ${dm.rawName}`,
    `State:             ${dm.isSuspended ? 'SUSPENDED' : 'ACTIVE'}${dm.isReadOnly ? ' (READ-ONLY)' : ''}`,
    'Read Ahead:        256',
    `Tables present:    ${tables || 'None'}`,
    `Open count:        ${dm.openCount}`,
    `Event number:      ${dm.eventNumber}`,
    `Major, minor:      ${device.devNo.replace(':', ', ')}`,
    `Number of targets: ${dm.segments.length}`,
    ...(dm.uuid === '' ? [] : [`UUID: ${dm.uuid}`]),
    '',
  ].join('\n');
}

function treeOf(stack: Stack): string {
  const options = parseTreeOptions('utf', { columns: null, isUtf8: true });
  if (!options.ok) throw new Error(options.reason);
  return [...dmsetupTree(stack, options.value)].join('');
}

/** What lsblk does not list: what is not there, and what has no size. */
function isListed({ kind, sizeBytes, name }: Device): boolean {
  return kind !== 'missing' && kind !== 'other' && (sizeBytes ?? 0) > 0 && !/^ram\d/.test(name);
}

type Row = { readonly device: Device; readonly depth: number; readonly guides: string };

/** lsblk shows no loop over a device, and nothing that goes through a file. */
function holdersIn(index: StackIndex, { devNo }: Device): readonly Device[] {
  return holdersOf(index, devNo)
    .filter(({ edge }) => /^(table|partition|md|bcache)$/.test(edge.kind))
    .map(({ holder }) => holder)
    .filter(isListed);
}

function rowsOf(index: StackIndex): readonly Row[] {
  const rows: Row[] = [];
  const walk = (device: Device, depth: number, before: string, isLast: boolean) => {
    rows.push({ device, depth, guides: depth === 0 ? '' : `${before}${isLast ? '└─' : '├─'}` });
    const above = holdersIn(index, device);
    const under = depth === 0 ? '' : `${before}${isLast ? '  ' : '│ '}`;
    for (const [at, holder] of above.entries()) walk(holder, depth + 1, under, at === above.length - 1);
  };
  const isRoot = ({ bases }: Device) =>
    !bases.some(
      ({ base, kind }) =>
        /^(table|partition|md|bcache)$/.test(kind) && isListed(index.byDevNo.get(base) as Device),
    );
  for (const device of index.stack.devices) if (isListed(device) && isRoot(device)) walk(device, 0, '', true);
  return rows;
}

function typeOf({ kind, dm, md }: Device): string {
  if (kind === 'partition') return 'part';
  if (kind === 'md') return md?.level || 'md';
  if (kind === 'loop') return 'loop';
  if (dm === null) return 'disk';
  const [, prefix = ''] = /^(LVM|CRYPT|mpath|part\d+)-/.exec(dm.uuid) ?? [];
  if (prefix.startsWith('part')) return 'part';
  return { LVM: 'lvm', CRYPT: 'crypt', mpath: 'mpath' }[prefix] ?? 'dm';
}

function placesOf({ mounts, swap }: Device): readonly string[] {
  const own = mounts.filter(({ namespacePid }) => namespacePid === null).map(({ mountPoint }) => mountPoint);
  return [...own, ...(swap ? ['[SWAP]'] : [])];
}

function shownSize(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < 5) [value, unit] = [value / 1024, unit + 1];
  const text = value >= 10 || Number.isInteger(value) ? `${Math.round(value)}` : value.toFixed(1);
  return `${text}${units[unit]}`;
}

function lsblkTree(stack: Stack): string {
  const rows = rowsOf(indexStack(stack)).flatMap(({ guides, device }) => {
    const [first = '', ...more] = placesOf(device);
    const name = `${guides}${device.dm ? device.dm.rawName : device.name}`;
    const facts = [
      device.devNo,
      '0',
      shownSize(device.sizeBytes ?? 0),
      device.isReadOnly ? '1' : '0',
      typeOf(device),
    ];
    return [[name, ...facts, first], ...more.map((place) => ['', '', '', '', '', '', place])];
  });
  return table(['NAME', ' MAJ:MIN', ' RM', ' SIZE', ' RO', 'TYPE', 'MOUNTPOINTS'], rows);
}

type Json = { readonly name: string; readonly children?: Json[]; readonly [key: string]: unknown };

function lsblkJson(stack: Stack): string {
  const index = indexStack(stack);
  const of = (device: Device): Json => {
    const above = holdersIn(index, device);
    return {
      name: device.dm ? device.dm.rawName : device.name,
      'maj:min': device.devNo,
      rm: false,
      size: shownSize(device.sizeBytes ?? 0),
      ro: device.isReadOnly === true,
      type: typeOf(device),
      mountpoints: placesOf(device).length === 0 ? [null] : [...placesOf(device)],
      ...(above.length === 0 ? {} : { children: above.map(of) }),
    };
  };
  const roots = rowsOf(index)
    .filter(({ depth }) => depth === 0)
    .map(({ device }) => of(device));
  return `${JSON.stringify({ blockdevices: roots }, null, 3)}\n`;
}

export type Disguise = { readonly name: string; readonly put: (printed: Printed) => string };

const after = (name: string, prompt: (command: string) => string): Disguise => ({
  name,
  put: ({ command, text }) => `${prompt(command)}\n${text}`,
});
const each = (name: string, change: (line: string) => string, isPrompted = true): Disguise => ({
  name,
  put: ({ command, text }) =>
    `${isPrompted ? `# ${command}\n` : ''}${text}`.replaceAll(/^.*$/gm, (line) =>
      line === '' ? line : change(line),
    ),
});

export const DISGUISES: readonly Disguise[] = [
  after('root’s prompt', (command) => `[root@host1 ~]# ${command}`),
  after('a user’s prompt', (command) => `user@host1:~$ sudo ${command}`),
  after('a bare prompt', (command) => `# ${command}`),
  after('oh-my-zsh', (command) => `➜  ~ ${command}`),
  after('kali', (command) => `┌──(root㉿kali)-[~]\n└─# ${command}`),
  after('a virtual environment', (command) => `(venv) user@host1:~$ sudo ${command}`),
  after('set -x', (command) => `+ ${command}`),
  after('a heading', (command) => `### ${command}`),
  each('quoted', (line) => `> ${line}`),
  each('quoted twice', (line) => `>> ${line}`),
  each('indented', (line) => `    ${line}`),
  each('CRLF', (line) => `${line}\r`),
  each('coloured', (line) => `\u001b[0;32m${line}\u001b[0m`),
  { name: 'fenced', put: ({ command, text }) => `\`\`\`console\n$ ${command}\n${text}\`\`\`\n` },
  {
    name: 'HTML',
    put: ({ command, text }) =>
      `<pre>\n# ${command}\n${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>\n`,
  },
  { name: 'mailed', put: ({ command, text }) => `# ${command}\n${mailed(text)}` },
  {
    name: 'mailed, and quoted in the answer',
    put: ({ command, text }) => `# ${command}\n${mailed(text, 76)}`.replaceAll(/^(?=.)/gm, '> '),
  },
  {
    name: 'broken by a terminal',
    // A string of JSON may have been broken anywhere, with a blank there or without.
    put: ({ command, text }) => `# ${command}\n${command === 'lsblk -J' ? text : brokenByTerminal(text, 80)}`,
  },
  { name: 'twice', put: ({ command, text }) => `# ${command}\n${text}\n# ${command}\n${text}` },
];

/** As mail breaks lines that are longer: at the last blank that fits, or at the first one where none does. */
export function mailed(text: string, width = 72): string {
  return text.replaceAll(/^.*$/gm, (line) => brokenAt(width, line).join('\n'));
}

export function brokenByTerminal(text: string, width: number): string {
  const pieces = new RegExp(`.{1,${width}}`, 'g');
  return text.replaceAll(/^.+$/gm, (line) => (line.match(pieces) ?? []).join('\n'));
}

function brokenAt(width: number, line: string): readonly string[] {
  const last = line.lastIndexOf(' ', width);
  const blank = last > 0 ? last : line.indexOf(' ', width);
  if (line.length <= width || blank <= 0) return [line];
  const rest = line.slice(blank + 1).trimStart();
  return [line.slice(0, blank), ...(rest === '' ? [] : brokenAt(width, rest))];
}
