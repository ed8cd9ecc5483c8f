// Who will be able to open what is sent, and what the desk must add to it.

import type { Jwk, Procedure } from "motcua";
import { now, type Trust } from "../lib/trust";

/** Keys that will be able to open the packet: the unit's, and the recovery recipient's if the law names one. */
export function recipientsOf(trust: Trust, procedure: Procedure, agency: string): Jwk[] {
  const { unit, recovery } = procedure.recipients;
  const found = trust.directory.sealKeys(agency, unit, now());
  return recovery ? [...found, ...trust.directory.sealKeys(agency, recovery, now())] : found;
}

/** The scan of the signed paper form goes into a slot that exists at the desk but not online. */
export function isPaperScan(slot: { channels?: string[] }): boolean {
  return slot.channels !== undefined && slot.channels.includes("desk") && !slot.channels.includes("online");
}
