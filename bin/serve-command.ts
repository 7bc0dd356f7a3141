import { isIP } from 'node:net';
import { whyNoAddress } from '../server/sign-in/peer.ts';
import { ExitStatus, printError } from './exit-status.ts';

export type ServeCommand = {
  readonly port?: string;
  readonly listen?: string;
  readonly capture?: string;
  readonly readOnly?: true;
  readonly allowHost?: readonly string[];
  readonly trustProxyUser?: string;
  readonly trustProxyFrom?: readonly string[];
};

/** `dmscope serve`; gives the exit status, unless what it imports ends the process itself. */
export async function runServe(command: ServeCommand): Promise<number> {
  const mistake = mistakeIn(command);
  if (mistake !== null) {
    printError(mistake);
    return ExitStatus.usageError;
  }
  const { port, listen, capture, readOnly, allowHost, trustProxyUser, trustProxyFrom } = command;
  const { DEFAULT_SERVE_OPTIONS, serve } = await import('./serve.ts');
  return serve({
    port: port === undefined ? DEFAULT_SERVE_OPTIONS.port : Number(port),
    listen: listen ?? DEFAULT_SERVE_OPTIONS.listen,
    capture,
    isReadOnly: readOnly ?? false,
    allowedHosts: allowHost ?? [],
    proxy: { userHeader: trustProxyUser?.toLowerCase() ?? null, from: trustProxyFrom ?? [] },
  });
}

function mistakeIn({ port, allowHost, trustProxyUser, trustProxyFrom }: ServeCommand): string | null {
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535))
    return `--port takes a number up to 65535, not ${port}`;
  const noName = allowHost?.find((name) => isIP(name) === 0 && !/^[A-Za-z0-9._-]+$/.test(name));
  if (noName !== undefined) return `--allow-host takes a name without scheme and port, not ${noName}`;
  if (trustProxyUser !== undefined && !/^[A-Za-z][A-Za-z0-9-]*$/.test(trustProxyUser))
    return `--trust-proxy-user takes the name of a header such as X-Remote-User, not ${trustProxyUser}`;
  const wrong = trustProxyFrom?.map(whyNoAddress).find((why) => why !== null);
  return wrong === undefined ? null : `--trust-proxy-from: ${wrong}`;
}
