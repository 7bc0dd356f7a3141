import type { GivenLine } from '../../reading.ts';
import { commandWords, hasFlag, optionsOf } from './command-words.ts';
import { mdadmDetail } from './mdadm-detail.ts';
import { mdadmExamine } from './mdadm-examine.ts';
import { mdadmScan } from './mdadm-scan.ts';
import { toolReader } from './tool-reader.ts';

const WITH_VALUE = ['-c', '-e', '--config', '--metadata', '--homehost'];
const HEAD = /^\/dev\/\S+:$/;
const ARRAY = /^(?:INACTIVE-)?ARRAY /;
const RAID_FIELD = /^\s*(?:Raid Level|Magic|Array Size|MBR Magic|Raid Devices) : /;

/** `mdadm --detail`, `--examine` and both with `--scan` (mdadm(8)). */
export const mdadmReader = toolReader({
  kind: 'mdadm',
  assumedCommand: 'mdadm --detail',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    const options = optionsOf(args, WITH_VALUE);
    return program === 'mdadm' && hasFlag(options, '-D', '--detail', '-E', '--examine');
  },
  looksLike: (lines) =>
    isOneArray(lines) || lines.some(({ text }) => /^(?:INACTIVE-)?ARRAY \/dev\/\S+ .*UUID=/.test(text)),
  find: (lines, { command }) => {
    const { args, isFiltered } = commandWords(command);
    const options = optionsOf(args, WITH_VALUE);
    const isDetail = hasFlag(options, '-D', '--detail');
    if (
      lines.some(({ text }) => ARRAY.test(text)) ||
      (lines.length === 0 && hasFlag(options, '-s', '--scan'))
    ) {
      const isAll = isDetail && hasFlag(options, '-s', '--scan') && options.rest.length === 0 && !isFiltered;
      return { ...mdadmScan(lines, isDetail), whole: isAll ? ['arrays'] : [] };
    }
    const isExamine = lines.some(({ text }) =>
      /^\s*(?:Magic|MBR Magic|Device Role|Array State) : /.test(text),
    );
    return isExamine ? mdadmExamine(lines) : mdadmDetail(lines);
  },
});

function isOneArray(lines: readonly GivenLine[]): boolean {
  return lines.some(
    ({ text }, i) => HEAD.test(text) && lines.slice(i + 1, i + 8).some((line) => RAID_FIELD.test(line.text)),
  );
}
