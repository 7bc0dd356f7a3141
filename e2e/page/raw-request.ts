import { type IncomingHttpHeaders, request } from 'node:http';

export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type RawRequest = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** One request, exactly as written: no client tidies up its path, its Host or anything else. */
export function rawRequest(address: string, path: string, wanted: RawRequest = {}): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(address);
  const { method = 'GET', headers = {}, body = '' } = wanted;
  return new Promise((resolve, reject) => {
    const all = { host, 'content-length': String(Buffer.byteLength(body)), ...headers };
    // A connection of its own: one that was kept may have been closed meanwhile.
    const how = { hostname, port, path, method, headers: all, setHost: false, agent: false } as const;
    const asked = request(how, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      const end = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      response.on('end', end).on('error', end);
    });
    asked.on('error', reject).end(body);
  });
}
