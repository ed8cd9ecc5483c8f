// Empty projects with the package installed as an integrator installs it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** A program of ours, from the locked development dependencies. */
const tool = (name) => join(here, "node_modules/.bin", name);

export class Project {
  /** Makes a folder with a package.json of that module type and installs the tarball into it. */
  constructor(parent, name, type, tarball) {
    this.folder = join(parent, name);
    mkdirSync(this.folder, { recursive: true });
    this.json("package.json", { name, version: "1.0.0", private: true, type });
    // Offline: a package that needs nothing from elsewhere installs from its own file.
    this.run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball]);
    const modules = readdirSync(join(this.folder, "node_modules")).filter((entry) => !entry.startsWith("."));
    if (modules.join() !== "motcua") throw new Error(`${name}: installed ${modules.join(", ")}`);
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  json(name, value) {
    this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Copies sources of this folder. */
  take(...names) {
    for (const name of names) cpSync(join(here, name), this.path(name));
  }

  /** Runs a program in the project and returns its output; a failure shows what it said. */
  run(program, args, env = {}) {
    try {
      const environment = { ...process.env, ...env };
      return execFileSync(program, args, { cwd: this.folder, encoding: "utf8", env: environment, maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      // A bundler quotes whole lines, and a bundle is one line.
      const said = `${error.stdout ?? ""}${error.stderr ?? error.message}`;
      throw new Error(`${program} ${args.join(" ")}\n${said.replace(/^(.{400}).+$/gm, "$1…")}`);
    }
  }

  /** TypeScript at its strictest, the declarations of the package included. */
  tsc(options) {
    const strict = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      skipLibCheck: false,
      target: "es2022",
      lib: ["es2022", "dom", "dom.iterable"],
      types: [],
    };
    this.json("tsconfig.json", { compilerOptions: { ...strict, ...options }, files: ["web.ts"] });
    return this.run(tool("tsc"), ["--project", "."]);
  }

  tool(name, args, env) {
    return this.run(tool(name), args, env);
  }

  /** Makes packages of the locked development dependencies the project's own. */
  link(...names) {
    for (const name of names) symlinkSync(join(here, "node_modules", name), this.path("node_modules", name));
  }

  installed(name) {
    return readFileSync(this.path("node_modules/motcua", name));
  }
}
