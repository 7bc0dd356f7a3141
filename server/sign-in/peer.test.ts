import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createPeerReader, type ProxyOptions, whyNoAddress } from './peer.ts';

const NO_PROXY: ProxyOptions = { userHeader: null, from: [] };
const FORWARDED = {
  'x-remote-user': 'olga',
  'x-forwarded-for': '6.6.6.6, 192.0.2.7',
  'x-forwarded-proto': 'https',
};

function read(options: ProxyOptions, remoteAddress: string, headers: Record<string, string> = FORWARDED) {
  const request = { socket: { remoteAddress }, headers: { ...headers } } as unknown as IncomingMessage;
  return { ...createPeerReader(options)(request), left: request.headers['x-remote-user'] };
}

it('believes nobody when it was not told to', () => {
  expect(read(NO_PROXY, '::ffff:127.0.0.1')).toMatchObject({
    address: '127.0.0.1',
    isHttps: false,
    proxiedName: null,
  });
});

it('believes a proxy on loopback when it was given the header, and strikes it from everybody else’s', () => {
  const options = { userHeader: 'x-remote-user', from: [] };
  const believed = { address: '192.0.2.7', isHttps: true, proxiedName: 'olga', left: undefined };
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '::1'])
    expect(read(options, address)).toEqual(believed);
  expect(read(options, '192.0.2.9')).toEqual({
    address: '192.0.2.9',
    isHttps: false,
    proxiedName: null,
    left: undefined,
  });
});

it('believes the proxies it was told of, and then not loopback', () => {
  const options = { userHeader: 'x-remote-user', from: ['10.1.0.0/16', '2001:db8::1'] };
  expect(read(options, '10.1.2.3').proxiedName).toBe('olga');
  expect(read(options, '2001:db8::1').proxiedName).toBe('olga');
  expect(read(options, '10.2.2.3').proxiedName).toBeNull();
  expect(read(options, '127.0.0.1').proxiedName).toBeNull();
});

it('takes an empty header for nobody', () => {
  const options = { userHeader: 'x-remote-user', from: [] };
  expect(read(options, '127.0.0.1', { 'x-remote-user': ' ' }).proxiedName).toBeNull();
  expect(read(options, '127.0.0.1', {}).proxiedName).toBeNull();
});

it('knows an address and a network from other words', () => {
  for (const good of ['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'])
    expect(whyNoAddress(good)).toBeNull();
  for (const bad of ['', 'proxy.example.com', '10.0.0.0/33', '10.0.0.1/', '/8'])
    expect(whyNoAddress(bad)).not.toBeNull();
});
