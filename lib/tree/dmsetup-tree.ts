import { type DevNo, shownDevNo } from '../block/dev-no.ts';
import { unmangleName } from '../dm/mangle.ts';
import type { MappedDevice, Stack } from '../stack/stack.ts';
import { drawTree } from './dmsetup-tree-drawing.ts';
import { DMSETUP_SCOPE, linkTree } from './dmsetup-tree-links.ts';
import type { TreeOptions } from './tree-options.ts';

/** As dmsetup's `--manglename`: `auto`, its default, shows `foo bar` where the kernel has `foo\x20bar`; `none` does not. */
export type NameMangling = 'auto' | 'none';

/** What dmsetup prints, with status 0, when there are none. */
const NO_DEVICES = 'No devices found\n';

/**
 * What `dmsetup ls --tree -o …` prints for the same devices, byte for byte once encoded by `encodeHostText`, in chunks
 * (dmsetup(8); the order and the oddities are those of dmsetup 1.02.185).
 */
export function* dmsetupTree(
  stack: Stack,
  options: TreeOptions,
  mangling: NameMangling = 'auto',
): Generator<string> {
  if (!stack.devices.some(DMSETUP_SCOPE.isListed)) {
    yield NO_DEVICES;
    return;
  }
  const shown = mangling === 'none' ? (text: string) => text : unmangleName;
  yield* drawTree(linkTree(stack, DMSETUP_SCOPE), options, ({ devNo, device }) => {
    const dm = device?.dm;
    const name = dm ? shown(dm.rawName) : '';
    if (name === '' && !options.showsDevice && !options.showsBlkdevname) return null;
    const attributes = dm ? attributesOf(dm, shown(dm.uuid), options) : '';
    return name + numbersOf(devNo, device?.kname ?? null, options) + attributes;
  });
}

/** ` <dm-3> (254:3)`, each only when asked for. */
export function numbersOf(devNo: DevNo, kname: string | null, options: TreeOptions): string {
  const known = options.showsBlkdevname && kname !== null ? ` <${kname}>` : '';
  return options.showsDevice ? `${known} (${shownDevNo(devNo)})` : known;
}

/** ` [ACTIVE, RW, 0, LVM-…]`, each only when asked for; a device without a UUID has an empty one. */
export function attributesOf(dm: MappedDevice, uuid: string, options: TreeOptions): string {
  const attributes: string[] = [];
  if (options.showsActive) attributes.push(flagWord(dm.isSuspended, 'SUSPENDED', 'ACTIVE'));
  if (options.showsRw) attributes.push(flagWord(dm.isReadOnly, 'RO', 'RW'));
  if (options.showsOpen) attributes.push(dm.openCount === null ? '?' : `${dm.openCount}`);
  if (options.showsUuid) attributes.push(uuid);
  return attributes.length > 0 ? ` [${attributes.join(', ')}]` : '';
}

function flagWord(flag: boolean | null, yes: string, no: string): string {
  if (flag === null) return '?';
  return flag ? yes : no;
}
