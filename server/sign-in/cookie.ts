import type { IncomingMessage } from 'node:http';

/**
 * The cookie of a session. Browsers keep cookies per name of a host and not per port, so that two dmscopes on one host
 * would sign each other out: the port is in the cookie's name. Behind https it is a __Host- cookie, which no neighbouring
 * name and no plain http can set.
 */
export type CookiePlace = { readonly host: string; readonly isHttps: boolean };

export function cookieName({ host, isHttps }: CookiePlace): string {
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  return `${isHttps ? '__Host-' : ''}dmscope${port === undefined ? '' : `-${port}`}`;
}

/** The token that a request brings; null if none, or if it brings two, of which one is somebody else's. */
export function tokenOf({ headers }: Pick<IncomingMessage, 'headers'>, place: CookiePlace): string | null {
  const name = `${cookieName(place)}=`;
  const values = (headers.cookie ?? '')
    .split(/;\s*/)
    .filter((pair) => pair.startsWith(name))
    .map((pair) => pair.slice(name.length));
  const [value = ''] = values;
  return values.length === 1 && /^[\w-]{43}$/.test(value) ? value : null;
}

/** It lasts as long as the browser's own session; the server ends it sooner. */
export function cookieWith(token: string, place: CookiePlace): string {
  return `${cookieName(place)}=${token}; Path=/; HttpOnly; SameSite=Strict${place.isHttps ? '; Secure' : ''}`;
}

export function cookieWithout(place: CookiePlace): string {
  return `${cookieWith('', place)}; Max-Age=0`;
}
