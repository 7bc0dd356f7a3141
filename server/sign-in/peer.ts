/**
 * Where a request comes from. That is the address of its connection, unless that one is a reverse proxy dmscope was told
 * to trust (--trust-proxy-from; with --trust-proxy-user alone: loopback). Then the proxy says for whom it asks, and whether
 * they speak https. What anybody else says about that is struck out.
 */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export type ProxyOptions = {
  /** In lower case; the header in which the proxy names the user. */
  readonly userHeader: string | null;
  /** Addresses, or networks as `10.0.0.0/8`. */
  readonly from: readonly string[];
};

export type Peer = {
  readonly address: string;
  readonly isHttps: boolean;
  /** Whom the proxy has signed in; null if it says nobody, or is not trusted to. */
  readonly proxiedName: string | null;
};

/** Why this is no address or network; null if it is one. */
export function whyNoAddress(text: string): string | null {
  const [address = '', prefix] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
  return longest > 0 && isPrefix ? null : `${text} is no address and no network such as 10.0.0.0/8`;
}

/** Reads where requests come from, and strikes out what they may not say of themselves. */
export function createPeerReader({ userHeader, from }: ProxyOptions): (request: IncomingMessage) => Peer {
  const trusted = listOf(from.length === 0 && userHeader !== null ? ['127.0.0.0/8', '::1'] : from);
  return (request) => {
    const own = plainAddress(request.socket.remoteAddress ?? '');
    const isTrusted = isIP(own) !== 0 && trusted.check(own, isIP(own) === 6 ? 'ipv6' : 'ipv4');
    const said = (name: string) => (isTrusted ? request.headers[name] : undefined)?.toString().trim();
    const peer: Peer = {
      address: addressIn(said('x-forwarded-for')) ?? own,
      isHttps: said('x-forwarded-proto') === 'https',
      proxiedName: (userHeader === null ? undefined : said(userHeader)) || null,
    };
    if (userHeader !== null) delete request.headers[userHeader];
    return peer;
  };
}

/** What the trusted proxy itself saw is the last one; those before it the client may have made up. */
function addressIn(forwardedFor: string | undefined): string | null {
  const last = plainAddress(forwardedFor?.split(',').at(-1)?.trim() ?? '');
  return isIP(last) === 0 ? null : last;
}

/** IPv4 on a socket for both: `::ffff:127.0.0.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of addresses) {
    const [address = '', prefix] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
