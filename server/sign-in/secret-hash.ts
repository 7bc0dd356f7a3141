import { createHash, timingSafeEqual } from 'node:crypto';

/** Under what a random token is kept: who reads the process's memory or a core dump of it cannot sign in with that. */
export function secretHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function sameSecret(hash: string, other: string): boolean {
  return hash.length === other.length && timingSafeEqual(Buffer.from(hash), Buffer.from(other));
}
