// What the scenario works on, and what must come of it.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The tarball that was packed last. */
export function newest(folder) {
  const name = readdirSync(folder).find((entry) => entry.endsWith(".tgz"));
  if (!name) throw new Error(`no tarball in ${folder}; cargo xtask npm makes one`);
  return join(folder, name);
}

/** The documents of a pack and a filled-in form, from this repository. */
export function material() {
  const root = join(repository, "core/forms/procedures");
  const read = (path) => JSON.parse(readFileSync(path, "utf8"));
  const folders = [[root, "procedures"], [join(root, "catalogues"), "catalogues"], [join(root, "workflows"), "workflows"]];
  const documents = folders.flatMap(([folder, kind]) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ path: `${kind}/${name}`, body: read(join(folder, name)) })),
  );
  const { data, attachments, now } = read(join(repository, "tests/cases/forms/birth/01-mother-online.json"));
  return { documents, code: "1.001193", data, attachments, now };
}

/** Looks at what the scenario gave. */
export function judge(output) {
  const { emptyForm, sentences, refusal, sealed, signed } = JSON.parse(output);
  const faults = [];
  const expect = (good, what) => good || faults.push(what);
  expect(emptyForm.includes("form/required"), "an empty form lacks required fields");
  expect(sentences.every((text) => /\p{L}{3}/u.test(text)) && sentences[0] !== sentences[1], "sentences in both languages");
  expect(refusal === "keys/wrongRoot", `a directory of another root was answered with ${refusal}`);
  expect(sealed.recipients?.length === 1 && sealed.ciphertext.length > 1000, "a sealed packet");
  expect(Buffer.from(signed.signature, "base64url").length === 64, "a signature");
  if (faults.length > 0) throw new Error(faults.join("; "));
}
