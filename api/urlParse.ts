// oidc-provider asks for Node 22, of which all it needs beyond 20 is `URL.parse`; with this it runs on 20 as well.
// It still prints that it wants 22, which is true. Loaded only where the embedded identity provider is.
const url: { parse?: (input: string, base?: string) => URL | null } = URL;
url.parse ??= (input, base) => (URL.canParse(input, base) ? new URL(input, base) : null);
