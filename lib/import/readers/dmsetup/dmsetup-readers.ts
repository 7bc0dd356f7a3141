import type { Reader } from '../../reading.ts';
import { depsReader } from './deps-reader.ts';
import { infoReader } from './info-reader.ts';
import { lsReader } from './ls-reader.ts';
import { tableReaders } from './table-reader.ts';
import { treeReader } from './tree-reader.ts';

/** What people paste of dmsetup, one reader for each kind of output. */
export const dmsetupReaders: readonly Reader[] = [
  infoReader,
  ...tableReaders,
  depsReader,
  treeReader,
  lsReader,
];
