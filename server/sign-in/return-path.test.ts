import { expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

it('leads back to a view of this server', () => {
  for (const path of ['/', '/?host=this-host&device=dm:LVM-x&q=a%20b//c', '/runs?run=20261121-143002-3f9a'])
    expect(returnPath(path)).toBe(path);
});

it('never leads elsewhere, however that is spelled', () => {
  const elsewhere = [
    null,
    '',
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'evil.example',
  ];
  for (const path of elsewhere) expect(returnPath(path)).toBe('/');
});

it('does not lead back to signing in or out, nor to what is no page', () => {
  for (const path of ['/sign-in', '/sign-in?next=/x', '/sign-out', '/x/../sign-in', '/api/trpc/host.list'])
    expect(returnPath(path)).toBe('/');
});
