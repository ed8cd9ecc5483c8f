// The documents of a procedure: one block for each slot. The element only picks files and shows their state;
// the host hashes, seals and sends them and then sets `attachments`.

import { attribute, h, icon, setText } from "./dom.js";
import { createMessage } from "./field.js";
import { isBusy } from "./store.js";
import { mediaNames, sizeName } from "./strings.js";

// Browsers leave `File.type` empty for some systems' files; the name then decides.
const EXTENSIONS = /** @type {Record<string, RegExp>} */ ({
  "image/jpeg": /\.jpe?g$/i,
  "image/png": /\.png$/i,
  "application/pdf": /\.pdf$/i,
});

/**
 * Why a file cannot be attached, as one of the renderer's own findings; `null` when it can.
 *
 * @param {{ name: string, type: string, size: number }} file
 * @param {any} slot
 * @param {number} present  files that the slot holds already
 * @returns {{ key: string, params: Record<string, any> } | null}
 */
export function refuse(file, slot, present) {
  const params = { name: file.name, types: mediaNames(slot.media), size: slot.maxSize, n: slot.maxFiles };
  if (present >= slot.maxFiles) return { key: "fileCount", params };
  const media = file.type || slot.media.find((/** @type {string} */ type) => EXTENSIONS[type]?.test(file.name));
  if (!slot.media.includes(media)) return { key: "fileType", params };
  if (file.size === 0) return { key: "fileEmpty", params };
  if (file.size > slot.maxSize) return { key: "fileSize", params };
  return null;
}

/**
 * @param {any} slot
 * @param {any} ctx
 */
export function createSlot(slot, ctx) {
  const place = `/attachments/${slot.id}`;
  const id = ctx.id(place);
  const message = createMessage(`${id}-message`);
  const need = h("span", { class: "need", part: "required" }, ` (${ctx.t("required")})`);
  const limits = h(
    "p",
    { class: "hint", part: "hint", id: `${id}-hint` },
    slot.hint ? `${ctx.text(slot.hint)} ` : null,
    `${ctx.t(slot.maxFiles > 1 ? "fileLimitsCount" : "fileLimits", {
      types: mediaNames(slot.media),
      size: sizeName(slot.maxSize, ctx.lang()),
      n: slot.maxFiles,
    })}.`,
  );
  const input = h("input", {
    id,
    type: "file",
    class: "file-input",
    accept: slot.media.join(","),
    multiple: slot.maxFiles > 1,
    "aria-label": ctx.t("pickFor", { label: ctx.text(slot.name) }),
    on: {
      change: () => {
        take([...input.files]);
        input.value = "";
      },
    },
  });
  const picker = h(
    "div",
    {
      class: "drop",
      part: "drop",
      on: {
        dragover: (/** @type {DragEvent} */ event) => {
          event.preventDefault();
          picker.classList.add("over");
        },
        dragleave: () => picker.classList.remove("over"),
        drop: (/** @type {DragEvent} */ event) => {
          event.preventDefault();
          picker.classList.remove("over");
          take([...(event.dataTransfer?.files ?? [])]);
        },
      },
    },
    input,
    h("label", { for: id, class: "button secondary", part: "button", "aria-hidden": "true" }, icon("upload"), ctx.t("pick")),
    h("span", { class: "drop-note", "aria-hidden": "true" }, ctx.t("orDrop")),
  );
  const list = h("ul", { class: "files", part: "files" });
  const element = h(
    "fieldset",
    { class: "field slot", part: "field", data: { pointer: place } },
    h("legend", { class: "label", part: "label" }, h("span", { class: "caption" }, ctx.text(slot.name)), need),
    limits, message.element, list, picker,
  );

  /** @param {File[]} files */
  function take(files) {
    let present = ctx.files(slot.id).length;
    let problem = null;
    for (const file of files) {
      const refused = refuse(file, slot, present);
      if (refused) problem ??= { ...refused, passing: true, params: { ...refused.params, size: sizeName(slot.maxSize, ctx.lang()) } };
      else {
        present += 1;
        ctx.attach(slot.id, file);
        ctx.announce(ctx.t("fileAdded", { name: file.name }));
      }
    }
    ctx.problem(place, problem);
    ctx.left(place);
  }

  /** @type {Map<string, ReturnType<typeof createFile>>} */
  const rows = new Map();

  function update() {
    const files = ctx.files(slot.id);
    for (const [key, row] of rows) {
      if (!files.some((/** @type {any} */ file) => file.id === key)) {
        row.element.remove();
        rows.delete(key);
      }
    }
    for (const file of files) {
      let row = rows.get(file.id);
      if (!row) {
        row = createFile(file, ctx, () => {
          ctx.detach(file.id, slot.id);
          ctx.announce(ctx.t("fileRemoved", { name: file.name }));
          ctx.problem(place, null);
          input.focus();
        });
        rows.set(file.id, row);
        list.append(row.element);
      }
      row.update(file);
    }
    attribute(list, "hidden", files.length === 0);
    attribute(picker, "hidden", files.length >= slot.maxFiles);
    const required = ctx.required(place);
    attribute(need, "hidden", !required);
    const issue = ctx.issue(place);
    message.show(issue, issue ? ctx.message(issue) : "", ctx);
    element.classList.toggle("has-error", issue?.severity === "error");
    attribute(input, "aria-describedby", [limits.id, issue && message.element.id].filter(Boolean).join(" "));
    attribute(input, "aria-invalid", issue?.severity === "error" ? "true" : null);
    attribute(input, "aria-required", required ? "true" : null);
  }

  return { place, element, update, focus: () => (picker.hidden ? /** @type {any} */ (list.querySelector("button"))?.focus() : input.focus()) };
}

/** @param {any} file @param {any} ctx @param {() => void} remove */
function createFile(file, ctx, remove) {
  const status = h("span", { class: "file-status" });
  const bar = h("progress", { max: "1", "aria-label": file.name, hidden: true, part: "progress" });
  const element = h(
    "li",
    { class: "file", part: "file" },
    icon("file"),
    h(
      "div",
      { class: "file-text" },
      h("span", { class: "file-name" }, file.name),
      h("span", { class: "file-size" }, sizeName(file.size, ctx.lang())),
      status,
      bar,
    ),
    h(
      "button",
      { type: "button", class: "button link", part: "remove", "aria-label": ctx.t("removeFile", { name: file.name }), on: { click: remove } },
      ctx.t("remove"),
    ),
  );
  return {
    element,
    /** @param {any} now */
    update(now) {
      const busy = !now.error && isBusy(now);
      attribute(bar, "hidden", !busy);
      if (busy) bar.value = now.progress;
      element.classList.toggle("failed", Boolean(now.error));
      const text = now.error
        ? `${ctx.t("error")}: ${typeof now.error === "string" ? now.error : ctx.text(now.error)}`
        : busy
          ? ctx.t("fileProgress", { percent: Math.floor(now.progress * 100) })
          : now.hash
            ? ctx.t("fileReady")
            : "";
      setText(status, text);
    },
  };
}
