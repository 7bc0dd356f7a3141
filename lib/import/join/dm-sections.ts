import { majorOf, minorOf } from '../../block/dev-no.ts';
import type { Section } from '../../capture/capture.ts';
import { importedSection } from '../imported-section.ts';
import type { ReadingKind, WholeList } from '../reading.ts';
import type { Joined } from './join-readings.ts';
import type { Numbered, NumberedDevices } from './numbered.ts';

/** The sections about mapped devices, as the collector would have written what is known of them. `?` stands for what is not. */
export function dmSections(joined: Joined, devices: NumberedDevices): readonly Section[] {
  const { mapped } = devices;
  const isListed = mapped.length > 0 || joined.whole.has('mapped');
  if (!isListed) return [];
  const told = (fact: (device: Numbered) => string, name: string, whole: WholeList) => {
    const text = mapped.map(fact).join('');
    return text === '' && !joined.whole.has(whole)
      ? []
      : [importedSection(name, text, { command: commandsOf(joined, name) })];
  };
  return [
    importedSection('dmsetup-info', mapped.map(record).join(''), {
      command: commandsOf(joined, 'dmsetup-info'),
    }),
    ...told((device) => tableText(device, 'table'), 'dmsetup-table', 'tables'),
    ...told((device) => tableText(device, 'inactiveTable'), 'dmsetup-table-inactive', 'inactive-tables'),
    ...told((device) => tableText(device, 'status'), 'dmsetup-status', 'statuses'),
    ...told((device) => depsLine(device, devices), 'dmsetup-deps', 'deps'),
    ...told(longRecord, 'dmsetup-info-long', 'mapped').filter(({ text }) => text !== ''),
  ];
}

/** Of the outputs that tell such a section's facts; each is a name that a reader of evidence knows. */
export function commandsOf({ readings }: Joined, section: string): string {
  const commands = (wanted: (kind: ReadingKind) => boolean) => [
    ...new Set(readings.filter(({ kind }) => wanted(kind)).map(({ command }) => command)),
  ];
  const own = commands((kind) => KINDS_OF_SECTION[section]?.includes(kind) ?? false);
  return (own.length > 0 ? own : commands(() => true).slice(0, 3)).join(', ');
}

const KINDS_OF_SECTION: Readonly<Record<string, readonly ReadingKind[]>> = {
  'dmsetup-info': ['dmsetup-info', 'dmsetup-ls', 'dmsetup-tree'],
  'dmsetup-table': ['dmsetup-table'],
  'dmsetup-table-inactive': ['dmsetup-table-inactive'],
  'dmsetup-status': ['dmsetup-status'],
  'dmsetup-deps': ['dmsetup-deps', 'dmsetup-tree'],
  'dmsetup-info-long': ['dmsetup-info'],
  multipath: ['multipath'],
  'lvm-reports': ['lvm-report', 'lvm-display'],
  lsblk: ['lsblk'],
  sysfs: ['lsblk', 'partitions', 'losetup'],
  'sysfs-links': ['lsblk', 'holders', 'mdstat'],
  mountinfo: ['mountinfo', 'findmnt', 'mount', 'lsblk', 'df'],
  'proc-swaps': ['swaps', 'lsblk'],
  'proc-mdstat': ['mdstat', 'mdadm'],
  'udev-db': ['blkid', 'bcache', 'lsblk', 'lvm-report', 'lvm-display', 'mdadm'],
};

function record({ device, devNo, name }: Numbered): string {
  const { dm = {} } = device.facts;
  const flag = (is: boolean | undefined, letters: string) => (is === undefined ? '?' : letters[is ? 0 : 1]);
  const hasTable =
    dm.hasLiveTable ?? (device.facts.table === undefined ? undefined : device.facts.table.length > 0);
  const attributes = [
    flag(hasTable, 'L-'),
    flag(dm.hasInactiveTable, 'I-'),
    flag(dm.isSuspended, 's-'),
    flag(dm.isReadOnly ?? device.facts.isReadOnly, 'rw'),
  ];
  const counts = [dm.openCount, dm.segmentCount, dm.eventNumber].map((count) => count ?? '');
  const fields = [majorOf(devNo), minorOf(devNo), attributes.join(''), ...counts];
  return `${[...fields, device.names.dmUuid ?? (device.hasNoUuid ? '' : '?'), name].join('\x1f')}\n`;
}

function tableText({ device, name }: Numbered, key: 'table' | 'inactiveTable' | 'status'): string {
  const lines = device.facts[key];
  if (lines === undefined) return '';
  return lines.length === 0 ? `${name}: \n` : lines.map((line) => `${name}: ${line}\n`).join('');
}

function depsLine({ device, name }: Numbered, devices: NumberedDevices): string {
  if (device.bases === null) return '';
  const listed = device.bases.map((base) => ` (${devices.of(base).devNo.replace(':', ', ')})`).join('');
  return `${name}: ${device.bases.length} dependencies\t:${listed}\n`;
}

/** Only the long form tells of a deferred remove. */
function longRecord({ device, devNo, name }: Numbered): string {
  const { dm } = device.facts;
  if (dm?.isDeferredRemove === undefined) return '';
  const state = `${dm.isSuspended ? 'SUSPENDED' : 'ACTIVE'}${dm.isDeferredRemove ? ' (DEFERRED REMOVE)' : ''}`;
  return `Name:              ${name}\nState:             ${state}\nMajor, minor:      ${devNo.replace(':', ', ')}\n\n`;
}
