import { describe, expect, it } from 'vitest';
import { parseMdstat } from './parse-mdstat.ts';

describe('parseMdstat', () => {
  it('reads the mirror of the lab', () => {
    const { value, problems } = parseMdstat(`Personalities : [raid1] 
md125 : active raid1 ubdb[1] ubda[0]
      1046528 blocks super 1.2 [2/2] [UU]
      
unused devices: <none>
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      {
        kname: 'md125',
        line: 2,
        state: 'active',
        readOnly: '',
        level: 'raid1',
        members: [
          {
            kname: 'ubdb',
            number: 1,
            isFaulty: false,
            isSpare: false,
            isWriteMostly: false,
            isJournal: false,
            isReplacement: false,
          },
          {
            kname: 'ubda',
            number: 0,
            isFaulty: false,
            isSpare: false,
            isWriteMostly: false,
            isJournal: false,
            isReplacement: false,
          },
        ],
        sizeBytes: 1071644672,
        superblock: '1.2',
        totalDisks: 2,
        workingDisks: 2,
        health: 'UU',
        bitmap: '',
        activity: null,
      },
    ]);
  });

  it('reads degraded, rebuilding, waiting, read-only and inactive arrays', () => {
    const { value, problems } = parseMdstat(`Personalities : [raid1] [raid6] [raid5] [raid4] 
md1 : active raid1 sdb2[1] sda2[0](F) sdc2[2](S) sdd2[3](W)(J) dm-37[4](R)
      136448 blocks [2/1] [U_]
      bitmap: 1/1 pages [4KB], 65536KB chunk

md2 : active (auto-read-only) raid5 sdd1[3] sdc1[1] sdb1[0]
      1465151808 blocks super 1.2 level 5, 64k chunk, algorithm 2 [4/3] [UU_U]
      [==>..................]  recovery = 12.6% (37043392/292945152) finish=127.5min speed=33440K/sec
      
md3 : active (read-only) raid1 sdf[1] sde[0]
      10 blocks super 1.0 [2/2] [UU]
      	resync=PENDING
      
md4 : active raid1 sdf[1] sde[0]
      10 blocks super 1.0 [2/2] [UU]
      [>....................]  check =  0.0% (0/10) finish=0.1min speed=0K/sec

md127 : inactive sdb[1](S) sda[0](S)
      5554 blocks super external:imsm
       
unused devices: sdz1 
`);
    expect(problems).toEqual([]);
    expect(value.map(({ kname, state, readOnly, level }) => [kname, state, readOnly, level])).toEqual([
      ['md1', 'active', '', 'raid1'],
      ['md2', 'active', 'auto-read-only', 'raid5'],
      ['md3', 'active', 'read-only', 'raid1'],
      ['md4', 'active', '', 'raid1'],
      ['md127', 'inactive', '', ''],
    ]);
    expect(value[0]?.members).toMatchObject([
      { kname: 'sdb2', number: 1, isFaulty: false },
      { kname: 'sda2', number: 0, isFaulty: true },
      { kname: 'sdc2', isSpare: true },
      { kname: 'sdd2', isWriteMostly: true, isJournal: true },
      { kname: 'dm-37', isReplacement: true },
    ]);
    expect(value[0]).toMatchObject({ superblock: '', totalDisks: 2, workingDisks: 1, health: 'U_' });
    expect(value[0]?.bitmap).toBe('1/1 pages [4KB], 65536KB chunk');
    expect(value[1]).toMatchObject({ totalDisks: 4, workingDisks: 3, health: 'UU_U' });
    expect(value.map(({ activity }) => activity)).toEqual([
      null,
      {
        kind: 'recovery',
        percent: 12.6,
        text: 'recovery = 12.6% (37043392/292945152) finish=127.5min speed=33440K/sec',
      },
      { kind: 'resync', percent: null, text: 'resync=PENDING' },
      { kind: 'check', percent: 0, text: 'check =  0.0% (0/10) finish=0.1min speed=0K/sec' },
      null,
    ]);
    expect(value[4]).toMatchObject({ superblock: 'external:imsm', totalDisks: null, health: '' });
  });

  it('lists what it does not understand', () => {
    const { value, problems } = parseMdstat(
      'md0 : active raid1 sda[0] what?\n      10 blocks\n   nonsense\ngarbage\nmd1 : active raid0 sdb[0]\n',
    );
    expect(value.map(({ kname }) => kname)).toEqual(['md0', 'md1']);
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 4]);
  });
});
