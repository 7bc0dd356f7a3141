import type { Reader } from '../reading.ts';
import { dmsetupReaders } from './dmsetup/dmsetup-readers.ts';
import { lsblkReader } from './lsblk/lsblk-reader.ts';
import { lvmReaders } from './lvm/lvm-readers.ts';
import { toolReaders } from './tools/tool-readers.ts';

/** All of them. The first that knows an output reads it: those with a form that nothing else has come first. */
export const READERS: readonly Reader[] = [lsblkReader, ...dmsetupReaders, ...lvmReaders, ...toolReaders];
