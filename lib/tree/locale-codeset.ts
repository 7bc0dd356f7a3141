/**
 * Whether a locale named by the environment uses UTF-8, judged by its name alone: of LC_ALL, LC_CTYPE and LANG the
 * first that is set and not empty counts (POSIX, "Internationalization Variables").
 */
export function isUtf8Locale(environment: Readonly<Record<string, string | undefined>>): boolean {
  return /\.utf-?8(?:@|$)/i.test(localeName(environment));
}

/** The locale for characters; `C` when none is set. */
export function localeName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.LC_ALL || environment.LC_CTYPE || environment.LANG || 'C';
}
