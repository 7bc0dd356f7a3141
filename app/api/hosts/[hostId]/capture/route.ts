import { captureDownload } from '../../../../../server/capture-download.ts';

export const dynamic = 'force-dynamic';

export async function GET(_: Request, { params }: { readonly params: Promise<{ readonly hostId: string }> }) {
  return captureDownload((await params).hostId);
}
