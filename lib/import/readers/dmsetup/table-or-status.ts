import type { Segment } from '../../../dm/target-type.ts';
import { targetTypeOf } from '../../../dm/target-types.ts';

/** Which of the two commands printed lines that look alike: each target's own parsers tell by the arguments. */
export function isStatus(segments: readonly Segment[]): boolean {
  let balance = 0;
  for (const segment of segments.slice(0, 200)) {
    const args = segment.args.split(' ').filter((word) => word !== '');
    const type = targetTypeOf(segment.target);
    const isTable = type === null ? namesDevice(args) : type.parseTable(args, segment).ok;
    const isState = type === null ? !isTable : type.parseStatus(args, segment).ok;
    if (isTable !== isState) balance += isState ? 1 : -1;
  }
  return balance > 0;
}

/** What a table nearly always does, and a status does of few targets. */
function namesDevice(args: readonly string[]): boolean {
  return args.length === 0 || args.some((word) => /^(?:\d+:\d+$|\/dev\/.)/.test(word));
}
