import type { IncomingMessage } from 'node:http';

const PUBLIC = /^\/(sign-in|theme\.js|icon\.svg|favicon\.ico|_next\/static\/[A-Za-z0-9_.~/-]+)$/;
/** With these Next lets a server in front of it decide what is answered; nobody is in front of it but us. */
const INTERNAL = /^(x-(middleware|invoke|nextjs|matched|now)-|next-action$)/;

/** What is there for nobody: reading the sign-in page and the static files, whose paths are plain (http-guard.ts). */
export function isPublic({ method }: Pick<IncomingMessage, 'method'>, path: string): boolean {
  return (method === 'GET' || method === 'HEAD') && PUBLIC.test(path);
}

/** Takes from a request what only Next's own infrastructure may say. */
export function strikeInternalHeaders({ headers }: Pick<IncomingMessage, 'headers'>): void {
  for (const name of Object.keys(headers)) if (INTERNAL.test(name)) delete headers[name];
}
