/** Writes what LVM writes to a disk, for tests: a label and metadata areas, with right checksums unless told. */
import { lvmChecksum } from './lvm-checksum.ts';

export type AreaFixture = {
  readonly offset: number;
  readonly length: number;
  /** Empty for an area without a group yet. */
  readonly text: string;
  /** Where in the area the text begins; it goes on from the area's beginning where it does not fit. */
  readonly at?: number;
  readonly isIgnored?: boolean;
  /** What the header says of the text, where that is not so. */
  readonly told?: { readonly offset?: bigint; readonly length?: bigint; readonly checksum?: number };
};

export type DiskFixture = {
  readonly sizeBytes: number;
  readonly labelSector?: number;
  /** PV_UUID unless told, and without dashes. */
  readonly uuid?: string;
  /** What the label says of the device; as many as there are unless told. */
  readonly deviceBytes?: number;
  /** One at 1 MiB unless told. */
  readonly dataAreas?: readonly { readonly offset: number; readonly length: number }[];
  readonly areas: readonly AreaFixture[];
};

export const PV_UUID = 'abcdefGHIJklmnOPQRstuvWXYZ012345';
const HEADER_BYTES = 512;
const DATA = [{ offset: 2 ** 20, length: 0 }];

export function diskFixture(fixture: DiskFixture): Uint8Array {
  const disk = new Uint8Array(fixture.sizeBytes);
  writeLabel(disk, fixture.labelSector ?? 1, fixture);
  for (const area of fixture.areas) writeArea(disk, area);
  return disk;
}

function writeLabel(
  disk: Uint8Array,
  sector: number,
  { sizeBytes, deviceBytes = sizeBytes, uuid = PV_UUID, dataAreas = DATA, areas }: DiskFixture,
): void {
  const bytes = disk.subarray(sector * 512, (sector + 1) * 512);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 512);
  bytes.set(ascii('LABELONE'));
  view.setBigUint64(8, BigInt(sector), true);
  view.setUint32(20, 32, true);
  bytes.set(ascii('LVM2 001'), 24);
  bytes.set(ascii(uuid), 32);
  view.setBigUint64(64, BigInt(deviceBytes), true);
  const lists = [dataAreas, areas];
  let at = 72;
  for (const list of lists) {
    for (const { offset, length } of list) {
      view.setBigUint64(at, BigInt(offset), true);
      view.setBigUint64(at + 8, BigInt(length), true);
      at += 16;
    }
    at += 16;
  }
  view.setUint32(at, 2, true);
  view.setUint32(at + 4, 1, true);
  view.setUint32(16, lvmChecksum(bytes.subarray(20)), true);
}

function writeArea(
  disk: Uint8Array,
  { offset, length, text, at = HEADER_BYTES, isIgnored, told = {} }: AreaFixture,
): void {
  const bytes = disk.subarray(offset, Math.min(offset + length, disk.length));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const content = ascii(`${text}\0`);
  bytes.set(ascii(' LVM2 x[5A%r0N*>'), 4);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(offset), true);
  view.setBigUint64(32, BigInt(length), true);
  if (text !== '') {
    view.setBigUint64(40, told.offset ?? BigInt(at), true);
    view.setBigUint64(48, told.length ?? BigInt(content.length), true);
    view.setUint32(56, told.checksum ?? lvmChecksum(content), true);
    view.setUint32(60, isIgnored ? 1 : 0, true);
    const straight = content.subarray(0, length - at);
    bytes.set(straight, at);
    bytes.set(content.subarray(straight.length), HEADER_BYTES);
  }
  view.setUint32(0, lvmChecksum(bytes.subarray(4, HEADER_BYTES)), true);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const linearSegment = (pvExtent: number, count: number) => `segment1 {
start_extent = 0
extent_count = ${count}
type = "striped"
stripe_count = 1
stripes = [
"pv0", ${pvExtent}
]
}`;

/** A group of one linear volume over two segments, and a thin pool with a volume. */
export function groupText(sequence = 3): string {
  return `docker-volumes {
id = "ZxKtV8-Ro5a-NRUg-FbRU-B3gg-YHaO-OuqcaQ"
seqno = ${sequence}
format = "lvm2" # informational
status = ["RESIZEABLE", "READ", "WRITE"]
flags = []
tags = ["production"]
extent_size = 8192
max_lv = 0
max_pv = 0
metadata_copies = 0

physical_volumes {

pv0 {
id = "abcdef-GHIJ-klmn-OPQR-stuv-WXYZ-012345"
device = "/dev/vda"
status = ["ALLOCATABLE"]
flags = []
dev_size = 2097152
pe_start = 2048
pe_count = 255
}
}

logical_volumes {

data {
id = "04ZIQd-dxAj-Us9U-osjT-DnOS-qYCN-EXdGvl"
status = ["READ", "WRITE", "VISIBLE"]
flags = []
creation_time = 1763689858
creation_host = "guest"
segment_count = 2

segment1 {
start_extent = 0
extent_count = 2
type = "striped"
stripe_count = 1
stripes = [
"pv0", 0
]
}
segment2 {
start_extent = 2
extent_count = 3
type = "striped"
stripe_count = 1
stripes = [
"pv0", 10
]
}
}

thin {
id = "J5SjQb-DSWW-v3qx-kqdo-Gbnx-vX89-B3CtTo"
status = ["READ", "WRITE", "VISIBLE"]
flags = []
segment_count = 1

segment1 {
start_extent = 0
extent_count = 5
type = "thin"
thin_pool = "pool"
transaction_id = 0
device_id = 1
}
}

pool {
id = "PoOL00-DSWW-v3qx-kqdo-Gbnx-vX89-B3CtTo"
status = ["READ", "WRITE", "VISIBLE"]
flags = []
segment_count = 1

segment1 {
start_extent = 0
extent_count = 4
type = "thin-pool"
metadata = "pool_tmeta"
pool = "pool_tdata"
transaction_id = 1
chunk_size = 128
discards = "passdown"
zero_new_blocks = 1
}
}

pool_tmeta {
id = "PoOL01-DSWW-v3qx-kqdo-Gbnx-vX89-B3CtTo"
status = ["READ", "WRITE"]
flags = []
segment_count = 1

${linearSegment(20, 1)}
}

pool_tdata {
id = "PoOL02-DSWW-v3qx-kqdo-Gbnx-vX89-B3CtTo"
status = ["READ", "WRITE"]
flags = []
segment_count = 1

${linearSegment(21, 4)}
}
}
}
# Generated by LVM2 version 2.03.16(2) (2022-05-18)

contents = "Text Format Volume Group"
version = 1

description = ""

creation_host = "guest"	# Linux guest
creation_time = 1763689859	# Fri Nov 21 01:50:59 2025
`;
}
