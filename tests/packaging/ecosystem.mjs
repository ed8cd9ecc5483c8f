// Other people's form libraries take our procedures: react-hook-form, TanStack Form and JSON Forms, each the real one.
// And the types made for each procedure fit every reviewed document that is valid.

import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { newest, repository } from "./material.mjs";
import { Project } from "./project.mjs";
import { published } from "./published.mjs";

const tarball = process.env.MOTCUA_TARBALL ?? newest(join(repository, "target/npm"));
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-ecosystem-"));
const LIBRARIES = ["react", "react-dom", "react-hook-form", "@hookform", "@jsonforms", "@tanstack", "@standard-schema"];

const made = new Project(scratch, "ecosystem", "module", tarball);
made.link(...LIBRARIES);
for (const [name, text] of Object.entries(published(made, Date.now()))) made.write(name, text);

/** Valid documents by the procedure that they are filed under. */
function documents() {
  const root = join(repository, "tests/cases/forms");
  const codes = JSON.parse(readFileSync(join(root, "procedures.json"), "utf8"));
  return Object.keys(codes).flatMap((folder) =>
    readdirSync(join(root, folder))
      // The engine takes null for a field that is empty; a program leaves it out.
      .map((file) => JSON.parse(readFileSync(join(root, folder, file), "utf8"), (_, value) => value ?? undefined))
      .filter((one) => one.expect.valid)
      .map(({ name, data, attachments, now, channel }) => ({ code: codes[folder], name, data, attachments, now, channel })),
  );
}
made.json("documents.json", documents());

made.write("run.mjs", `import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { openDirectory, openPack } from "motcua";
import { jsonFormsErrors, jsonFormsUi, standardSchema, typescript } from "motcua/adapters";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { createFormControl } from "react-hook-form";
import { FormApi } from "@tanstack/form-core";
import * as jsonforms from "@jsonforms/core";

const read = (name) => readFileSync(name, "utf8");
const at = new Date();
const directory = openDirectory(read("directory.jws"), { root: JSON.parse(read("root.jwk")), now: at });
const pack = openPack(read("pack.jws"), { directory, now: at });
const documents = JSON.parse(read("documents.json"));
const code = "1.001193";
const good = documents.find((one) => one.code === code);
const now = () => good.now;
const bad = { ...good.data, child: { ...good.data.child, fullName: "Nguyễn 3 An" } };
const schema = (options = {}) => standardSchema(pack, code, { now, attachments: good.attachments, ...options });

// Standard Schema by itself.
assert.deepEqual(schema()["~standard"].validate(good.data), { value: good.data });
const [issue, ...others] = schema()["~standard"].validate(bad).issues;
assert.deepEqual([issue.path, others.length], [["child", "fullName"], 0]);
assert.match(schema({ lang: "en" })["~standard"].validate(bad).issues[0].message, /[a-z]{3}/);

// react-hook-form.
const control = createFormControl({ defaultValues: bad, resolver: standardSchemaResolver(schema()) });
control.register("child.fullName");
control.subscribe({ formState: { errors: true }, callback: () => {} });
assert.equal(await control.trigger(), false);
assert.equal(control.getFieldState("child.fullName").error.message, issue.message);
control.setValue("child.fullName", good.data.child.fullName);
assert.equal(await control.trigger(), true);

// TanStack Form.
const form = new FormApi({ defaultValues: bad, validators: { onChange: schema() } });
form.mount();
form.setFieldValue("child.fullName", "Nguyễn 4 An");
assert.equal(form.state.canSubmit, false);
assert.ok(JSON.stringify(form.state.errors).includes(issue.message), JSON.stringify(form.state.errors));
form.setFieldValue("child.fullName", good.data.child.fullName);
assert.equal(form.state.canSubmit, true);

// JSON Forms.
const procedure = pack.procedure(code);
const report = pack.validate(code, bad, { now: good.now, channel: "online", attachments: good.attachments });
const ui = jsonFormsUi(procedure, "en");
const core = jsonforms.coreReducer(undefined, jsonforms.Actions.init(bad, procedure.form, ui, {
  additionalErrors: jsonFormsErrors(pack, code, report),
  validationMode: "NoValidation",
}));
const found = jsonforms.errorAt("child.fullName", { type: "string" })(core);
assert.deepEqual(found.map((error) => error.message), [issue.message]);
assert.equal(ui.elements[0].label, procedure.ui.elements[0].options.en);
assert.equal(jsonFormsUi(procedure).elements[0].label, procedure.ui.elements[0].label);

// Types of every procedure, and every valid document under its type.
const types = new Map(pack.info().procedures.map(({ code }, index) => [code, "Data" + index]));
const source = [...types].map(([code, type]) => typescript(pack.procedure(code), type));
documents.forEach(({ code, data }, index) => source.push("export const d" + index + ": " + types.get(code) + " = " + JSON.stringify(data) + ";"));
writeFileSync("web.ts", source.join("\\n"));
writeFileSync("wrong.ts", source.slice(0, types.size).join("\\n") + "\\nexport const wrong: " + types.get(code) + ' = { parentage: "three" };\\n');
console.log("ok      react-hook-form, TanStack Form, JSON Forms; " + types.size + " types, " + documents.length + " documents");
`);
process.stdout.write(made.run("node", ["run.mjs"]));
made.tsc({ module: "nodenext", moduleResolution: "nodenext", noEmit: true });
made.write("web.ts", readFileSync(made.path("wrong.ts"), "utf8"));
let refused = false;
try {
  made.tsc({ module: "nodenext", moduleResolution: "nodenext", noEmit: true });
} catch (error) {
  refused = /TS2322|TS2741|TS2739/.test(error.message);
}
if (!refused) throw new Error("a wrong document was not refused by its type");
console.log("ok      the types take every valid document and refuse a wrong one");
