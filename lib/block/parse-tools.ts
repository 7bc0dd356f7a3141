import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** Reads the section `tools`: the path of each tool that the host has, as `command -v` prints it; gives their names. */
export function parseTools(text: string, section = 'tools'): Parsed<readonly string[]> {
  const value: string[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const name = /^\/(?:.*\/)?([^/\s]+)$/.exec(content)?.[1];
    if (name !== undefined) value.push(name);
    else if (content !== '')
      problems.push({ section, line, message: 'Not the path of a tool', text: content });
  });
  return { value, problems };
}
