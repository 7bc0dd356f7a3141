import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addSecurityHeaders, whyRefused } from './http-guard.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type WebServer = {
  /** `http://127.0.0.1:4000/` */
  readonly address: string;
  /** Takes no more requests, and after a moment ends those that are still open. */
  readonly close: () => Promise<void>;
};

export type ListenOptions = { readonly port: number; readonly listen: string };

const OPEN_STREAMS_END_WITHIN_MS = 500;

/** Listens, or says in one line why it cannot. */
export function openWebServer(handler: Handler, options: ListenOptions): Promise<WebServer | string> {
  const server = createServer((request, response) => {
    const refusal = whyRefused(request, options.listen);
    if (refusal !== null) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(`${refusal}\n`);
      return;
    }
    addSecurityHeaders(request, response);
    handler(request, response).catch((error) => {
      console.error(`dmscope: ${request.method} ${request.url}:`, error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(whyNotListening(error, options)));
    server.listen(options.port, options.listen, () => {
      resolve({ address: addressOf(server), close: () => closeServer(server) });
    });
  });
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
