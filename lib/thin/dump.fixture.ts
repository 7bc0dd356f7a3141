import type { Understood } from '../dm/target-type.ts';
import type { PoolContents } from './pool-contents.ts';
import { createDumpReader, type DumpOptions } from './read-dump.ts';

const encoder = new TextEncoder();

/** A dump that has come in pieces of so many bytes, all of it at once unless told. */
export function readDump(
  text: string,
  { pieceBytes = Number.MAX_SAFE_INTEGER, ...options }: DumpOptions & { readonly pieceBytes?: number } = {},
): Understood<PoolContents> {
  const bytes = encoder.encode(text);
  const reader = createDumpReader(options);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  return reader.end();
}

/** The contents of a dump that is one. */
export function contentsOf(text: string, options: DumpOptions = {}): PoolContents {
  const read = readDump(text, options);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/**
 * What thin_dump 0.9.0 printed of a metadata snapshot of the lab's pool (scenario thin, state unclaimed). Of a snapshot it does not
 * tell how many data blocks there are: 3200.
 */
export const LAB_DUMP = `<superblock uuid="" time="3" transaction="6" flags="0" version="2" data_block_size="128" nr_data_blocks="0">
  <device dev_id="1" mapped_blocks="320" transaction="0" creation_time="0" snap_time="3">
    <range_mapping origin_begin="0" data_begin="0" length="320" time="0"/>
  </device>
  <device dev_id="2" mapped_blocks="0" transaction="1" creation_time="0" snap_time="0">
  </device>
  <device dev_id="3" mapped_blocks="0" transaction="2" creation_time="0" snap_time="0">
  </device>
  <device dev_id="4" mapped_blocks="320" transaction="3" creation_time="1" snap_time="2">
    <range_mapping origin_begin="0" data_begin="320" length="80" time="2"/>
    <range_mapping origin_begin="80" data_begin="80" length="240" time="0"/>
  </device>
  <device dev_id="5" mapped_blocks="320" transaction="4" creation_time="2" snap_time="2">
    <range_mapping origin_begin="0" data_begin="0" length="320" time="0"/>
  </device>
  <device dev_id="6" mapped_blocks="0" transaction="5" creation_time="2" snap_time="2">
  </device>
  <device dev_id="100" mapped_blocks="0" transaction="6" creation_time="2" snap_time="2">
  </device>
  <device dev_id="101" mapped_blocks="112" transaction="6" creation_time="2" snap_time="2">
    <range_mapping origin_begin="0" data_begin="400" length="112" time="3"/>
  </device>
  <device dev_id="102" mapped_blocks="320" transaction="6" creation_time="3" snap_time="3">
    <range_mapping origin_begin="0" data_begin="0" length="320" time="0"/>
  </device>
</superblock>
`;

export const LAB_OPTIONS = { dataBlockCount: 3200 } as const;
