// Other people's form libraries on our procedures. Nothing here judges: the core does, and its answer is put into the
// shape that each library takes. A pack is handed in, so this entry loads no module of its own.

/** Tokens of a JSON Pointer (RFC 6901), array indexes as numbers where the data has an array. */
function path(pointer, data) {
  let at = data;
  return pointer
    .split("/")
    .slice(1)
    .map((part) => {
      const token = part.replace(/~1/g, "/").replace(/~0/g, "~");
      const key = Array.isArray(at) && /^\d+$/.test(token) ? Number(token) : token;
      at = at?.[key];
      return key;
    });
}

/** The report's errors: warnings and remarks stop nobody. */
const errors = (report) => report.issues.filter((issue) => issue.severity === "error");

/** Standard Schema, version 1: react-hook-form, TanStack Form and others take it as it is. */
export function standardSchema(pack, code, { lang = "vi", now = () => new Date(), channel = "online", attachments = [] } = {}) {
  const list = typeof attachments === "function" ? attachments : () => attachments;
  return {
    "~standard": {
      version: 1,
      vendor: "motcua",
      validate(value) {
        const report = pack.validate(code, value, { now: now(), channel, attachments: list() });
        if (report.valid) return { value };
        const issues = errors(report).map((issue) => ({
          message: pack.message(code, issue, lang),
          path: path(issue.pointer, value),
        }));
        return { issues };
      },
    },
  };
}

/** What JSON Forms takes as `additionalErrors`, with `validationMode: "NoValidation"`: ours is then the only verdict. */
export function jsonFormsErrors(pack, code, report, lang = "vi") {
  return errors(report).map((issue) => ({
    instancePath: issue.pointer,
    schemaPath: "",
    keyword: issue.code,
    params: Object.fromEntries((issue.params ?? []).map(({ name, value }) => [name, value])),
    message: pack.message(code, issue, lang),
  }));
}

/** The UI schema of a procedure with the labels of one language. */
export function jsonFormsUi(procedure, lang = "vi") {
  const words = (element) => {
    const { label, elements, options } = element;
    return {
      ...element,
      ...(label === undefined ? {} : { label: lang === "en" ? (options?.en ?? label) : label }),
      ...(elements === undefined ? {} : { elements: elements.map(words) }),
    };
  };
  return words(procedure.ui);
}

const quoted = (value) => JSON.stringify(value);
const name = (key) => (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : quoted(key));

/**
 * TypeScript of a procedure's data. A member is optional unless the schema requires it and nothing can hide or compute it:
 * what is hidden or computed is not filled in.
 */
export function typescript(procedure, typeName = "Data") {
  const open = new Set([...(procedure.visibility ?? []), ...(procedure.computed ?? [])].map((rule) => rule.target));
  const targets = new Map(Object.entries(procedure.form.$defs ?? {}));

  /** @param {any} schema @param {string} pointer @param {string} indent @returns {string} */
  function type(schema, pointer, indent) {
    if (typeof schema !== "object" || schema === null) return "unknown";
    if (typeof schema.$ref === "string") return type(targets.get(schema.$ref.replace("#/$defs/", "")), pointer, indent);
    if ("const" in schema) return quoted(schema.const);
    if (Array.isArray(schema.enum)) return schema.enum.map(quoted).join(" | ");
    switch (schema.type) {
      case "string":
        return "string";
      case "integer":
      case "number":
        return "number";
      case "boolean":
        return "boolean";
      case "array":
        return `Array<${type(schema.items, `${pointer}/*`, indent)}>`;
      case "object":
        return object(schema, pointer, indent);
      default:
        return "unknown";
    }
  }

  function object(schema, pointer, indent) {
    const required = new Set(schema.required ?? []);
    const inner = `${indent}  `;
    const lines = Object.entries(schema.properties ?? {}).map(([key, member]) => {
      const at = `${pointer}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`;
      const sure = required.has(key) && !open.has(at) && !("default" in member);
      return `${inner}${name(key)}${sure ? "" : "?"}: ${type(member, at, inner)};`;
    });
    return lines.length === 0 ? "Record<string, never>" : `{\n${lines.join("\n")}\n${indent}}`;
  }

  return `/** ${procedure.name.en} (${procedure.code}), version ${procedure.version}. */\nexport type ${typeName} = ${type(procedure.form, "", "")};\n`;
}
