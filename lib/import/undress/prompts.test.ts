import { expect, test } from 'vitest';
import { readPrompt } from './prompts.ts';

test.each([
  'user@host:~$ ',
  '[root@h ~]# ',
  '# ',
  '$ ',
  '% ',
  'host% ',
  'user@host ~> ',
  '➜  ~ ',
  '➜  src git:(main) ✗ ',
  '❯ ',
  'λ ',
  '╰─$ ',
  '└─# ',
  '└──╼ $',
  'host ~ # ',
  'core@ip-10 ~ $ ',
  '+ ',
  '(venv) user@host:~/x$ ',
  '(base) [u@h dir]$ ',
  '12:34:56 user@host:~$ ',
  '[2026-11-01 10:00:00] [root@h ~]# ',
  'user@host:~/src (main *$%) $ ',
  'bash-5.1# ',
  '/ # ',
  '(initramfs) ',
  'user@host ~ % ',
  ' user \ue0b0 ~/src \ue0b0 main \ue0b0 ',
  'ops@node19:~|⇒  ',
  'Tue Nov  3 10:00:00 root@h:~# ',
  'root@host:~#',
  '    $ ',
])('%s is a prompt', (prompt) => {
  expect(readPrompt(`${prompt}sudo -E /sbin/lsblk -f | grep sd  # disks`)?.command).toBe(
    'lsblk -f | grep sd',
  );
});

test('a command is as typed, without what runs it', () => {
  const typed = (line: string) => readPrompt(`u@h:~$ ${line}`)?.command;
  expect(typed('LC_ALL=C sudo -u root -n time /usr/sbin/dmsetup table && lsblk; date')).toBe(
    'dmsetup table && lsblk; date',
  );
  expect(typed('dmsetup ls --tree | egrep "253:(82|#84)" # mine')).toBe(
    'dmsetup ls --tree | egrep "253:(82|#84)"',
  );
  expect(typed('sudo -i')).toBe('sudo -i');
  expect(typed('# only a comment')).toBe('');
  expect(typed('./my-script --all')).toBe('./my-script --all');
  expect(typed('lsblk                      10:11:12')).toBe('lsblk');
});

test.each([
  '# /etc/fstab: static file system information.',
  '# mount the disk of the guest',
  '└─sda2        8:2    0   19G  0 part  ',
  '| `- #:#:#:# -   #:#  failed faulty running',
  'user@host:/x   100G   50G   50G  50% /mnt',
  'lrwxrwxrwx 1 root root 7 Oct 26 11:21 a -> ../sbin/mdadm',
  'device3: 0 204800 thin 0 - <--- no file system',
  '[=>...................]  recovery =  8.5% (166440960/1953382400)',
  'md127 : active (auto-read-only) raid1 sdd1[0]',
])('%s is none', (line) => {
  expect(readPrompt(line)).toBeNull();
});
