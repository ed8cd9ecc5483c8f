// Opens the form again to answer a request: with the copy of this browser when there is one.

import { server } from "../api/client";
import { createSupplement, listDrafts, readSent, saveDraft } from "../lib/drafts";
import { Redirect, type Place, type View } from "../lib/router";
import { need } from "../lib/session";
import { check } from "../lib/timeline";
import { trust } from "../lib/trust";

export async function supplementPage({ params }: Place): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("citizen")]);
  const dossier = await server.dossier(params.id ?? "");
  const checked = await check(dossier.events, dossier.receipt, found, dossier.procedure);
  const { state } = checked;
  // Only a request that verified is answered; anything else is shown on the dossier's page.
  if (!checked.ok || state?.status !== 5 || !state.requestEvent) throw new Redirect(`/dossiers/${params.id}`);
  const begun = (await listDrafts(who.account)).find((draft) => draft.of === state.requestEvent);
  if (begun) throw new Redirect(`/apply/${begun.id}`);
  const copy = await readSent(who.account, dossier.dossier);
  const request = { of: state.requestEvent, asked: state.request, filed: state.history[0]?.at ?? "" };
  const draft = await createSupplement(who, found, dossier.dossier, dossier.procedure, request, copy);
  await saveDraft(draft);
  throw new Redirect(`/apply/${draft.id}`);
}
