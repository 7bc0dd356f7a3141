import { isMadeUp, minorOf } from '../../block/dev-no.ts';
import type { Section } from '../../capture/capture.ts';
import { splitLvmName } from '../../dm/lvm-name.ts';
import { importedSection } from '../imported-section.ts';
import type { ArrayFacts } from '../reading.ts';
import { commandsOf } from './dm-sections.ts';
import type { Joined } from './join-readings.ts';
import type { Numbered, NumberedDevices } from './numbered.ts';

/** The sections about all other block devices, and about what is on any: as the collector would have written what is known of them. */
export function blockSections(joined: Joined, devices: NumberedDevices): readonly Section[] {
  const { whole } = joined;
  const section = (name: string, text: string, isWhole = false) =>
    text === '' && !isWhole ? [] : [importedSection(name, text, { command: commandsOf(joined, name) })];
  const all = [...devices.mapped, ...devices.others];
  const named = devices.others.filter(({ name }) => name !== '');
  return [
    ...section(
      'sysfs',
      [...named.flatMap(attributes), ...devices.mapped.flatMap(sizeOfMapped)].join(''),
      whole.has('block'),
    ),
    ...section('sysfs-links', links(devices).join(''), whole.has('block')),
    ...section('proc-mdstat', named.flatMap(arrayText).join(''), whole.has('arrays')),
    ...section('mountinfo', all.flatMap(mountLines).join(''), whole.has('mounts')),
    ...section('proc-swaps', all.flatMap(swapLine).join(''), whole.has('swaps')),
    ...section('udev-db', all.flatMap(udevLines).join('')),
    ...section('lsblk', listedMapped(all)),
  ];
}

/** As the kernel calls partitions of these disks, and nothing else. */
const PARTITION_NAME = /^(?:[shv]d[a-z]+\d+|(?:nvme\d+n|mmcblk|loop|nbd|md)\d+p\d+)$/;

function attributes({ device, devNo, name }: Numbered): readonly string[] {
  const { size, isReadOnly, partition, type, loop } = device.facts;
  const isPartition = type === 'part' || (type === undefined && PARTITION_NAME.test(name));
  const number = partition?.number ?? (isPartition ? Number(/\d+$/.exec(name)?.[0] ?? 0) : null);
  const values: readonly (readonly [string, string | number | null | undefined])[] = [
    ['dev', devNo],
    ['size', size === undefined ? null : Math.floor(size.bytes / 512)],
    ['ro', isReadOnly === undefined ? null : Number(isReadOnly)],
    ['partition', number],
    ['start', partition?.startSector],
    ['loop/backing_file', loop && `${loop.file}${loop.isDeleted ? ' (deleted)' : ''}`],
    ['loop/offset', loop?.offsetBytes],
    ['loop/sizelimit', loop?.sizeLimitBytes],
    ['loop/autoclear', loop?.isAutoclear === undefined ? null : Number(loop.isAutoclear)],
  ];
  return values.flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [`${name}/${key}:${value}\n`],
  );
}

function sizeOfMapped({ device, devNo }: Numbered): readonly string[] {
  const { size } = device.facts;
  return size === undefined || isMadeUp(devNo)
    ? []
    : [`dm-${minorOf(devNo)}/size:${Math.floor(size.bytes / 512)}\n`];
}

/**
 * What lsblk's TYPE tells of mapped devices, and the sizes of those whose number is not known; all else that it prints is in the other
 * sections.
 */
function listedMapped(all: readonly Numbered[]): string {
  const blockdevices = all.flatMap(({ device, devNo, name }) =>
    device.isMapped && device.facts.type !== undefined
      ? [
          {
            name,
            'maj:min': devNo,
            type: device.facts.type,
            ...(isMadeUp(devNo) && device.facts.size ? { size: device.facts.size.bytes } : {}),
          },
        ]
      : [],
  );
  return blockdevices.length === 0 ? '' : JSON.stringify({ blockdevices });
}

function links(devices: NumberedDevices): readonly string[] {
  const mapped = devices.mapped.flatMap(({ device, devNo }) =>
    isMadeUp(devNo) || device.facts.dm?.hasKname === false ? [] : [`dm-${minorOf(devNo)}\n`],
  );
  const nameOf = ({ devNo, device, name }: Numbered) =>
    device.isMapped && !isMadeUp(devNo) ? `dm-${minorOf(devNo)}` : name;
  const others = devices.others.flatMap(({ device, name }) =>
    // As a folder of sysfs lists them.
    (device.bases ?? [])
      .map((each) => nameOf(devices.of(each)))
      .sort()
      .map((base) => {
        return device.facts.type === 'part' ? `${base}/${name}\n` : `${name}/slaves/${base}\n`;
      }),
  );
  return [...mapped, ...others].filter((line) => !line.startsWith('/'));
}

/** As /proc/mdstat has it, whichever output told. */
function arrayText({ device, name }: Numbered): readonly string[] {
  const { array, size } = device.facts;
  if (array === undefined) return [];
  const members = (array.members ?? []).map(({ ref, slot = 0, flags }) => {
    const marks = [...flags].map((flag) => `(${flag})`).join('');
    return `${ref.kname ?? ref.dmName ?? ref.path ?? ''}[${slot}]${marks}`;
  });
  const words = [stateOf(array), array.level ?? '', ...members].filter((word) => word !== '');
  const counts =
    array.totalDisks === undefined ? '' : ` [${array.totalDisks}/${array.workingDisks ?? array.totalDisks}]`;
  const blocks = `      ${Math.floor((size?.bytes ?? 0) / 1024)} blocks${counts}\n`;
  const activity = array.activity === undefined ? '' : `      ${array.activity}\n`;
  return [`${name} : ${words.join(' ')}\n${blocks}${activity}`];
}

/** mdadm says `clean, degraded` of what is `active` to the kernel. */
function stateOf({ state = '' }: ArrayFacts): string {
  const [first = ''] = state.split(/[ ,]/);
  return /^(active|clean)$/.test(first)
    ? `active${/auto-read-only/.test(state) ? ' (auto-read-only)' : ''}`
    : first;
}

function mountLines({ device, devNo, name }: Numbered): readonly string[] {
  const source = pathOf(device, name);
  return (device.facts.mounts ?? []).map(({ mountPoint, fsType, isReadOnly, root = '/' }) => {
    const type = fsType || device.facts.content?.type || 'unknown';
    const mode = isReadOnly ? 'ro' : 'rw';
    return `1 0 ${devNo} ${escaped(root)} ${escaped(mountPoint)} ${mode} - ${escaped(type)} ${escaped(source)} rw\n`;
  });
}

function swapLine({ device, name }: Numbered): readonly string[] {
  const { swap } = device.facts;
  if (swap === undefined || swap === 'none') return [];
  const kib = Math.floor((device.facts.size?.bytes ?? 0) / 1024);
  const used = Math.floor((swap.usedBytes ?? 0) / 1024);
  return [`${escaped(pathOf(device, name))} partition ${kib} ${used} ${swap.priority ?? -2}\n`];
}

function pathOf({ isMapped }: Numbered['device'], name: string): string {
  return `/dev/${isMapped ? 'mapper/' : ''}${name}`;
}

function escaped(text: string): string {
  return text.replace(/[ \t\n\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function udevLines({ device, devNo }: Numbered): readonly string[] {
  const { content, hardware, array, type } = device.facts;
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['ID_FS_TYPE', content?.type],
    ['ID_FS_LABEL_ENC', content?.label],
    ['ID_FS_UUID_ENC', content?.uuid],
    ['ID_MODEL', hardware?.model],
    ['ID_SERIAL', hardware?.serial],
    ['ID_WWN', hardware?.wwn],
    ['MD_UUID', type === undefined || /^(raid|md|linear)/.test(type) ? array?.uuid : undefined],
  ];
  return [
    ...linksOf(device).map((path) => `b${devNo}:S:${path.replaceAll('\n', ' ')}\n`),
    ...entries.flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [`b${devNo}:E:${key}=${value.replaceAll('\n', ' ')}\n`],
    ),
  ];
}

/** Its other names; `vg/lv` follows from device-mapper's by rule, and is no link where LVM's rules for udev are not installed. */
function linksOf({ names: { dmName, paths } }: Numbered['device']): readonly string[] {
  const lvm = dmName === null ? null : splitLvmName(dmName, '');
  return [...paths].filter((path) => path !== `${lvm?.vgName}/${lvm?.lvName}`).sort();
}
