// SPDX-License-Identifier: MIT
// A certified OpenID provider (oidc-provider) as an organisation would run it, for the tests of sign-in.
// node provider.mjs PORT CLIENT SECRET CALLBACK: prints "ready" once it listens on 127.0.0.1.
import { Provider } from "oidc-provider";

const [port, client_id, client_secret, callback] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id, client_secret, redirect_uris: [callback], grant_types: ["authorization_code"] }],
  pkce: { required: () => true, methods: ["S256"] },
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) })
});
// Every address of it is plain http on this machine only.
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
