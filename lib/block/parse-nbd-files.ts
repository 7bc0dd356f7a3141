import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { type OpenFile, parseFdLine } from './parse-fd-line.ts';

/** The process that serves an nbd device, and what it has open: sockets and pipes too, since a line is never dropped. */
export type NbdServer = {
  readonly kname: string;
  /** /sys/block/nbdN/pid: a thread's id, and stale after a disconnect. */
  readonly pid: number;
  readonly files: readonly OpenFile[];
  readonly line: number;
};

/** Reads the section `nbd-files`: a line `nbd0 pid=123` for each connected device, then `ls -l /proc/123/fd`. */
export function parseNbdFiles(text: string, section = 'nbd-files'): Parsed<readonly NbdServer[]> {
  const value: { kname: string; pid: number; files: OpenFile[]; line: number }[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const header = /^(nbd\d{1,6}) pid=(\d{1,10})$/.exec(content);
    const file = header ? null : parseFdLine(content, line);
    const server = value.at(-1);
    if (header) value.push({ kname: header[1] ?? '', pid: Number(header[2]), files: [], line });
    else if (file && server) server.files.push(file);
    else if (content !== '' && !/^total \d+$/.test(content)) {
      problems.push({ section, line, message: 'Not an open file of an nbd server', text: content });
    }
  });
  return { value, problems };
}
