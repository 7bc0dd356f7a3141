import type { Metadata } from 'next';
import { SignIn } from '../../components/sign-in/sign-in.tsx';

export const metadata: Metadata = { title: 'Sign in – dmscope' };

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The only page that is there for nobody. */
export default async function Page({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const { problem, seconds, next } = await searchParams;
  return <SignIn problem={one(problem)} seconds={Number(one(seconds)) || 0} next={one(next) ?? '/'} />;
}

function one(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
