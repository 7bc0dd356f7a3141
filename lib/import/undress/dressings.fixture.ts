/** What pastes and saved files do to the text of a terminal, each as a function of that text. */
export type Dressing = {
  readonly name: string;
  readonly dress: (text: string) => string;
  /** It changes how characters or lines are stored, so nothing is put around it but another of these. */
  readonly isEncoding?: true;
};

export const PLAIN = `# lsblk
NAME        MAJ:MIN RM  SIZE RO TYPE  MOUNTPOINTS
sda           8:0    0   20G  0 disk  
└─sda2        8:2    0   19G  0 part  
  ├─vg-root 253:0    0   17G  0 lvm   /
  │ └─vg-x  253:4    0    1G  0 lvm   
  └─vg-swap 253:1    0    2G  0 lvm   [SWAP]
# dmsetup ls --tree
guest-data (253:4)
 └─vg-snap (253:3)
    ├─vg-snap-cow (253:2)
    │  └─ (8:2)
    └─vg-lv-real (253:1)
       └─ (8:2)
# dmsetup table
vg-snap: 0 2048 linear 253:2 0
vg-real: 0 2048 linear 8:2 0
# multipath -ll
mpatha (36001405d1) dm-2 LIO-ORG,disk
size=10G features='1 queue_if_no_path' hwhandler='1 alua' wp=rw
|-+- policy='service-time 0' prio=0 status=active
| \`- #:#:#:# -   #:#  failed faulty running
\`-+- policy='service-time 0' prio=50 status=enabled
  \`- 6:0:0:0 sde 8:64 active ready running
# cat /proc/mdstat
Personalities : [raid1] [raid5]
md127 : active (auto-read-only) raid1 sdd1[0]
      3906885440 blocks super 1.2 [2/1] [U_]

unused devices: <none>
# pvs
  PV         VG Fmt  Attr PSize  PFree
  /dev/sda2  vg lvm2 a--  19.00g    0 
`;

const lines = (text: string, change: (line: string) => string) =>
  text.replace(/\n$/, '').split('\n').map(change).join('\n').concat('\n');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The bytes of UTF-8 as characters of a code page, from 80 on. */
const misread = (page: Readonly<Record<number, string>>) => (text: string) =>
  text.replace(/[─│└├┬┌]/g, (guide) =>
    [...new TextEncoder().encode(guide)].map((byte) => page[byte] ?? String.fromCharCode(byte)).join(''),
  );

export const DRESSINGS: readonly Dressing[] = [
  { name: 'a fence', dress: (text) => `\`\`\`\n${text}\`\`\`\n` },
  { name: 'a fence with a language', dress: (text) => `\`\`\`console\n${text}\`\`\`\n` },
  { name: 'a fence of tildes', dress: (text) => `~~~~ bash\n${text}~~~~\n` },
  { name: 'a fence that is not closed', dress: (text) => `\`\`\`sh\n${text}` },
  {
    name: 'a fence in an item of a list',
    dress: (text) => `1. \`\`\`\n${lines(text, (line) => `   ${line}`)}   \`\`\`\n`,
  },
  { name: 'a quote', dress: (text) => lines(text, (line) => `> ${line}`) },
  { name: 'a quote without blanks', dress: (text) => lines(text, (line) => `>${line}`) },
  { name: 'a quote of a quote', dress: (text) => lines(text, (line) => `>> ${line}`) },
  { name: 'a nested quote', dress: (text) => lines(text, (line) => `> > ${line}`) },
  {
    name: 'a quote with empty lines as editors leave them',
    dress: (text) => lines(text, (line) => (`> ${line}`.trimEnd() === '>' ? '>' : `> ${line}`)),
  },
  { name: 'four blanks', dress: (text) => lines(text, (line) => `    ${line}`) },
  { name: 'two blanks', dress: (text) => lines(text, (line) => `  ${line}`) },
  { name: 'a tab', dress: (text) => lines(text, (line) => `\t${line}`) },
  { name: 'pre', dress: (text) => `<pre class="x">${escaped(text)}</pre>\n` },
  {
    name: 'pre and code on lines of their own',
    dress: (text) => `<pre><code>\n${escaped(text)}</code></pre>\n`,
  },
  { name: 'line breaks of HTML', dress: (text) => lines(escaped(text), (line) => `${line}<br/>`) },
  { name: 'one line of HTML', dress: (text) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>\n` },
  { name: 'hard blanks as entities', dress: (text) => escaped(text).replaceAll(' ', '&nbsp;') },
  {
    name: 'guides as entities',
    dress: (text) => escaped(text).replace(/[─│└├]/g, (guide) => `&#x${guide.charCodeAt(0).toString(16)};`),
  },
  { name: 'a code block of a forum', dress: (text) => `[code]\n${text}[/code]\n` },
  { name: 'a code block of a wiki', dress: (text) => `{noformat}\n${text}{noformat}\n` },
  {
    name: 'a recording',
    dress: (text) =>
      `Script started on 2026-11-03 10:00:00+00:00 [TERM="xterm"]\n${text}\nScript done on 2026-11-03 10:00:09+00:00 [COMMAND_EXIT_CODE="0"]\n`,
  },
  {
    name: 'colours',
    dress: (text) => lines(text, (line) => line.replace(/\S+/, (word) => `\x1b[01;34m${word}\x1b[0m`)),
  },
  {
    name: 'a title and links',
    dress: (text) =>
      lines(text, (line) => `\x1b]0;root@h: ~\x07\x1b]8;;file:///x\x1b\\${line}\x1b]8;;\x1b\\`),
  },
  { name: 'typing errors', dress: (text) => text.replaceAll('# lsblk', '# lsx\bblj\b\x1b[Kk') },
  {
    name: 'bracketed paste',
    dress: (text) =>
      lines(text, (line) => (line.startsWith('# ') ? `\x1b[?2004h${line}\n\x1b[?2004l` : line)).replaceAll(
        '\x1b[?2004l\n',
        '\x1b[?2004l\r',
      ),
  },
  { name: 'prompts of bash', dress: (text) => text.replace(/^# /gm, 'root@host:~/x# ') },
  { name: 'prompts in brackets', dress: (text) => text.replace(/^# /gm, '[root@host ~]# ') },
  { name: 'prompts of two lines', dress: (text) => text.replace(/^# /gm, '┌──(kali㉿kali)-[~]\n└─$ sudo ') },
  { name: 'prompts of oh-my-zsh', dress: (text) => text.replace(/^# /gm, '➜  src git:(main) ✗ sudo -E ') },
  {
    name: 'prompts of fish',
    dress: (text) => text.replace(/^# /gm, 'user@host ~> doas /sbin/').replace('/sbin/cat', 'cat'),
  },
  { name: 'prompts with the time', dress: (text) => text.replace(/^# /gm, '[10:11:12] root@host:~# ') },
  { name: 'a trace', dress: (text) => text.replace(/^# /gm, '+ ') },
  { name: 'headings', dress: (text) => text.replace(/^# (.*)$/gm, '\n### $1') },
  { name: 'headings with a ruler', dress: (text) => text.replace(/^# (.*)$/gm, '\n== $1 ==\n') },
  { name: 'headings in bold', dress: (text) => text.replace(/^# (.*)$/gm, '**Output of `$1`:**\n') },
  {
    name: 'warnings',
    dress: (text) =>
      text.replace(
        /^# .*$/gm,
        '$&\n[sudo] password for bob: \n  WARNING: PV x is missing.\nFile descriptor 7 (pipe:[1]) leaked on vgs invocation. Parent PID 1: bash\nbash: warning: setlocale: LC_ALL: cannot change locale (C.UTF-8)',
      ),
  },
  { name: 'CRLF', dress: (text) => text.replaceAll('\n', '\r\n'), isEncoding: true },
  { name: 'CR', dress: (text) => text.replaceAll('\n', '\r'), isEncoding: true },
  { name: 'a byte order mark', dress: (text) => `\ufeff${text}`, isEncoding: true },
  { name: 'hard blanks', dress: (text) => text.replaceAll(' ', '\u00a0'), isEncoding: true },
  {
    name: 'guides in Windows-1252',
    dress: misread({ 128: '€', 130: '‚', 148: '”', 156: 'œ', 172: '¬', 140: 'Œ' }),
    isEncoding: true,
  },
  { name: 'guides in ISO 8859-1', dress: misread({}), isEncoding: true },
  {
    name: 'guides in code page 437',
    dress: misread({ 226: 'Γ', 148: 'ö', 128: 'Ç', 130: 'é', 156: '£', 172: '¼', 140: 'î' }),
    isEncoding: true,
  },
  {
    name: 'guides in code page 850',
    dress: misread({ 226: 'Ô', 148: 'ö', 128: 'Ç', 130: 'é', 156: '£', 172: '¼', 140: 'î' }),
    isEncoding: true,
  },
];
