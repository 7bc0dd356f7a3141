import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { type OpenFile, parseFdLine } from './parse-fd-line.ts';

export type ProcessFile = OpenFile & { readonly pid: number };

/** Reads the section `open-files`: `/proc/123/fd:`, then lines of `ls -l` that lead to something below /dev. */
export function parseOpenFiles(text: string, section = 'open-files'): Parsed<readonly ProcessFile[]> {
  const value: ProcessFile[] = [];
  const problems: Problem[] = [];
  let pid: number | null = null;
  forEachLine(text, (content, line) => {
    const header = /^\/proc\/(\d{1,10})\/fd:$/.exec(content);
    const file = header ? null : parseFdLine(content, line);
    if (header) pid = Number(header[1]);
    else if (file && pid !== null) value.push({ ...file, pid });
    else if (content !== '' && !/^total \d+$/.test(content)) {
      problems.push({ section, line, message: 'Not an open file of a process', text: content });
    }
  });
  return { value, problems };
}
