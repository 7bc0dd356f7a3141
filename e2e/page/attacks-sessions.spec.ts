/** Getting in as somebody else, and staying in: sessions, passwords, links, users and proxies. */
import { expect, test } from '@playwright/test';
import { type AttackedServer, attackedServer, CAPTURE, FORM, ME, START } from './attacked-server.ts';
import { cookieIn, dmscopeUser, PASSWORD, postPassword } from './dmscope-user.ts';
import { rawRequest } from './raw-request.ts';
import { RECORDING, type Served, serveCapture } from './serving.ts';
import { signInWith } from './sign-in-with.ts';

// Passwords cost time, more so on a machine that has other things to do.
test.describe.configure({ timeout: 600_000 });

let server: AttackedServer;

test.beforeAll(async () => {
  server = await attackedServer();
});
test.afterAll(() => server?.stop());

test('a link that was spent is void', async () => {
  await expect(signInWith(server.signInLink)).rejects.toThrow('answered with 401');
});

test('a cookie that was signed out is void, and what was being sent to it ends', async () => {
  const cookie = cookieIn(await postPassword(server.address, 'vera', PASSWORD));
  const stream = server.streamWith(cookie);
  expect(await stream.begun).toBe(200);
  const signedOut = await server.post('/sign-out', { cookie, 'content-type': FORM }, '');
  expect(signedOut.status).toBe(303);
  expect(signedOut.headers['set-cookie']?.[0]).toMatch(/=; .*Max-Age=0/);
  await stream.ended;
  for (const path of [ME, CAPTURE]) expect((await server.get(path, { cookie })).status).toBe(401);
  expect((await server.get(ME, { cookie: server.viewer })).status).toBe(200);
});

test('a session that somebody else chose is not taken over by signing in', async () => {
  const name = server.viewer.split('=')[0];
  const chosen = `${name}=${'A'.repeat(43)}`;
  expect((await server.get(ME, { cookie: chosen })).status).toBe(401);
  const given = cookieIn(await postPassword(server.address, 'vera', PASSWORD, { cookie: chosen }));
  expect(given).not.toBe(chosen);
  expect((await server.get(ME, { cookie: chosen })).status).toBe(401);
  const again = cookieIn(await postPassword(server.address, 'vera', PASSWORD, { cookie: given }));
  expect(again).not.toBe(given);
  expect((await server.get(ME, { cookie: given })).status).toBe(401);
  expect((await server.get(ME, { cookie: `${again}; ${chosen}` })).status).toBe(401);
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
    const { status, headers } = await server.get(path, { cookie: server.viewer });
    expect({ status, location: headers.location }, next).toEqual({ status: 303, location: '/' });
  }
  const body = new URLSearchParams({ name: 'vera', password: PASSWORD, next: '//evil.example' }).toString();
  const signedIn = await server.post('/sign-in/password', { 'content-type': FORM, cookie: '' }, body);
  expect(signedIn.headers.location).toBe('/');
});

test('a user who is removed is out: at once for changing, and soon for looking', async () => {
  dmscopeUser(server.stateDir, ['add', 'olga', '--role', 'operator'], `${PASSWORD}\n`);
  const cookie = cookieIn(await postPassword(server.address, 'olga', PASSWORD));
  const stream = server.streamWith(cookie);
  expect(await stream.begun).toBe(200);
  expect((await server.post(START, { cookie })).body).toContain('recording');
  dmscopeUser(server.stateDir, ['remove', 'olga']);
  expect((await server.post(START, { cookie })).status).toBe(401);
  await stream.ended;
  expect((await server.get(ME, { cookie })).status).toBe(401);
});

test('a password that was changed signs out by itself', async () => {
  dmscopeUser(server.stateDir, ['add', 'otto', '--role', 'viewer'], `${PASSWORD}\n`);
  const stream = server.streamWith(cookieIn(await postPassword(server.address, 'otto', PASSWORD)));
  expect(await stream.begun).toBe(200);
  dmscopeUser(server.stateDir, ['passwd', 'otto'], 'another horse\n');
  await stream.ended;
  expect((await postPassword(server.address, 'otto', PASSWORD)).status).toBe(401);
  expect((await postPassword(server.address, 'otto', 'another horse')).status).toBe(303);
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
      .poll(async () => (await postPassword(own.address, 'vera', PASSWORD)).status, { timeout: 60_000 })
      .toBe(303);
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
