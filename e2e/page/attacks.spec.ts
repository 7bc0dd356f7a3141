/** What a server that really runs says to those who may not. Each request is written byte by byte. */
import { request as httpRequest } from 'node:http';
import { expect, test } from '@playwright/test';
import { cookieIn, dmscopeUser, PASSWORD, postPassword } from './dmscope-user.ts';
import { rawRequest } from './raw-request.ts';
import { RECORDING, type Served, serveCapture } from './serving.ts';
import { signInWith } from './sign-in-with.ts';

const ME = '/api/trpc/session.me';
const LIST = '/api/trpc/host.list';
const CAPTURE = '/api/hosts/recording/capture';
const WATCH = `/api/trpc/host.watch?input=${encodeURIComponent('{"hostId":"recording"}')}`;
const START = '/api/trpc/run.start';
const INTENT = { kind: 'free', device: { identity: 'dm:LVM-x' } };
const RUN = JSON.stringify({ hostId: 'recording', intent: INTENT, fingerprint: '0'.repeat(64) });
const FORM = 'application/x-www-form-urlencoded';

// Passwords cost time, more so on a machine that has other things to do.
test.describe.configure({ timeout: 90_000 });

let served: Served;
let origin: string;
let link: string;
let operator: string;
let viewer: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  served = await serveCapture(RECORDING);
  origin = new URL(served.address).origin;
  link = served.signInLink;
  const { name, value } = await signInWith(link);
  operator = `${name}=${value}`;
  dmscopeUser(served.stateDir, ['add', 'vera', '--role', 'viewer'], `${PASSWORD}\n`);
  viewer = cookieIn(await postPassword(served.address, 'vera', PASSWORD));
});
test.afterAll(() => served?.stop());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  rawRequest(served.address, path, { headers });

/** A mutation as the page posts it, but for what is given. */
function post(path: string, headers: Readonly<Record<string, string>> = {}, body = RUN) {
  const own = { origin, 'content-type': 'application/json', cookie: operator };
  return rawRequest(served.address, path, { method: 'POST', headers: { ...own, ...headers }, body });
}

/** What only the inside knows. */
const expectNothingOfTheHost = (body: string) =>
  expect(body).not.toMatch(/host1\.example|docker|LVM-|dmsetup/);

test('the sessions of these tests are good', async () => {
  expect((await get(ME, { cookie: operator })).body).toContain('"mayRun":true');
  expect((await get(ME, { cookie: viewer })).body).toContain('"name":"vera","role":"viewer"');
  expect((await get(CAPTURE, { cookie: viewer })).body).toContain('host1.example.com');
});

test('without a session nothing answers but the sign-in page and its files', async () => {
  for (const path of [ME, LIST, CAPTURE, WATCH, '/api/trpc/host.list,session.me?batch=1']) {
    const { status, body } = await get(path);
    expect(status, path).toBe(401);
    expectNothingOfTheHost(body);
  }
  for (const path of ['/', '/?host=recording', '/nosuchpage', '/_next/image?url=%2Ficon.svg&w=64&q=75']) {
    expect((await get(path)).status, path).toBe(401);
    const asPage = await get(path, { accept: 'text/html' });
    expect(asPage.status, path).toBe(303);
    expect(asPage.headers.location).toMatch(/^\/sign-in(\?next=|$)/);
  }
  expect((await post(START, { cookie: '' })).status).toBe(401);
  const page = await get('/sign-in');
  expect(page.status).toBe(200);
  expectNothingOfTheHost(page.body);
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? '';
  expect((await get(script)).status).toBe(200);
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
    `${origin}/api/trpc/host.list`,
    `http://evil.example/api/trpc/host.list`,
  ];
  for (const path of tricks) {
    const { status, body } = await get(path);
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
    const { status, body } = await get(path, headers);
    expect([200, 401, 404], path).toContain(status);
    expect(path === LIST ? status : 401).toBe(401);
    expectNothingOfTheHost(body);
  }
});

test('a viewer sees, and runs nothing; an operator gets as far as that a recording cannot be changed', async () => {
  const refused = await post(START, { cookie: viewer });
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('not allowed: signed in as viewer');
  expect((await post('/api/trpc/run.stop', { cookie: viewer })).status).toBe(403);
  const asOperator = await post(START);
  expect(asOperator.status).not.toBe(403);
  expect(asOperator.body).toContain('recording');
});

test('nothing is changed by a GET', async () => {
  const { status } = await get(`${START}?input=${encodeURIComponent(RUN)}`, { cookie: operator });
  expect(status).toBe(405);
});

test('nothing is changed for another origin, site or form', async () => {
  const attempts: readonly Readonly<Record<string, string>>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: origin.replace('http:', 'https:') },
    { origin: origin.replace(/:\d+$/, ':80') },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'evil.example' },
    { host: 'evil.example', origin: 'http://evil.example' },
  ];
  for (const headers of attempts)
    expect((await post(START, headers)).status, JSON.stringify(headers)).toBe(403);
  for (const type of [FORM, 'multipart/form-data; boundary=x', 'text/plain', 'application/jsonx'])
    expect((await post(START, { 'content-type': type })).status, type).toBe(415);
  expect((await post('/', { 'content-type': FORM })).status).toBe(405);
  expect(
    (await postPassword(served.address, 'vera', PASSWORD, { origin: 'http://evil.example' })).status,
  ).toBe(403);
  expect((await post('/sign-out', { 'content-type': FORM, origin: 'http://evil.example' })).status).toBe(403);
  expect((await get(ME, { cookie: operator })).status).toBe(200);
});

test('nothing is read under another name, or by another site', async () => {
  const names = [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1:1@evil.example',
    '',
  ];
  for (const host of names) expect((await get(ME, { host, cookie: operator })).status, host).toBe(403);
  for (const site of ['cross-site', 'same-site'])
    for (const path of [ME, CAPTURE, WATCH])
      expect((await get(path, { 'sec-fetch-site': site, cookie: operator })).status, path).toBe(403);
});

test('a link that was spent is void', async () => {
  await expect(signInWith(link)).rejects.toThrow('answered with 401');
});

test('a cookie that was signed out is void, and what was being sent to it ends', async () => {
  const cookie = cookieIn(await postPassword(served.address, 'vera', PASSWORD));
  const stream = streamWith(cookie);
  expect(await stream.begun).toBe(200);
  const signedOut = await post('/sign-out', { cookie, 'content-type': FORM }, '');
  expect(signedOut.status).toBe(303);
  expect(signedOut.headers['set-cookie']?.[0]).toMatch(/=; .*Max-Age=0/);
  await stream.ended;
  for (const path of [ME, CAPTURE]) expect((await get(path, { cookie })).status).toBe(401);
  expect((await get(ME, { cookie: viewer })).status).toBe(200);
});

test('a session that somebody else chose is not taken over by signing in', async () => {
  const name = viewer.split('=')[0];
  const chosen = `${name}=${'A'.repeat(43)}`;
  expect((await get(ME, { cookie: chosen })).status).toBe(401);
  const given = cookieIn(await postPassword(served.address, 'vera', PASSWORD, { cookie: chosen }));
  expect(given).not.toBe(chosen);
  expect((await get(ME, { cookie: chosen })).status).toBe(401);
  const again = cookieIn(await postPassword(served.address, 'vera', PASSWORD, { cookie: given }));
  expect(again).not.toBe(given);
  expect((await get(ME, { cookie: given })).status).toBe(401);
  expect((await get(ME, { cookie: `${again}; ${chosen}` })).status).toBe(401);
});

test('signing in leads to no other site', async () => {
  const others = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil',
  ];
  for (const next of others) {
    const path = `/sign-in/continue?${new URLSearchParams({ next })}`;
    const { status, headers } = await get(path, { cookie: viewer });
    expect({ status, location: headers.location }, next).toEqual({ status: 303, location: '/' });
  }
  const body = new URLSearchParams({ name: 'vera', password: PASSWORD, next: '//evil.example' }).toString();
  const signedIn = await post('/sign-in/password', { 'content-type': FORM, cookie: '' }, body);
  expect(signedIn.headers.location).toBe('/');
});

test('who names themselves in a header is nobody', async () => {
  const names = ['x-remote-user', 'remote-user', 'x-forwarded-user', 'x-dmscope-user', 'authorization'];
  for (const name of names) expect((await get(ME, { [name]: 'vera' })).status, name).toBe(401);
});

test('a user who is removed is out: at once for changing, and soon for looking', async () => {
  dmscopeUser(served.stateDir, ['add', 'olga', '--role', 'operator'], `${PASSWORD}\n`);
  const cookie = cookieIn(await postPassword(served.address, 'olga', PASSWORD));
  const stream = streamWith(cookie);
  expect(await stream.begun).toBe(200);
  expect((await post(START, { cookie })).body).toContain('recording');
  dmscopeUser(served.stateDir, ['remove', 'olga']);
  expect((await post(START, { cookie })).status).toBe(401);
  await stream.ended;
  expect((await get(ME, { cookie })).status).toBe(401);
});

test('a password that was changed signs out by itself', async () => {
  dmscopeUser(served.stateDir, ['add', 'otto', '--role', 'viewer'], `${PASSWORD}\n`);
  const stream = streamWith(cookieIn(await postPassword(served.address, 'otto', PASSWORD)));
  expect(await stream.begun).toBe(200);
  dmscopeUser(served.stateDir, ['passwd', 'otto'], 'another horse\n');
  await stream.ended;
  expect((await postPassword(served.address, 'otto', PASSWORD)).status).toBe(401);
  expect((await postPassword(served.address, 'otto', 'another horse')).status).toBe(303);
});

test('an upgrade of the connection is nobody’s way in', async () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  for (const path of ['/', '/_next/webpack-hmr', LIST]) {
    const { status } = await get(path, { ...upgrade, 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' });
    expect(status, path).toBe(401);
  }
});

test('guessing gets slower, for each name and for each address, also all at once', async () => {
  const own = await serveCapture(RECORDING);
  try {
    dmscopeUser(own.stateDir, ['add', 'vera', '--role', 'viewer'], `${PASSWORD}\n`);
    const guesses = Array.from({ length: 12 }, (_, i) => postPassword(own.address, 'vera', `guess ${i}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, 401, ...Array(8).fill(429)]);
    // The address has to wait, whatever name it tries next.
    const late = await postPassword(own.address, 'somebody else', 'guess');
    expect(late.status).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(late.body).toBe('too many attempts: wait a moment\n');
    await expect
      .poll(async () => (await postPassword(own.address, 'vera', PASSWORD)).status, { timeout: 10_000 })
      .toBe(303);
  } finally {
    await own.stop();
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

test('a proxy’s user is who the list says, and one whom it does not have is refused', async () => {
  const own = await serveCapture(RECORDING, [
    '--trust-proxy-user',
    'X-Remote-User',
    '--allow-host',
    'storage.example',
  ]);
  const elsewhere = await serveCapture(RECORDING, [
    ...['--trust-proxy-user', 'X-Remote-User'],
    ...['--trust-proxy-from', '192.0.2.1'],
  ]);
  try {
    for (const { stateDir } of [own, elsewhere])
      dmscopeUser(stateDir, ['add', 'vera', '--role', 'viewer'], `${PASSWORD}\n`);
    const ask = (server: Served, name: string, more = {}) =>
      rawRequest(server.address, ME, { headers: { 'x-remote-user': name, ...more } });
    expect((await ask(own, 'vera')).body).toContain('"name":"vera","role":"viewer","by":"proxy"');
    expect((await ask(own, 'vera', { host: 'storage.example' })).status).toBe(200);
    expect((await ask(own, 'eve')).status).toBe(403);
    expect((await ask(own, 'vera, eve')).status).toBe(403);
    expect((await ask(own, '')).status).toBe(401);
    expect((await ask(elsewhere, 'vera')).status).toBe(401);
    dmscopeUser(own.stateDir, ['remove', 'vera']);
    expect((await ask(own, 'vera')).status).toBe(403);
  } finally {
    await Promise.all([own.stop(), elsewhere.stop()]);
  }
});

/** Follows the host as a page does. */
function streamWith(cookie: string) {
  const begun = Promise.withResolvers<number>();
  const ended = Promise.withResolvers<void>();
  const { hostname, port, host } = new URL(served.address);
  const how = { hostname, port, path: WATCH, headers: { host, cookie }, agent: false } as const;
  httpRequest(how, (response) => {
    response.on('data', () => begun.resolve(response.statusCode ?? 0));
    response.on('error', () => undefined).on('close', () => ended.resolve());
  }).end();
  return { begun: begun.promise, ended: ended.promise };
}
