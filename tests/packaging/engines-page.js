// What the page of `engines.mjs` does: the scenario on the package, then every conformance request on the test build.

import * as motcua from "motcua";
import { scenario } from "./scenario.ts";

const violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));

const json = async (path) => (await fetch(path)).json();
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function run() {
  await motcua.init();
  const scenarios = { shipped: JSON.stringify(scenario(await json("/material.json"))) };
  const core = await import("/conform/core.js");
  await core.default({ module_or_path: "/conform/core_bg.wasm" });
  const answers = (await json("/requests.json")).map((request) => `${core.conform(request)}\n`).join("");
  const hash = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(answers)));
  return { scenarios, hash, agent: navigator.userAgent, violations };
}

const answer = await run().catch((error) => ({ error: `${error?.stack ?? error}`, violations }));
await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
