/**
 * The link that dmscope prints when it starts: whoever can read its output may sign in with it, once. Its token is in the
 * link's fragment, which a browser keeps to itself: it gets into no log of a server or proxy, into no Referer, and a
 * program that looks at links ahead of a click cannot spend it. The sign-in page takes it out of the address bar and posts
 * it. Only its hash is kept.
 */
import { randomBytes } from 'node:crypto';
import { sameSecret, secretHash } from './secret-hash.ts';

export type OneTimeLink = {
  /** A new token; one that was not spent is void from now on. */
  readonly renew: () => string;
  /** True once for the token that is valid. */
  readonly spend: (token: string) => boolean;
};

export const LINK_VALID_MS = 3_600_000;

export function createOneTimeLink(now: () => number = Date.now): OneTimeLink {
  let valid: { readonly hash: string; readonly untilMs: number } | null = null;
  return {
    renew() {
      const token = randomBytes(32).toString('base64url');
      valid = { hash: secretHash(token), untilMs: now() + LINK_VALID_MS };
      return token;
    },
    spend(token) {
      if (valid === null || !sameSecret(secretHash(token), valid.hash)) return false;
      const isInTime = now() < valid.untilMs;
      valid = null;
      return isInTime;
    },
  };
}

/** `http://127.0.0.1:4000/sign-in#…` */
export function linkTo(address: string, token: string): string {
  return `${new URL('/sign-in', address).href}#${token}`;
}
