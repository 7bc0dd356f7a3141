/** What a server that really runs says to those who may not, and to those who ask in ways that no page of ours does. */
import { expect, test } from '@playwright/test';
import {
  type AttackedServer,
  attackedServer,
  CAPTURE,
  FORM,
  LIST,
  ME,
  RUN,
  START,
  WATCH,
} from './attacked-server.ts';
import { PASSWORD, postPassword } from './dmscope-user.ts';
import { rawRequest } from './raw-request.ts';
import { RECORDING, serveCapture } from './serving.ts';
import { signInWith } from './sign-in-with.ts';

let server: AttackedServer;

test.beforeAll(async () => {
  server = await attackedServer();
});
test.afterAll(() => server?.stop());

/** What only the inside knows. */
const expectNothingOfTheHost = (body: string) =>
  expect(body).not.toMatch(/host1\.example|docker|LVM-|dmsetup/);

test('the sessions of these tests are good', async () => {
  expect((await server.get(ME, { cookie: server.operator })).body).toContain('"mayRun":true');
  expect((await server.get(ME, { cookie: server.viewer })).body).toContain('"name":"vera","role":"viewer"');
  expect((await server.get(CAPTURE, { cookie: server.viewer })).body).toContain('host1.example.com');
});

test('without a session nothing answers but the sign-in page and its files', async () => {
  for (const path of [ME, LIST, CAPTURE, WATCH, '/api/trpc/host.list,session.me?batch=1']) {
    const { status, body } = await server.get(path);
    expect(status, path).toBe(401);
    expectNothingOfTheHost(body);
  }
  for (const path of ['/', '/?host=recording', '/nosuchpage', '/_next/image?url=%2Ficon.svg&w=64&q=75']) {
    expect((await server.get(path)).status, path).toBe(401);
    const asPage = await server.get(path, { accept: 'text/html' });
    expect(asPage.status, path).toBe(303);
    expect(asPage.headers.location).toMatch(/^\/sign-in(\?next=|$)/);
  }
  expect((await server.post(START, { cookie: '' })).status).toBe(401);
  const page = await server.get('/sign-in');
  expect(page.status).toBe(200);
  expectNothingOfTheHost(page.body);
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? '';
  expect((await server.get(script)).status).toBe(200);
});

test('no path leads round the door', async () => {
  const tricks = [
    '//api/trpc/host.list',
    '/_next/../api/trpc/host.list',
    '/_next/static/../../api/trpc/host.list',
    '/_next/static/%2e%2e/%2e%2e/api/trpc/host.list',
    '/_next/static/..%2f..%2fapi/trpc/host.list',
    '/_next/static/..\\..\\api/trpc/host.list',
    '/_next/static/%252e%252e/api/trpc/host.list',
    '/sign-in/../api/trpc/host.list',
    '/sign-in/%2e%2e/api/trpc/host.list',
    '/sign-in/api/trpc/host.list',
    '/sign-in;/../api/trpc/host.list',
    '/sign-in%2f..%2fapi/trpc/host.list',
    '/%61pi/trpc/host.list',
    '/API/trpc/host.list',
    '/theme.js/../api/trpc/host.list',
    `${server.origin}/api/trpc/host.list`,
    `http://evil.example/api/trpc/host.list`,
  ];
  for (const path of tricks) {
    const { status, body } = await server.get(path);
    expect([400, 401, 404], path).toContain(status);
    expectNothingOfTheHost(body);
  }
});

test('no header of Next’s leads round the door either', async () => {
  const headers = {
    'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
    'x-matched-path': '/api/trpc/host.list',
    'x-invoke-path': LIST,
    'x-nextjs-data': '1',
    'x-middleware-rewrite': LIST,
    'next-action': 'x',
  };
  for (const path of [LIST, '/sign-in', '/_next/static/x.js']) {
    const { status, body } = await server.get(path, headers);
    expect([200, 401, 404], path).toContain(status);
    expect(path === LIST ? status : 401).toBe(401);
    expectNothingOfTheHost(body);
  }
});

test('a viewer sees, and runs nothing; an operator gets as far as that a recording cannot be changed', async () => {
  const refused = await server.post(START, { cookie: server.viewer });
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('not allowed: signed in as viewer');
  expect((await server.post('/api/trpc/run.stop', { cookie: server.viewer })).status).toBe(403);
  const asOperator = await server.post(START);
  expect(asOperator.status).not.toBe(403);
  expect(asOperator.body).toContain('recording');
});

test('nothing is changed by a GET', async () => {
  const { status } = await server.get(`${START}?input=${encodeURIComponent(RUN)}`, {
    cookie: server.operator,
  });
  expect(status).toBe(405);
});

test('nothing is changed for another origin, site or form', async () => {
  const attempts: readonly Readonly<Record<string, string>>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: server.origin.replace('http:', 'https:') },
    { origin: server.origin.replace(/:\d+$/, ':80') },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'evil.example' },
    { host: 'evil.example', origin: 'http://evil.example' },
  ];
  for (const headers of attempts)
    expect((await server.post(START, headers)).status, JSON.stringify(headers)).toBe(403);
  for (const type of [FORM, 'multipart/form-data; boundary=x', 'text/plain', 'application/jsonx'])
    expect((await server.post(START, { 'content-type': type })).status, type).toBe(415);
  expect((await server.post('/', { 'content-type': FORM })).status).toBe(405);
  expect(
    (await postPassword(server.address, 'vera', PASSWORD, { origin: 'http://evil.example' })).status,
  ).toBe(403);
  expect(
    (await server.post('/sign-out', { 'content-type': FORM, origin: 'http://evil.example' })).status,
  ).toBe(403);
  expect((await server.get(ME, { cookie: server.operator })).status).toBe(200);
});

test('nothing is read under another name, or by another site', async () => {
  const names = [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1:1@evil.example',
    '',
  ];
  for (const host of names)
    expect((await server.get(ME, { host, cookie: server.operator })).status, host).toBe(403);
  for (const site of ['cross-site', 'same-site'])
    for (const path of [ME, CAPTURE, WATCH])
      expect((await server.get(path, { 'sec-fetch-site': site, cookie: server.operator })).status, path).toBe(
        403,
      );
});

test('who names themselves in a header is nobody', async () => {
  const names = ['x-remote-user', 'remote-user', 'x-forwarded-user', 'x-dmscope-user', 'authorization'];
  for (const name of names) expect((await server.get(ME, { [name]: 'vera' })).status, name).toBe(401);
});

test('an upgrade of the connection is nobody’s way in', async () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  for (const path of ['/', '/_next/webpack-hmr', LIST]) {
    const { status } = await server.get(path, {
      ...upgrade,
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    });
    expect(status, path).toBe(401);
  }
});

test('with --read-only an operator runs nothing either', async () => {
  const own = await serveCapture(RECORDING, ['--read-only']);
  try {
    const { name, value } = await signInWith(own.signInLink);
    const cookie = `${name}=${value}`;
    const me = await rawRequest(own.address, ME, { headers: { cookie } });
    expect(me.body).toContain('"mayRun":false,"whyNot":"started with --read-only"');
    const headers = { cookie, origin: new URL(own.address).origin, 'content-type': 'application/json' };
    const started = await rawRequest(own.address, START, { method: 'POST', headers, body: RUN });
    expect(started.status).toBe(403);
    expect(started.body).toContain('not allowed: started with --read-only');
  } finally {
    await own.stop();
  }
});
