import type { Page, Request, Route } from '@playwright/test';
import type { Run, RunStart, RunSummary } from '../../lib/run/run.ts';

/** What the server would answer about runs, for looks that no recording has; the real ones are in run.spec.ts. */
export type PretendedRuns = {
  me: {
    readonly name: string;
    readonly role: string;
    readonly mayRun: boolean;
    readonly whyNot: string | null;
  };
  start: RunStart;
  /** Null: the server does not answer. */
  run: Run | null;
  active: RunSummary | null;
  list: readonly RunSummary[];
  /** What was asked for, in order. */
  readonly started: unknown[];
};

export const OPERATOR = { name: 'ada', role: 'operator', mayRun: true, whyNot: null };

/** Must be called before the page is opened; change what it gives to change the answers. */
export async function pretendRuns(page: Page): Promise<PretendedRuns> {
  const pretended: PretendedRuns = {
    me: OPERATOR,
    start: { kind: 'cannot', reason: 'Nothing is pretended.' },
    run: null,
    active: null,
    list: [],
    started: [],
  };
  await page.route(/\/api\/trpc\/[a-z.,]*\b(run|session)\./, (route) => answer(route, pretended));
  return pretended;
}

async function answer(route: Route, pretended: PretendedRuns): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  const names = decodeURIComponent(url.pathname.replace('/api/trpc/', '')).split(',');
  const parts = await Promise.all(
    names.map(async (name, at) => {
      const told = toldOf(name, inputOf(request, at), pretended);
      return told === undefined ? await fromServer(route, name, at) : told;
    }),
  );
  await route.fulfill({ json: parts.map((part) => part ?? failure('the connection was cut')) });
}

function inputOf(request: Request, at: number): unknown {
  if (request.method() === 'POST') return (request.postDataJSON() as Record<string, unknown>)[at];
  return JSON.parse(new URL(request.url()).searchParams.get('input') ?? '{}')[at];
}

/** Undefined for what is not pretended, null for no answer. */
function toldOf(name: string, input: unknown, pretended: PretendedRuns): object | null | undefined {
  switch (name) {
    case 'session.me':
      return success({ by: 'link', isReadOnly: false, ...pretended.me });
    case 'run.start':
      pretended.started.push(input);
      return success(pretended.start);
    case 'run.stop':
      return success(true);
    case 'run.get':
      return pretended.run === null ? null : success(pretended.run);
    case 'run.active':
      return success(pretended.active);
    case 'run.list':
      return success(pretended.list);
    default:
      return undefined;
  }
}

async function fromServer(route: Route, name: string, at: number): Promise<object> {
  const url = new URL(route.request().url());
  const input = JSON.parse(url.searchParams.get('input') ?? '{}')[at] ?? {};
  url.pathname = `/api/trpc/${name}`;
  url.search = `?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: input }))}`;
  const [part] = await (await route.fetch({ url: url.href })).json();
  return part;
}

function success(data: unknown): object {
  return { result: { data } };
}

function failure(message: string): object {
  return { error: { message, code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 } } };
}
