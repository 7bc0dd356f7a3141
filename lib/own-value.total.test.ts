import { expect, test } from 'vitest';
import { findings } from './findings/findings.ts';
import { renderFindings } from './findings/render-text.ts';
import { importCapture } from './import/import-capture.ts';
import { planFor } from './plan/plan-for.ts';
import { buildStack } from './stack/build-stack.ts';
import { makerOf, usedAs } from './stack/describe.ts';

/** What every object inherits: a table of ours that is asked by such a word must not answer with it. */
const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

/** `WORD` stands where whoever made a device, a guest for one, may have put any word. */
const TEXTS: Readonly<Record<string, string>> = {
  'LVM’s health':
    '# lvs -o lv_name,vg_name,lv_attr,lv_health_status\n  LV   VG Attr       Health\n  r1   vg rwi-a-r--- WORD\n  pool vg twi-aotz-- WORD\n  snap vg swi-a-s--- WORD\n',
  'LVM’s health in JSON':
    '# lvs --reportformat json\n{"report":[{"lv":[{"lv_name":"r1","vg_name":"vg","lv_attr":"rwi-a-r---","lv_health_status":"WORD"}]}]}\n',
  'a target':
    '# dmsetup table\na: 0 8 WORD 1 2 3\n# dmsetup status\na: 0 8 WORD 1/2 50%\n# dmsetup info -c\nName Maj Min Stat Open Targ Event UUID\na 254 0 L--w 0 1 0 \n',
  'a file system':
    '# lsblk -o NAME,MAJ:MIN,TYPE,FSTYPE,SIZE\nNAME  MAJ:MIN TYPE FSTYPE SIZE\nsda   8:0     disk WORD   1G\nloop0 7:0     loop WORD   1G\n',
  'a type': '# lsblk -o NAME,MAJ:MIN,TYPE\nNAME MAJ:MIN TYPE\nsda  8:0     WORD\n└─a  254:0   WORD\n',
  'a level':
    '# cat /proc/mdstat\nPersonalities : [WORD]\nmd0 : active WORD sda[0] sdb[1]\n      100 blocks [2/1] [U_]\n\nunused devices: <none>\n',
  'a signature': '# blkid\n/dev/sda: UUID="x" TYPE="WORD"\n',
  'an option': '# lsblk --WORD\nNAME MAJ:MIN RM SIZE RO TYPE\nsda 8:0 0 1G 0 disk\n',
  'an entity': '<pre># lsblk\nNAME MAJ:MIN RM SIZE RO TYPE\nsda 8:0 0 1G 0 disk /&WORD;\n</pre>',
};

test.each(Object.entries(TEXTS))(
  '%s that is called as what all objects inherit is a word like another',
  (_, text) => {
    for (const word of INHERITED) {
      const read = importCapture(
        [{ path: '-', bytes: new TextEncoder().encode(text.replaceAll('WORD', word)) }],
        '',
      );
      if (!read.ok) continue;
      const stack = buildStack(read.value.value, read.value.problems);
      const words = stack.devices.flatMap((device) => [
        ...[usedAs(device)?.text, makerOf(device).by, makerOf(device).detail],
        ...(['free', 'remove'] as const).map((kind) => JSON.stringify(planFor({ kind, device }, stack))),
      ]);
      for (const each of [...words, renderFindings(findings(stack))])
        if (each !== undefined)
          expect([typeof each, `${each}`]).toEqual(['string', expect.not.stringContaining('native code')]);
    }
  },
);
