// What must never happen on any page of any story: a violation of the content security policy, an error on the
// console, an uncaught exception, a request to another origin.

const POLICY = ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"];

/** Headers that every document carries. */
function headerFaults(response) {
  const headers = response.headers();
  const policy = headers["content-security-policy"] ?? "";
  const parts = policy.split(";").map((one) => one.trim());
  const faults = POLICY.filter((wanted) => !parts.includes(wanted)).map((wanted) => `the policy lacks "${wanted}": ${policy}`);
  if (/'unsafe-(inline|eval)'/.test(policy)) faults.push(`the policy allows what is unsafe: ${policy}`);
  if (headers["x-content-type-options"] !== "nosniff") faults.push("no x-content-type-options: nosniff");
  return faults;
}

/**
 * Watches every page of a context and writes what is wrong into `faults`.
 *
 * `allow(pattern)` lets console lines pass that a story provokes on purpose, such as a broken connection; it gives back
 * a function that ends the permission.
 */
export async function watch(context, origin, faults) {
  const allowed = new Set();
  await context.exposeBinding("__violation", (_, told) => faults.push(`policy violation on ${told}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.__violation(`${location.pathname}: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`);
    });
  });
  context.on("page", (page) => {
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      const where = message.location().url;
      // Being a stranger is no error: the page asks who is signed in, and nobody is.
      if (where === `${origin}/api/session` && /\b401\b/.test(message.text())) return;
      if ([...allowed].some((pattern) => pattern.test(message.text()))) return;
      faults.push(`console error on ${page.url()}: ${message.text()} (${where})`);
    });
    page.on("pageerror", (error) => faults.push(`uncaught on ${page.url()}: ${error.stack ?? error.message}`));
    page.on("response", (response) => {
      if (response.request().resourceType() !== "document" || response.status() !== 200) return;
      faults.push(...headerFaults(response).map((fault) => `${response.url()}: ${fault}`));
    });
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "data:" || url.protocol === "blob:" || url.origin === origin) return;
    faults.push(`a request left the origin: ${request.method()} ${url.origin}${url.pathname}`);
  });
  return {
    allow(pattern) {
      allowed.add(pattern);
      return () => allowed.delete(pattern);
    },
  };
}
