// What a page pays before the first call: compiling the module and making an instance of it, beside an empty module.

export const about = "compile and instantiate, beside a module that holds nothing; the ratio says little, the difference counts";

const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The module with a custom section of its own each time: an engine keeps what it compiled and knows equal bytes again. */
function anew(module) {
  const section = Uint8Array.of(0, 6, 1, 0x6e, 0, 0, 0, 0);
  const bytes = new Uint8Array(module.length + section.length);
  bytes.set(module);
  bytes.set(section, module.length);
  const counter = new DataView(bytes.buffer, module.length + 4);
  let count = 0;
  return () => {
    counter.setUint32(0, (count += 1));
    return bytes;
  };
}

/** Imports as the module asks for them; nothing of them is called while it starts. */
function imports(module) {
  const wanted = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== "function") throw new Error(`the module asks for ${kind} ${name}`);
    (wanted[from] ??= {})[name] = () => {};
  }
  return wanted;
}

export async function suite(host) {
  const bytes =
    host.kind === "node"
      ? (await import("node:fs")).readFileSync(host.address("core_bg.wasm"))
      : new Uint8Array(await (await fetch(host.address("core_bg.wasm"))).arrayBuffer());
  const [ours, empty] = [anew(bytes), anew(EMPTY)];
  const needed = imports(new WebAssembly.Module(bytes));
  return [
    {
      name: `start of the module, everything in one, ${Math.round(bytes.length / 1024)} KiB`,
      cases: [
        { name: "motcua", wait: true, run: () => WebAssembly.instantiate(ours(), needed) },
        { name: "an empty module", wait: true, run: () => WebAssembly.instantiate(empty(), {}) },
      ],
    },
  ];
}
