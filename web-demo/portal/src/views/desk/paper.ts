// Filing for a person who came with papers: choosing the procedure, and the draft behind the form.

import { h } from "../../lib/dom";
import { createDraft, saveDraft } from "../../lib/drafts";
import { t } from "../../lib/i18n";
import { NotFound, Redirect, type Place, type View } from "../../lib/router";
import { need } from "../../lib/session";
import { findProcedure, trust } from "../../lib/trust";
import { common } from "../../texts/common";
import { paperText } from "../../texts/desk";
import { unfinished } from "../landing";
import { breadcrumb, link, page, section } from "../parts";
import { procedureName } from "../status";

export async function deskNewPage(): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("officer")]);
  const title = t(common.newPaper);
  const served = found.codes.filter((code) => findProcedure(found, code)?.channels.includes("desk"));
  const element = page(
    breadcrumb([t(common.inbox), "/desk"], [title]),
    title,
    t(paperText.lead),
    await unfinished(who.account, "desk", found, t(paperText.drafts)),
    section(
      t(paperText.choose),
      { class: "card" },
      h(
        "ul",
        { class: "rows" },
        served.map((code) => {
          const name = procedureName(found, code);
          return h(
            "li",
            { class: "row" },
            h("div", { class: "row-main" }, h("h3", { class: "row-title" }, name), h("p", { class: "fine" }, code)),
            link(
              `/desk/new/${code}`,
              [t(paperText.start), h("span", { class: "visually-hidden" }, `: ${name}`)],
              "button",
            ),
          );
        }),
      ),
    ),
  );
  return { title, element };
}

/** Makes a draft and goes to its form. */
export async function deskStartPage({ params }: Place): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("officer")]);
  const code = params.code ?? "";
  if (!findProcedure(found, code)?.channels.includes("desk")) throw new NotFound();
  const draft = createDraft(who, "desk", code, found);
  await saveDraft(draft);
  throw new Redirect(`/desk/new/${code}/${draft.id}`);
}
