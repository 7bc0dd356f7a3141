import type { Reader } from '../../reading.ts';
import { backupReader } from './backup.ts';
import { displayReader } from './display.ts';
import { reportReader } from './report.ts';

/** All that LVM's commands print, and its files of metadata. */
export const lvmReaders: readonly Reader[] = [reportReader, displayReader, backupReader];
