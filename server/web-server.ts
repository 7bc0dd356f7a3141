import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addSecurityHeaders, whyRefused } from './http-guard.ts';
import type { NameOptions } from './own-names.ts';
import type { Door, Handler } from './sign-in/door.ts';
import { createPeerReader, type ProxyOptions } from './sign-in/peer.ts';
import { strikeInternalHeaders } from './sign-in/public-paths.ts';

export type WebServer = {
  /** `http://127.0.0.1:4000/` */
  readonly address: string;
  /** Where it listens in fact: `127.0.0.1`. */
  readonly boundTo: string;
  /** Takes no more requests, and after a moment ends those that are still open. */
  readonly close: () => Promise<void>;
};

export type ListenOptions = NameOptions & {
  readonly port: number;
  readonly proxy: ProxyOptions;
  readonly door: Door;
};

const OPEN_STREAMS_END_WITHIN_MS = 500;

/** Listens, or says in one line why it cannot. What comes in passes the guard and the door, then the handler answers. */
export function openWebServer(handler: Handler, options: ListenOptions): Promise<WebServer | string> {
  const answer = guarded(handler, options);
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(`dmscope: ${request.method} ${request.url}:`, error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(whyNotListening(error, options)));
    server.listen(options.port, options.listen, () => {
      const { address: boundTo } = server.address() as AddressInfo;
      resolve({ address: addressOf(server), boundTo, close: () => closeServer(server) });
    });
  });
}

function guarded(inside: Handler, options: ListenOptions): Handler {
  const readPeer = createPeerReader(options.proxy);
  return async (request: IncomingMessage, response: ServerResponse) => {
    const peer = readPeer(request);
    strikeInternalHeaders(request);
    addSecurityHeaders(request, response);
    const refusal = whyRefused(request, { ...options, isHttps: peer.isHttps });
    if (refusal === null) return options.door.answer({ request, response, peer }, inside);
    response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${refusal.why}\n`);
  };
}

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), OPEN_STREAMS_END_WITHIN_MS);
  await closed;
  clearTimeout(cut);
}

function whyNotListening(error: NodeJS.ErrnoException, { port, listen }: ListenOptions): string {
  if (error.code === 'EADDRINUSE') return `port ${port} on ${listen} is in use: choose another with --port`;
  if (error.code === 'EACCES')
    return `port ${port} on ${listen} is not allowed for this user: choose one above 1023`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `this host has no address ${listen}`;
  return `cannot listen on ${listen}, port ${port}: ${error.message}`;
}
