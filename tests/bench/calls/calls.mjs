// One form as text, in Node: `node calls.mjs SCHEMA RECORDS [first]`. With `first` it judges one record and ends; else it
// judges all of them once for every line of its input, and says how long one took.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { compileSchema } from "motcua";

const [schemaPath, recordsPath, mode] = process.argv.slice(2);
const schema = compileSchema(readFileSync(schemaPath, "utf8"), { assertFormats: true });
const records = readFileSync(recordsPath, "utf8").trimEnd().split("\n");
if (mode === "first") console.log(schema.validate(records[0]).issues.length);
else {
  for await (const _ of createInterface({ input: process.stdin })) {
    let issues = 0;
    const start = process.hrtime.bigint();
    for (const record of records) issues += schema.validate(record).issues.length;
    console.log(`${Number(process.hrtime.bigint() - start) / records.length} ${issues}`);
  }
}
