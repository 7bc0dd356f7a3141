import { isMadeUp } from '../../block/dev-no.ts';
import { mangleName } from '../../dm/mangle.ts';
import type { EvidenceKind } from '../evidence.ts';
import { MISSING } from '../missing.ts';
import type { Joined } from './join-readings.ts';
import type { Numbered, NumberedDevices } from './numbered.ts';

/** In words that go on after "it does not tell", what no output tells, or not of all devices. */
export function missingOf(
  joined: Joined,
  devices: NumberedDevices,
  pile: ReadonlyMap<EvidenceKind, unknown>,
): readonly string[] {
  const { whole } = joined;
  const all = [...devices.mapped, ...devices.others];
  return [
    ...(devices.mapped.length === 0 && !whole.has('mapped') && !whole.has('block') ? ['mapped devices'] : []),
    ...missingOfMapped(devices.mapped),
    ...missingOfOthers(devices.others, joined),
    ...(whole.has('mounts') ? [] : [MISSING.mounts]),
    ...(whole.has('swaps') ? [] : [MISSING.swap]),
    ...(all.some(({ devNo }) => isMadeUp(devNo)) ? [MISSING.numbers] : []),
    ...(all.some(({ device }) => device.facts.content) || pile.has('udevadm') ? [] : [MISSING.contents]),
    'which processes have devices open',
    ...(pile.has('mountinfo-other') ? [] : ['what other mount namespaces have mounted']),
    ...(pile.has('udevadm') || joined.readings.some(isListOfDev) ? [] : ['other names under /dev']),
    'LVM’s settings',
    'which tools are installed',
  ];
}

/** Of all of /dev, with the folders below it. */
function isListOfDev({ kind, command }: Joined['readings'][number]): boolean {
  return kind === 'dev-listing' && /^(?:ls -[a-zA-Z]*R[a-zA-Z]* ([./]*)dev\/?|find \/dev .*)$/.test(command);
}

function missingOfMapped(mapped: readonly Numbered[]): readonly string[] {
  if (mapped.length === 0) return [];
  const lacks = (fact: (facts: Numbered['device']['facts']) => unknown) =>
    mapped.some(({ device }) => fact(device.facts) === undefined);
  const areRaw = mapped.every(({ name }) => mangleName(name) === name);
  return [
    ...(mapped.some(({ device }) => device.bases === null && device.facts.table === undefined)
      ? ['how devices are stacked']
      : []),
    ...(lacks(({ table }) => table) ? [MISSING.tables] : []),
    ...(lacks(({ status }) => status) ? [MISSING.status] : []),
    ...(lacks(({ dm }) => dm?.isSuspended) ? [MISSING.suspended] : []),
    ...(lacks(({ dm }) => dm?.openCount) ? [MISSING.openCounts] : []),
    ...(mapped.some(({ device }) => device.names.dmUuid === null && !device.hasNoUuid)
      ? [MISSING.uuids]
      : []),
    ...(lacks(({ dm, isReadOnly }) => dm?.isReadOnly ?? isReadOnly) ? [MISSING.readOnly] : []),
    ...(lacks(({ inactiveTable }) => inactiveTable) ? ['inactive tables'] : []),
    ...(lacks(({ dm }) => dm?.isDeferredRemove) ? ['pending removes'] : []),
    ...(areRaw ? [] : ['names as the kernel has them (some are shown as people write them)']),
  ];
}

function missingOfOthers(others: readonly Numbered[], { whole, readings }: Joined): readonly string[] {
  if (!whole.has('block') && others.every(({ device }) => device.facts.size === undefined))
    return [MISSING.others];
  // They are in KiB there.
  const hasPartitions = readings.some(({ kind }) => kind === 'partitions');
  const arrays = others.filter(({ name }) => /^md/.test(name));
  return [
    ...(hasPartitions || others.every(({ device }) => device.facts.size?.isRounded === false)
      ? []
      : [MISSING.sizes]),
    ...(arrays.some(({ device }) => device.facts.array === undefined) ? ['the state of md arrays'] : []),
    ...(others.some(
      ({ device: { facts } }) => facts.type === 'part' && facts.partition?.startSector === undefined,
    )
      ? ['where partitions start']
      : []),
  ];
}
