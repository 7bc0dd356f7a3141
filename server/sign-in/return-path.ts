const NOWHERE = 'http://nowhere.invalid';

/**
 * Where to go after signing in: a path of this server, never an address elsewhere, however it is spelled (`//evil`,
 * `/\evil`, a tab in between), and not back to signing in.
 */
export function returnPath(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])[^\\\x00-\x20\x7f]*$/.test(wanted)) return '/';
  const url = URL.parse(wanted, NOWHERE);
  if (url === null || url.origin !== NOWHERE || url.pathname.startsWith('//')) return '/';
  if (/^\/(sign-|api\/)/.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}`;
}
