/**
 * What this server may be called. A name that somebody points at this address (DNS rebinding) is not its name, and a page
 * opened under it gets nothing. On loopback these are loopback's names; beyond it also this host's names and addresses, as
 * they are at that moment. Any other, such as a reverse proxy's, is told with --allow-host.
 */
import { hostname, networkInterfaces } from 'node:os';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

export type NameOptions = {
  /** The address that the server listens on. */
  readonly listen: string;
  readonly allowedHosts: readonly string[];
};

export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address);
}

/** `[::1]:4000` → `::1`, `Localhost:4000` → `localhost`; null for what is no host at all. */
export function hostName(hostHeader: string): string | null {
  const [, inBrackets, plain] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(hostHeader) ?? [];
  return (inBrackets ?? plain)?.toLowerCase() ?? null;
}

export function isOwnName(name: string, { listen, allowedHosts }: NameOptions): boolean {
  if (isLoopback(name) || name === listen) return true;
  if (allowedHosts.some((allowed) => allowed.toLowerCase() === name)) return true;
  return !isLoopback(listen) && namesOfThisHost().includes(name);
}

function namesOfThisHost(): readonly string[] {
  const own = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [own, own.split('.')[0] ?? own, ...addresses.map(({ address }) => address.toLowerCase())];
}
