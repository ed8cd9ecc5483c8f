// The form itself: the package's own element, with a draft that saves itself.

import type { Attachment } from "motcua";
import { defineMotcuaForm } from "motcua/elements";
import { RefusedFile, describeFile } from "../lib/attachments";
import { fill, h } from "../lib/dom";
import { dropFile, keepFile, readDraft, saveDraft, wantedBy, type Draft } from "../lib/drafts";
import { bytes, moment } from "../lib/format";
import { lang, t } from "../lib/i18n";
import { Redirect, announce, go, type Place, type View } from "../lib/router";
import { need } from "../lib/session";
import { now, trust, type Trust } from "../lib/trust";
import { readJob } from "../submission/job";
import { formText } from "../texts/citizen";
import { common } from "../texts/common";
import { paperText } from "../texts/desk";
import { Autosave, type SaveState } from "./autosave";
import { afterForm, lostDraft } from "./draft";
import { placeOf } from "./landing";
import { breadcrumb, link, notice } from "./parts";
import { askedBox } from "./request";
import { procedureName } from "./status";

function savedWords(state: SaveState, draft: Draft): string {
  if (state === "saving") return t(formText.saving);
  return state === "failed" ? t(formText.notSaved) : t(formText.saved, { time: moment(draft.updated) });
}

function refusalWords(error: RefusedFile, name: string, trust: Trust, draft: Draft, slotId: string): string {
  const slot = trust.procedure(wantedBy(draft)).attachments.find((one) => one.id === slotId);
  const text = {
    empty: formText.fileEmpty,
    tooLarge: formText.fileTooLarge,
    media: formText.fileMedia,
    tooMany: formText.fileTooMany,
  }[error.why];
  return t(text, { name, size: bytes(slot?.maxSize ?? 0), n: slot?.maxFiles ?? 0 });
}

export async function applyPage({ params, path }: Place): Promise<View> {
  const desk = path.startsWith("/desk");
  const [found, who] = await Promise.all([trust(), need(desk ? "officer" : "citizen")]);
  const read = await readDraft(who.account, params.draft ?? "");
  if (!read) return lostDraft(desk);
  const draft = read;
  // Once prepared, a submission is fixed: it can only be sent on.
  if (await readJob(who.account, draft.id)) throw new Redirect(placeOf(draft, true));

  defineMotcuaForm();
  const form = document.createElement("motcua-form");
  form.pack = found.pack;
  form.procedure = draft.procedure;
  form.version = draft.version;
  form.channel = draft.channel;
  form.now = () => draft.filed ?? now();
  form.lang = lang();
  form.value = draft.data;
  form.prefilled = draft.untouched;
  form.attachments = draft.attachments;

  const status = h("p", { class: "save-state" });
  const later = h("p");
  const problem = h("div", { role: "alert" });
  const saver = new Autosave(
    () => saveDraft({ ...draft, updated: (draft.updated = now()) }),
    (state) => {
      fill(status, savedWords(state, draft));
      status.classList.toggle("save-failed", state === "failed");
    },
  );
  fill(status, savedWords("saved", draft));

  const attach = async (slotId: string, file: File): Promise<void> => {
    const slot = found.procedure(wantedBy(draft)).attachments.find((one) => one.id === slotId);
    if (!slot) return;
    fill(problem);
    try {
      const present = draft.attachments.filter((one) => one.slot === slotId).length;
      const { attachment, bytes: content } = await describeFile(file, slot, present);
      await keepFile(draft, attachment.id, content);
      change([...draft.attachments, attachment]);
      announce(t(formText.attached, { name: attachment.name }));
    } catch (error) {
      const text =
        error instanceof RefusedFile
          ? refusalWords(error, file.name, found, draft, slotId)
          : t(formText.fileStore, { name: file.name });
      fill(problem, notice("bad", text));
      problem.scrollIntoView({ block: "nearest" });
    }
  };
  const change = (attachments: Attachment[]): void => {
    draft.attachments = attachments;
    form.attachments = attachments;
    saver.touch();
  };

  form.addEventListener("motcua-change", () => {
    draft.data = form.value;
    draft.untouched = form.prefilled;
    saver.touch();
  });
  form.addEventListener("motcua-step", ({ detail }) => {
    draft.step = detail.index;
    saver.touch();
  });
  // Files chosen together are taken one after the other, so that the limit of a slot counts them all.
  let queue = Promise.resolve();
  form.addEventListener("motcua-attach", (event) => {
    const { slot, file } = event.detail;
    queue = queue.then(() => attach(slot, file));
  });
  form.addEventListener("motcua-detach", (event) => {
    const { id } = event.detail;
    change(draft.attachments.filter((one) => one.id !== id));
    void dropFile(draft, id);
    announce(t(formText.detached));
  });
  form.addEventListener("motcua-complete", () => {
    void queue
      .then(() => saver.flush())
      .then(() => {
        if (saver.unsaved) fill(problem, notice("bad", t(formText.notSaved)));
        else go(afterForm(draft));
      });
  });

  const around = h("div");
  const view: View = {
    title: "",
    element: h(
      "div",
      { class: "page page-form" },
      around,
      problem,
      form,
      h("div", { class: "form-foot" }, status, later),
    ),
    relabel: () => {
      const name = procedureName(found, wantedBy(draft));
      view.title = desk ? t(paperText.title, { name }) : name;
      form.lang = lang();
      const up: [string, string] = desk ? [t(common.inbox), "/desk"] : [t(common.home), "/"];
      fill(
        around,
        breadcrumb(up, [name]),
        h(
          "header",
          { class: "page-head" },
          h("h1", null, view.title),
          desk ? h("p", { class: "lead" }, t(paperText.lead)) : null,
        ),
        draft.asked ? askedBox(draft.asked, draft.fromCopy === true) : null,
      );
      fill(status, savedWords("saved", draft));
      fill(later, link(desk ? "/desk/new" : "/", t(formText.later)));
      fill(problem);
    },
    shown: () => {
      if (draft.step) form.goTo(draft.step);
    },
    leave: () => saver.close(),
  };
  view.relabel?.();
  return view;
}
