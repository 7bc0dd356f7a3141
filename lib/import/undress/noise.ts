/** Lines on a terminal that no command meant for its output, each with where it comes from. */
const NOISE: readonly (readonly [RegExp, string])[] = [
  [/^\s*File descriptor \d+ \(.{0,400}\) leaked (?:on|in) /, 'warning of LVM'],
  // That a physical volume is missing is what the reports are read for.
  [/^\s*WARNING: (?!Couldn't find device (?:with uuid|for PV) |VG \S+ is missing PV )/, 'warning of LVM'],
  [
    /^(?:-|\/bin\/|\/usr\/bin\/)?(?:ba|z|da|k)?sh: (?:line \d+: )?warning: (?:setlocale|shell_init)/,
    'warning about the locale',
  ],
  [/^perl: warning: /, 'warning about the locale'],
  [/^\s+(?:LANGUAGE|LC_[A-Z]+|LANG) = .{0,80}$/, 'warning about the locale'],
  [/^\s{2,}are supported and installed on your system\.$/, 'warning about the locale'],
  [/^locale: Cannot set LC_/, 'warning about the locale'],
  [
    /^sudo: (?:unable to resolve host|setrlimit|timestamp|\d+ incorrect password|a (?:terminal|password) is required)/,
    'message of sudo',
  ],
  [/^Sorry, try again\.$/, 'message of sudo'],
  [/^We trust you have received the usual lecture from the local System$/, 'message of sudo'],
  [/^Administrator\. It usually boils down to these three things:$/, 'message of sudo'],
  [
    /^\s+#[123]\) (?:Respect the privacy of others|Think before you type|With great power comes great responsibility)\.$/,
    'message of sudo',
  ],
  [/^For security reasons, the password you type will not be visible\.$/, 'message of sudo'],
  [/^Last login: \w{3} /, 'message at login'],
  [/^Connection to \S+ closed\.$/, 'message of ssh'],
  [/^Warning: Permanently added /, 'message of ssh'],
  [/^Pseudo-terminal will not be allocated/, 'message of ssh'],
];
const FIRST =
  /^\s*(?:File desc|WARNING:|[-/\w]*sh: |perl: |L[AC]|are supp|locale:|sudo: |Sorry,|We trust|Admini|#[123]\)|For sec|Last l|Connection|Warning:|Pseudo)/;

/** Why a line belongs to no output; null: it may belong to one. */
export function whyNoise(text: string): string | null {
  if (!FIRST.test(text)) return null;
  return NOISE.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What stands on the line after sudo's question, most often nothing; null: sudo does not ask here. */
export function afterPassword(text: string): string | null {
  if (!/^(?:\[sudo|doas|[Pp]assword)/.test(text)) return null;
  const asked =
    /^(?:\[sudo[^\]]{0,80}\] .{1,80}?[:：]|doas \([^)]{1,80}\) password:|[Pp]assword(?: for [\w.@-]{1,60})?:)(?:\s|$)/.exec(
      text,
    )?.[0];
  return asked === undefined ? null : text.slice(asked.length);
}
