import { connection } from 'next/server';
import { StackPage } from '../components/stack-page.tsx';

/** Rendered for each request: what it shows is in its URL. */
export default async function Page() {
  await connection();
  return <StackPage />;
}
