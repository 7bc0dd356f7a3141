import { describe, expect, it } from 'vitest';
import { whyRefused } from './http-guard.ts';

function refusalOf(host: string | undefined, listen = '127.0.0.1') {
  return whyRefused({ headers: host === undefined ? {} : { host }, url: '/' }, listen);
}

describe('a server on loopback', () => {
  it('answers to the names of loopback, with any port', () => {
    for (const host of [
      'localhost',
      'localhost:4000',
      'LOCALHOST:1',
      '127.0.0.1:4000',
      '127.0.0.2',
      '[::1]:4000',
    ]) {
      expect(refusalOf(host)).toBeNull();
    }
  });

  it('refuses every other name, such as one that an attacker points at 127.0.0.1', () => {
    for (const host of [
      'evil.example',
      'localhost.evil.example:4000',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      '',
      undefined,
    ]) {
      expect(refusalOf(host)).toMatch(/this server is not called/);
    }
  });
});

describe('a server on another address', () => {
  it('cannot know what it is called, and answers', () => {
    expect(refusalOf('storage1.example.com:4000', '0.0.0.0')).toBeNull();
  });

  it("refuses another site's questions, but not a link to its page", () => {
    const headers = { host: 'storage1:4000', 'sec-fetch-site': 'cross-site' };
    expect(whyRefused({ headers, url: '/api/trpc/host.list' }, '0.0.0.0')).toMatch(/another site/);
    expect(whyRefused({ headers, url: '/?host=this-host' }, '0.0.0.0')).toBeNull();
  });
});
