import { complain, ExitStatus } from './exit-status.ts';

export type ServeCommand = {
  readonly port?: string;
  readonly listen?: string;
  readonly capture?: string;
};

/** `dmscope serve`; gives the exit status, unless what it imports ends the process itself. */
export async function runServe({ port, listen, capture }: ServeCommand): Promise<number> {
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535)) {
    complain(`--port takes a number up to 65535, not ${port}`);
    return ExitStatus.askedWrongly;
  }
  const { DEFAULT_SERVE_OPTIONS, serve } = await import('./serve.ts');
  return serve({
    port: port === undefined ? DEFAULT_SERVE_OPTIONS.port : Number(port),
    listen: listen ?? DEFAULT_SERVE_OPTIONS.listen,
    capture,
  });
}
