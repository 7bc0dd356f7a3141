import type { DevNo } from '../block/dev-no.ts';
import { cutMender } from './cut-names.ts';
import type { DmEvidence } from './dm-evidence.ts';
import { madeUpNumber, UNTOLD } from './dm-evidence.ts';
import { readTreeLabel, type TreeLabel } from './tree-label.ts';
import { treePlaces } from './tree-lines.ts';

/**
 * The devices of a printed tree, which is all there is where somebody pasted `dmsetup ls --tree` into a ticket. A device
 * that stands in several places is one; its bases are taken where they are shown whole. Devices come in the order of
 * the text, which is an order that prints the same tree again.
 */
export type TreeEvidence = {
  readonly devices: readonly DmEvidence[];
  /** What is no mapped device and has its kernel's name there. */
  readonly others: readonly { readonly kname: string; readonly devNo: DevNo }[];
  readonly hasMadeUpNumbers: boolean;
  /** Lines were cut at the edge of a terminal. */
  readonly isCut: boolean;
  /** Holders stood below their bases: in which order a device names its bases is not told. */
  readonly isInverted: boolean;
};

/** A device, while its bases and holders are still being met. */
type Node = {
  readonly label: TreeLabel;
  devNo: DevNo | null;
  readonly below: Set<Node>;
};

/** Null when the text is no such tree. */
export function readTree(text: string): TreeEvidence | null {
  const places = treePlaces(text);
  if (places === null) return null;
  const nodes = new Map<string, Node>();
  const path: (Node | null)[] = [];
  const tops = new Set<Node>();
  let isHanging = false;
  const labels = places.map(({ label }) => readTreeLabel(label));
  const mended = cutMender(labels);
  for (const [index, { depth }] of places.entries()) {
    const label = mended(labels[index] as TreeLabel);
    const key = label.devNo ?? `name:${label.name}`;
    const node = nodes.get(key) ?? { label, devNo: label.devNo, below: new Set() };
    nodes.set(key, node);
    const above = path[depth - 1];
    isHanging ||= above === null || (depth > 0 && above === undefined);
    // With `-o nodevice` what is no mapped device has no line, and what is on it hangs from nothing.
    while (path.length < depth) path.push(null);
    above?.below.add(node);
    if (depth === 0) tops.add(node);
    path.length = depth;
    path.push(node);
  }
  return evidenceOf(
    [...nodes.values()],
    { tops: [...tops], isHanging },
    labels.some(({ isCut }) => isCut),
  );
}

function evidenceOf(
  nodes: readonly Node[],
  { tops, isHanging }: { tops: readonly Node[]; isHanging: boolean },
  isCut: boolean,
): TreeEvidence | null {
  if (!nodes.some(({ label }) => label.name !== '')) return null;
  // What nothing stands on is a mapped device; what is none is at the bottom.
  const isInverted = isHanging || tops.some(({ label }) => label.name === '');
  // `dm-3` has the minor number 3, whatever the major.
  const spare = nodes.some(({ label }) => label.kname !== null) ? 2 ** 20 : 0;
  let made = 0;
  for (const node of nodes) {
    if (node.devNo !== null) continue;
    const minor = /^dm-(\d{1,7})$/.exec(node.label.kname ?? '')?.[1];
    node.devNo = madeUpNumber(minor === undefined ? spare + made : Number(minor));
    made += 1;
  }
  const bases = new Map<Node, DevNo[]>(nodes.map((node) => [node, []]));
  for (const node of nodes) {
    for (const other of node.below) {
      const [holder, base] = isInverted ? [other, node] : [node, other];
      bases.get(holder)?.push(base.devNo as DevNo);
    }
  }
  const showsKnames = nodes.some(({ label }) => label.kname !== null);
  const devices = nodes
    .filter(({ label }) => label.name !== '')
    .map((node): DmEvidence => {
      const { name, uuid, isSuspended, isReadOnly, openCount } = node.label;
      return {
        ...UNTOLD,
        name,
        devNo: node.devNo,
        uuid,
        isSuspended,
        isReadOnly,
        openCount,
        isInSysfs: showsKnames ? node.label.kname !== null : null,
        bases: bases.get(node) ?? [],
      };
    });
  const others = nodes.flatMap(({ label: { name, kname }, devNo }) =>
    name === '' && kname !== null && devNo !== null ? [{ kname, devNo }] : [],
  );
  return { devices, others, hasMadeUpNumbers: made > 0, isCut, isInverted };
}
