import { splitLvmName } from '../../dm/lvm-name.ts';
import { mangleName } from '../../dm/mangle.ts';
import type { InsidePv } from '../../lvm/inside.ts';
import type { Run } from '../../run/run.ts';
import type { Device, Host, MappedDevice, Stack } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import { isAmbiguous, isOrdinaryName, isOrdinaryPath } from './ordinary.ts';
import { type StandIns, writtenUuids } from './stand-ins.ts';

/** What to write for each text that gives somebody away, in every way it may be written. */
export type Replacements = Map<string, string>;

export function secretsOf(stacks: readonly Stack[], run: Run | null, standIns: StandIns): Replacements {
  const found: Replacements = new Map();
  const collect: Collector = { found, standIns };
  for (const { host } of stacks) takeHost(collect, host);
  if (run) {
    takeHostName(collect, run.host);
    if (!isOrdinaryName(run.who.name)) put(collect, run.who.name, standIns('user', run.who.name));
  }
  for (const { devices } of stacks) for (const device of devices) takeDevice(collect, device);
  return found;
}

type Collector = { readonly found: Replacements; readonly standIns: StandIns };

function takeHost(collect: Collector, { name, lvm }: Host): void {
  takeHostName(collect, name);
  for (const { writtenOn, madeOn, vgName, vgUuid, pvs, thinOrigins, description } of lvm?.backups ?? []) {
    for (const other of [writtenOn, ...madeOn]) takeHostName(collect, other);
    takeName(collect, vgName);
    for (const uuid of [vgUuid, ...pvs.map(({ uuid: pv }) => pv)]) takeUuid(collect, uuid);
    for (const { lvName, origin } of thinOrigins)
      for (const each of [lvName, origin]) takeName(collect, each);
    for (const word of namesInCommand(description)) takeName(collect, word);
  }
}

function takeHostName(collect: Collector, name: string): void {
  if (name === '' || isOrdinaryName(name)) return;
  const standIn = collect.standIns('host', name);
  put(collect, name, standIn);
  const [short = ''] = name.split('.');
  if (short !== name && !isAmbiguous(short) && !isOrdinaryName(short)) put(collect, short, standIn);
}

/** `Created *after* executing 'lvcreate -n NAME -L 5G vg'`: of volumes that are long gone, too. */
function namesInCommand(description: string): readonly string[] {
  const [, command = ''] = /'(.*)'/.exec(description) ?? [];
  const words = command.split(/[\s/]+/).slice(1);
  return words.filter((word) => /^[A-Za-z_][\w.+-]*$/.test(word) && word !== 'dev' && word.length > 2);
}

function takeDevice(collect: Collector, device: Device): void {
  const { standIns } = collect;
  if (device.dm) takeMapped(collect, device.dm, device.name);
  for (const uuid of [device.fileSystem?.uuid, device.md?.uuid]) if (uuid) takeUuid(collect, uuid);
  if (device.fileSystem) takeName(collect, device.fileSystem.label);
  for (const id of [device.hardware?.serial, device.hardware?.wwn])
    if (id && id.length > 3) put(collect, id, standIns('serial', id));
  for (const link of device.links) takeLink(collect, link);
  for (const pv of device.inside?.pvs ?? []) takePv(collect, pv);
  const files = [device.loop?.file, ...(device.nbd?.files ?? []), ...device.bases.map(({ file }) => file)];
  for (const file of [...files, ...device.swapFiles, ...device.mounts.map(({ mountPoint }) => mountPoint)])
    if (file) takePath(collect, file);
  const processes = [
    ...(device.openedBy ?? []),
    ...device.mounts.map(({ namespaceProcess }) => namespaceProcess),
  ];
  for (const process of processes) if (process?.workload) takeName(collect, process.workload.name);
}

function takePv(collect: Collector, { uuid, group }: InsidePv): void {
  takeUuid(collect, uuid);
  if (!group) return;
  takeUuid(collect, group.uuid);
  takeHostName(collect, group.systemId);
  for (const { name } of [group, ...group.volumes]) takeName(collect, name);
}

/** Labels of file systems, partitions and arrays are names; those by-id are made of what is known already. */
function takeLink(collect: Collector, link: string): void {
  const [, label] =
    /^disk\/by-(?:part)?label\/(.+)$/.exec(link) ?? /^disk\/by-id\/md-name-(.+)$/.exec(link) ?? [];
  if (label !== undefined) takeName(collect, label);
  const [, uuid] = /^disk\/by-(?:part)?uuid\/(.+)$/.exec(link) ?? [];
  if (uuid !== undefined) takeUuid(collect, uuid);
}

/** LVM's own parts of a volume keep their ending, so that one sees what they are. */
const SUB_VOLUME =
  /_(?:tdata|tmeta|cdata|cmeta|corig|wcorig|iorig|imeta|vdata|vorigin|rimage|rmeta|mimage|mlog|cvol)(?:_\d+)?$/;

function takeMapped(collect: Collector, dm: MappedDevice, name: string): void {
  const { made, rawName, uuid } = dm;
  const { standIns } = collect;
  const standInUuid = uuidStandIn(dm, standIns);
  if (standInUuid !== null) put(collect, uuid, standInUuid);
  for (const id of idsIn(dm)) takeUuid(collect, id);
  if (made.kind === 'multipath') put(collect, made.wwid, standIns('serial', made.wwid));
  const lvm = made.kind === 'lvm' ? splitLvmName(name, made.layer) : null;
  if (lvm === null) {
    takePlainMapped(collect, { rawName, name, made });
    return;
  }
  const ending = SUB_VOLUME.exec(lvm.lvName)?.[0] ?? '';
  const lvName = lvm.lvName.slice(0, lvm.lvName.length - ending.length);
  const [vg, lv] = [lvm.vgName, lvName].map((each) => nameStandIn(each, standIns)) as [string, string];
  for (const each of [lvm.vgName, lvName]) takeName(collect, each);
  const layer = lvm.layer === '' ? '' : `-${lvm.layer}`;
  const isLayered =
    rawName.endsWith(layer) && layer !== '' && !rawName.endsWith(`${doubled(lvName)}${ending}`);
  const standIn = `${doubled(vg)}-${doubled(lv)}${ending}${isLayered ? layer : ''}`;
  for (const form of [rawName, name]) put(collect, form, standIn);
  put(collect, `${lvm.vgName}/${lvName}`, `${vg}/${lv}`);
}

function takePlainMapped(
  collect: Collector,
  { rawName, name, made }: Pick<MappedDevice, 'rawName' | 'made'> & { readonly name: string },
): void {
  // kpartx calls a partition of a map by the map's name and a number.
  const [, whole = '', rest = ''] =
    (made.kind === 'partition' ? /^(.*?)((?:-part|p)?\d+)$/s.exec(name) : null) ?? [];
  const known = collect.found.get(whole);
  const standIn = known === undefined ? nameStandIn(name, collect.standIns) : `${known}${rest}`;
  for (const form of [rawName, name]) if (!isAmbiguous(form)) put(collect, form, standIn);
}

function uuidStandIn({ uuid, made }: MappedDevice, standIns: StandIns): string | null {
  switch (made.kind) {
    case 'lvm': {
      const layer = made.layer === '' ? '' : `-${made.layer}`;
      return `LVM-${standIns('uuid', made.vgUuid)}-${standIns('uuid', made.lvUuid)}${layer}`;
    }
    case 'crypt': {
      const id = made.uuid === '' ? '' : `-${standIns('uuid', made.uuid)}`;
      return `CRYPT-${made.format}${id}-${nameStandIn(made.name, standIns)}`;
    }
    case 'multipath':
      return `mpath-${standIns('serial', made.wwid)}`;
    case 'none':
      return null;
    default:
      return standIns('uuid', uuid);
  }
}

/** What a device-mapper UUID is made of, where it may stand alone. */
function idsIn({ made }: MappedDevice): readonly string[] {
  if (made.kind === 'lvm') return [made.vgUuid, made.lvUuid];
  if (made.kind === 'crypt') return made.uuid === '' ? [] : [made.uuid];
  return [];
}

function nameStandIn(name: string, standIns: StandIns): string {
  return isOrdinaryName(name) ? name : standIns('name', name);
}

function takeName(collect: Collector, name: string): void {
  if (name === '' || isOrdinaryName(name) || isAmbiguous(name)) return;
  const standIn = collect.standIns('name', name);
  put(collect, name, standIn);
  if (name.includes('-')) put(collect, doubled(name), doubled(standIn));
}

function takeUuid(collect: Collector, uuid: string): void {
  for (const form of writtenUuids(uuid)) put(collect, form, collect.standIns('uuid', uuid));
}

function takePath(collect: Collector, path: string): void {
  if (isOrdinaryPath(path)) return;
  put(collect, path, `/${collect.standIns('path', path)}`);
}

/** In every way the host's tools and this program write a text. What was put first stays: a whole before its parts. */
function put({ found }: Collector, text: string, standIn: string): void {
  if (text === '') return;
  const shown = printableHostText(text);
  const written = [text, shown, mangleName(text) ?? text, JSON.stringify(text).slice(1, -1)];
  for (const form of written.flatMap((each) => [each, inRegExp(each)]))
    if (!found.has(form)) found.set(form, standIn);
}

/** As filters of LVM have it. */
function inRegExp(text: string): string {
  return text.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
}

/** As LVM writes a hyphen in a device-mapper name. */
function doubled(name: string): string {
  return name.replaceAll('-', '--');
}
