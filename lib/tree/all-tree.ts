import { shownDevNo } from '../block/dev-no.ts';
import type { Device, Edge, Stack } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import { attributesOf, numbersOf } from './dmsetup-tree.ts';
import { drawTree } from './dmsetup-tree-drawing.ts';
import { linkTree, type TreeNode, type TreeScope } from './dmsetup-tree-links.ts';
import type { TreeOptions } from './tree-options.ts';

/**
 * dmsetup's tree over everything a device can stand on: partitions, md arrays, loops, nbds and the files between. Every
 * block device is in it and has a name; what stands on its base in another way than by a table says so, in brackets. It
 * is meant to be read, so text that a guest chose is printed safely, and it need not match any other tool's bytes.
 */
const EVERYTHING: TreeScope = { isListed: () => true, isShown: () => true };

/** The tree of all devices, in chunks of host text that is safe to print. */
export function* allTree(stack: Stack, options: TreeOptions): Generator<string> {
  if (stack.devices.length === 0) {
    yield 'No devices found\n';
    return;
  }
  yield* drawTree(linkTree(stack, EVERYTHING), options, (node) => labelOf(node, options));
}

function labelOf({ devNo, device }: TreeNode, options: TreeOptions): string {
  if (!device) return `${shownDevNo(devNo)} [missing]`;
  const kname = device.kname === device.name ? null : device.kname;
  const numbers = device.name === devNo ? '' : numbersOf(devNo, kname, options);
  const attributes = device.dm ? attributesOf(device.dm, printableHostText(device.dm.uuid), options) : '';
  const standing = standingOf(device);
  return `${printableHostText(device.name)}${numbers}${attributes}${standing === '' ? '' : ` [${standing}]`}`;
}

/** How a device stands on what is below it, such as `loop over file /srv/web.img`; empty for a mapped device's table. */
export function standingOf(device: Device): string {
  if (device.kind === 'missing') return 'missing';
  const ways = device.bases.filter((edge) => edge.kind !== 'table').map((edge) => wayOf(device, edge));
  // Where it is not known what the file is on, there is no edge.
  if (device.bases.length === 0) ways.push(...boundFiles(device));
  return [...new Set(ways)].join('; ');
}

function wayOf(device: Device, edge: Edge): string {
  switch (edge.kind) {
    case 'table':
      return 'table';
    case 'partition':
      return device.partition ? `partition ${device.partition.number}` : 'partition';
    case 'md':
      return device.md ? `md ${printableHostText(device.md.level)}` : 'md';
    case 'loop':
      return 'loop over device';
    case 'loop-file':
      return overFile('loop', edge.file);
    case 'nbd':
      return 'nbd over device';
    case 'nbd-file':
      return overFile('nbd', edge.file);
    case 'bcache':
      return 'bcache';
    case 'other':
      return 'in a way not known';
    default:
      return edge.kind satisfies never;
  }
}

function boundFiles(device: Device): readonly string[] {
  if (device.loop) return [overFile('loop', device.loop.file)];
  return (device.nbd?.files ?? []).map((file) => overFile('nbd', file));
}

function overFile(what: string, file: string | null): string {
  return file === null ? `${what} over file` : `${what} over file ${printableHostText(file)}`;
}
