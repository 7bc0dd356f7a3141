import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { type OpenFile, parseFdLine } from './parse-fd-line.ts';

/** The process that serves an nbd device, and what it has open: sockets and pipes too, since a line is never dropped. */
export type NbdServer = {
  readonly kname: string;
  /** /sys/block/nbdN/pid: a thread's id, and stale after a disconnect. */
  readonly pid: number;
  /** The process of that thread, none after a disconnect; null where the capture does not tell. */
  readonly processIds: readonly number[] | null;
  readonly files: readonly OpenFile[];
  readonly line: number;
};

/**
 * Reads the section `nbd-files`: a line `nbd0 pid=123 tgid=120` for each connected device, then `ls -lb /proc/123/fd`. `raw` says that
 * this `ls` has no escapes; older ones have neither them nor `tgid`.
 */
export function parseNbdFiles(text: string, section = 'nbd-files'): Parsed<readonly NbdServer[]> {
  const value: (NbdServer & { files: OpenFile[] })[] = [];
  let isEscaped = false;
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const header = /^(nbd\d{1,6}) pid=(\d{1,10})( tgid=(\d{0,10})( raw)?)?$/.exec(content);
    const file = header ? null : parseFdLine(content, line, isEscaped);
    const server = value.at(-1);
    if (header) {
      const [, kname = '', pid, more, tgid = '', raw] = header;
      const processIds = more === undefined ? null : tgid === '' ? [] : [Number(tgid)];
      isEscaped = more !== undefined && raw === undefined;
      value.push({ kname, pid: Number(pid), processIds, files: [], line });
    } else if (file && server) server.files.push(file);
    else if (content !== '' && !/^total \d+$/.test(content)) {
      problems.push({ section, line, message: 'Not an open file of an nbd server', text: content });
    }
  });
  return { value, problems };
}
