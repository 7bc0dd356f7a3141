import { captureDownload } from '../../../../../server/capture-download.ts';
import { currentAsker } from '../../../../../server/sign-in/asker.ts';

export const dynamic = 'force-dynamic';

export async function GET(_: Request, { params }: { readonly params: Promise<{ readonly hostId: string }> }) {
  if (currentAsker() === null) return new Response('sign in first\n', { status: 401 });
  return captureDownload((await params).hostId);
}
