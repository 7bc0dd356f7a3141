import type { DevNo } from '../block/dev-no.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { BlockNode } from './block-devices.ts';
import type { Paths } from './paths.ts';
import type { Edge, EdgeKind } from './stack.ts';
import { backingOf } from './unidentified-users.ts';

/** What devices other than device-mapper's stand on: what sysfs shows, and loop and nbd, through files where need be. */
export function blockEdges(
  snapshot: Snapshot,
  nodes: readonly BlockNode[],
  paths: Paths,
): ReadonlyMap<DevNo, readonly Edge[]> {
  const edges = new Map<DevNo, Edge[]>();
  const kinds = new Map(nodes.map((node) => [node.devNo, node.kind]));
  const roles = mdRoles(snapshot);

  function add(holder: DevNo, edge: Edge): void {
    const known = edges.get(holder);
    if (known === undefined) edges.set(holder, [edge]);
    else if (!known.some((other) => other.base === edge.base)) known.push(edge);
  }

  for (const link of snapshot.links) {
    if (link.kind === 'mapped') continue;
    const holder = paths.device(link.holder);
    const base = paths.device(link.base);
    // A mapped device's own dependencies come from dmsetup.
    if (holder === null || base === null || !kinds.has(holder)) continue;
    const kind = link.kind === 'partition' ? 'partition' : edgeKind(kinds.get(holder));
    add(holder, { base, kind, roles: roles.get(`${link.holder}/${link.base}`) ?? [], file: null });
  }
  for (const node of nodes) {
    const over = node.loop ? nodeBelow(node.devNo) : null;
    if (over !== null) add(node.devNo, { base: over, kind: 'loop', roles: [], file: null });
    else if (node.loop) addThroughFile(node.devNo, node.loop.file, node.loop.isDeleted ? null : 'loop');
    for (const file of node.nbd?.files ?? []) addThroughFile(node.devNo, file, 'nbd');
  }

  /** The device that a loop was given by one of its nodes, wherever that lies. */
  function nodeBelow(holder: DevNo): DevNo | null {
    const loop = snapshot.loops.find((candidate) => candidate.devNo === holder);
    return loop ? (backingOf(snapshot.loopBackings, loop)?.node ?? null) : null;
  }
  /** `kind` null: the file is deleted, so its path may lead to another one by now. */
  function addThroughFile(holder: DevNo, file: string, kind: 'loop' | 'nbd' | null): void {
    const base = kind === null ? null : paths.device(file);
    if (base !== null && kind !== null) {
      add(holder, { base, kind, roles: [], file: null });
      return;
    }
    const under = statedDevice(holder) ?? paths.holding(file);
    const through = kinds.get(holder) === 'loop' ? 'loop-file' : 'nbd-file';
    if (under !== null && under !== holder) add(holder, { base: under, kind: through, roles: [], file });
  }
  /** What losetup says of the file's file system is surer than its path. */
  function statedDevice(holder: DevNo): DevNo | null {
    const loop = snapshot.loops.find((candidate) => candidate.devNo === holder);
    return loop?.backDevNo && !loop.backDevNo.startsWith('0:') ? loop.backDevNo : null;
  }
  return edges;
}

function edgeKind(kind: BlockNode['kind'] | undefined): EdgeKind {
  return kind === 'md' || kind === 'bcache' ? kind : 'other';
}

/** `md0/dm-3` → what mdstat says of the member. */
function mdRoles(snapshot: Snapshot): ReadonlyMap<string, readonly string[]> {
  return new Map(
    snapshot.mdArrays.flatMap((array) =>
      array.members.map((member): [string, readonly string[]] => [
        `${array.kname}/${member.kname}`,
        [
          member.isJournal ? 'journal' : member.isSpare ? 'spare' : 'member',
          ...(member.isFaulty ? ['faulty'] : []),
          ...(member.isWriteMostly ? ['write-mostly'] : []),
          ...(member.isReplacement ? ['replacement'] : []),
        ],
      ]),
    ),
  );
}
