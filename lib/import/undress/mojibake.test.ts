import { expect, test } from 'vitest';
import { repairGuides } from './mojibake.ts';

test.each([
  ['  â”œâ”€vg-root 253:0', '  ├─vg-root 253:0'],
  ['â"‚ â""â"€vg-root 253:0', '│ └─vg-root 253:0'],
  ['â\u0094\u0082 â\u0094\u0094â\u0094\u0080a 253:0', '│ └─a 253:0'],
  [' ÔööÔöÇvg (253:1)', ' └─vg (253:1)'],
  ['Γöé Γö£ΓöÇvg (253:1)', '│ ├─vg (253:1)'],
  ['в”њв”Ђsda1 8:1', '├─sda1 8:1'],
  ['鈹溾攢sda1 8:1', '├─sda1 8:1'],
  ['> â”œâ”€a 1:1', '> ├─a 1:1'],
  ['? ??vg-root 253:0 0', '│ ├─vg-root 253:0 0'],
  ['??????sda1 8:1', '├─sda1 8:1'],
  ['\ufffd\ufffdsda1 8:1', '├─sda1 8:1'],
])('%s is a tree again', (broken, repaired) => {
  expect(repairGuides(broken)).toBe(repaired);
});

test.each(['What?? 8:1 is it', '/mnt/CafÃ© â”œâ”€', '?? no numbers', 'Ô a', '├─a?? 8:1'])(
  '%s stays',
  (line) => {
    expect(repairGuides(line)).toBe(line);
  },
);
