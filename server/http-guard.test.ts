import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type GuardOptions, whyRefused } from './http-guard.ts';

const LOOPBACK: GuardOptions = { listen: '127.0.0.1', allowedHosts: [], isHttps: false };
const EVERYWHERE: GuardOptions = { ...LOOPBACK, listen: '0.0.0.0' };

function refusalOf(host: string | undefined, options = LOOPBACK) {
  return whyRefused({ headers: host === undefined ? {} : { host }, url: '/', method: 'GET' }, options);
}

function post(url: string, headers: Readonly<Record<string, string>>, options = LOOPBACK) {
  const own = { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000', 'content-type': 'application/json' };
  const all = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== '');
  return whyRefused({ headers: Object.fromEntries(all), url, method: 'POST' }, options)?.status ?? null;
}

describe('the name that a request asks for', () => {
  it('may be any name of loopback, with any port', () => {
    for (const host of [
      'localhost',
      'localhost:4000',
      'LOCALHOST:1',
      '127.0.0.1:4000',
      '127.0.0.2',
      '[::1]:4000',
    ])
      expect(refusalOf(host)).toBeNull();
  });

  it('may be no other on loopback, such as one that an attacker points at 127.0.0.1', () => {
    const others = [
      'evil.example',
      'localhost.evil.example:4000',
      '127.0.0.1.evil.example',
      '127.0.0.1:4000@evil.example',
      '10.0.0.1',
      hostname(),
      '',
      undefined,
    ];
    for (const host of others) {
      expect(refusalOf(host)).toMatchObject({ status: 403, why: expect.stringMatching(/is not called/) });
    }
  });

  it('may beyond loopback be what this host is called, and nothing else', () => {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    for (const { address, family } of addresses)
      expect(refusalOf(family === 'IPv6' ? `[${address}]:4000` : address, EVERYWHERE)).toBeNull();
    expect(refusalOf(hostname(), EVERYWHERE)).toBeNull();
    expect(refusalOf('localhost:4000', EVERYWHERE)).toBeNull();
    expect(refusalOf('evil.example:4000', EVERYWHERE)).toMatchObject({ status: 403 });
  });

  it('may be one that was allowed', () => {
    const options = { ...LOOPBACK, allowedHosts: ['storage.example.com'] };
    expect(refusalOf('Storage.Example.com', options)).toBeNull();
    expect(refusalOf('other.example.com', options)).toMatchObject({ status: 403 });
  });
});

describe('the path', () => {
  it('is refused when it can be read in two ways', () => {
    const odd = [
      '//evil.example/',
      '/a//b',
      '/_next/../api/trpc/host.list',
      '/_next/static/%2e%2E/api/trpc/host.list',
      '/_next/static/%252e%252e/api',
      '/api%2ftrpc/host.list',
      '/\\evil.example',
      '/api/./trpc',
      '/a%00',
      'http://evil.example/',
      '*',
      '',
    ];
    for (const url of odd)
      expect(whyRefused({ headers: { host: 'localhost' }, url, method: 'GET' }, LOOPBACK)?.status).toBe(400);
  });

  it('may be followed by anything', () => {
    const url = '/?device=dm%2F%2e%2e//x&q=a//../b';
    expect(whyRefused({ headers: { host: 'localhost' }, url, method: 'GET' }, LOOPBACK)).toBeNull();
  });
});

describe('reading', () => {
  it("is not for another site's pages, nor for those of another port, but a link may lead here", () => {
    for (const site of ['cross-site', 'same-site']) {
      const headers = { host: 'localhost:4000', 'sec-fetch-site': site };
      const ask = (url: string) => whyRefused({ headers, url, method: 'GET' }, LOOPBACK);
      expect(ask('/api/trpc/host.list')).toMatchObject({ status: 403 });
      expect(ask('/?host=this-host')).toBeNull();
    }
  });
});

describe('changing something', () => {
  it("takes JSON from this server's own pages", () => {
    expect(post('/api/trpc/run.start', {})).toBeNull();
    expect(post('/api/trpc/run.start', { 'sec-fetch-site': 'same-origin' })).toBeNull();
    expect(post('/api/trpc/run.start', { 'content-type': 'application/json; charset=utf-8' })).toBeNull();
    expect(post('/api/trpc/run.start', { origin: '', 'sec-fetch-site': 'same-origin' })).toBeNull();
  });

  it('is refused from any other origin, and from a request that does not say its own', () => {
    const foreign = [
      'http://evil.example',
      'http://127.0.0.1:8080',
      'https://127.0.0.1:4000',
      'null',
      'http://localhost:4000',
    ];
    for (const origin of foreign) expect(post('/api/trpc/run.start', { origin })).toBe(403);
    expect(post('/api/trpc/run.start', { origin: '' })).toBe(403);
    expect(post('/api/trpc/run.start', { origin: '', 'sec-fetch-site': 'none' })).toBe(403);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(post('/api/trpc/run.start', { 'sec-fetch-site': site })).toBe(403);
  });

  it('asks for https in the origin where a trusted proxy speaks it', () => {
    const options = { ...LOOPBACK, isHttps: true };
    expect(post('/api/trpc/run.start', { origin: 'https://127.0.0.1:4000' }, options)).toBeNull();
    expect(post('/api/trpc/run.start', {}, options)).toBe(403);
  });

  it('takes no form, which any page can post', () => {
    const forms = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', ''];
    for (const type of forms) expect(post('/api/trpc/run.start', { 'content-type': type })).toBe(415);
    expect(post('/sign-in/password', { 'content-type': 'application/x-www-form-urlencoded' })).toBeNull();
    expect(post('/sign-in/password', {})).toBe(415);
  });

  it('is done with POST, and on no page', () => {
    expect(post('/', {})).toBe(405);
    expect(post('/sign-in', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(405);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      const headers = { host: 'localhost' };
      expect(whyRefused({ headers, url: '/api/trpc/run.start', method }, LOOPBACK)?.status).toBe(405);
    }
  });
});
