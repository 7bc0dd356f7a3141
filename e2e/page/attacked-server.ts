/** A server on a recording with an operator's and a viewer's session, for what tries to get at it; each request is written byte by byte. */
import { request as httpRequest } from 'node:http';
import { cookieIn, dmscopeUser, PASSWORD, postPassword } from './dmscope-user.ts';
import { rawRequest } from './raw-request.ts';
import { RECORDING, serveCapture } from './serving.ts';
import { signInWith } from './sign-in-with.ts';

export const ME = '/api/trpc/session.me';
export const LIST = '/api/trpc/host.list';
export const CAPTURE = '/api/hosts/recording/capture';
export const WATCH = `/api/trpc/host.watch?input=${encodeURIComponent('{"hostId":"recording"}')}`;
export const START = '/api/trpc/run.start';
const INTENT = { kind: 'free', device: { identity: 'dm:LVM-x' } };
export const RUN = JSON.stringify({ hostId: 'recording', intent: INTENT, fingerprint: '0'.repeat(64) });
export const FORM = 'application/x-www-form-urlencoded';

type Headers = Readonly<Record<string, string>>;

export type AttackedServer = Awaited<ReturnType<typeof attackedServer>>;

/** vera is a viewer; the one-time link is spent for the operator's session. */
export async function attackedServer() {
  const { address, stateDir, signInLink, stop } = await serveCapture(RECORDING);
  const { origin } = new URL(address);
  const { name, value } = await signInWith(signInLink);
  const operator = `${name}=${value}`;
  dmscopeUser(stateDir, ['add', 'vera', '--role', 'viewer'], `${PASSWORD}\n`);
  const viewer = cookieIn(await postPassword(address, 'vera', PASSWORD));
  return {
    ...{ address, stateDir, signInLink, stop, origin, operator, viewer },
    get: (path: string, headers: Headers = {}) => rawRequest(address, path, { headers }),
    /** A mutation as the page posts it, but for what is given. */
    post(path: string, headers: Headers = {}, body = RUN) {
      const own = { origin, 'content-type': 'application/json', cookie: operator };
      return rawRequest(address, path, { method: 'POST', headers: { ...own, ...headers }, body });
    },
    /** Follows the host as a page does. */
    streamWith(cookie: string) {
      const begun = Promise.withResolvers<number>();
      const ended = Promise.withResolvers<void>();
      const { hostname, port, host } = new URL(address);
      const how = { hostname, port, path: WATCH, headers: { host, cookie }, agent: false } as const;
      httpRequest(how, (response) => {
        response.on('data', () => begun.resolve(response.statusCode ?? 0));
        response.on('error', () => undefined).on('close', () => ended.resolve());
      }).end();
      return { begun: begun.promise, ended: ended.promise };
    },
  };
}
