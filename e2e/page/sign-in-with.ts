/** Signing in as a browser does that opens the printed link, without a browser. */
export type SessionCookie = { readonly name: string; readonly value: string; readonly url: string };

export const SIGN_IN_LINK = /http:\/\/\S+\/sign-in#\S+/;

/** Spends the link; the cookie that it gives. */
export async function signInWith(link: string): Promise<SessionCookie> {
  const { origin, hash } = new URL(link);
  const response = await fetch(`${origin}/sign-in/link`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ token: hash.slice(1) }),
    redirect: 'manual',
  });
  const [, name, value] = /^([^=]+)=([^;]+);/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  if (!name || !value) throw new Error(`signing in was answered with ${response.status}`);
  return { name, value, url: `${origin}/` };
}
