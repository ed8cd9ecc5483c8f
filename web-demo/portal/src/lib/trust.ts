// Whose keys are believed. The root key is remembered at the first visit; from then on a directory or pack
// that it did not sign, or that is older than one seen before, is refused.

import {
  init,
  isMotCuaError,
  openDirectory,
  openPack,
  thumbprint,
  type Catalogue,
  type Directory,
  type Jwk,
  type Pack,
  type PackInfo,
  type Procedure,
  type ProcedureRef,
  type Workflow,
} from "motcua";
import { persistently, server } from "../api/client";

import type { Config } from "../api/types";
import * as idb from "./idb";

/** A procedure as it is in force now, or the very version that a dossier was filed under. */
export type Wanted = string | ProcedureRef;

export interface Trust {
  config: Config;
  directory: Directory;
  pack: Pack;
  // The same documents, each brought over the boundary once.
  info: PackInfo;
  /** Codes of all procedures, each once. */
  codes: string[];
  /** What {@link Wanted} names; throws when the pack does not hold it. */
  procedure: (wanted: Wanted) => Procedure;
  workflow: (id: string) => Workflow;
  catalogue: (name: string) => Catalogue;
}

function once<T>(read: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const found = kept.get(key) ?? read(key);
    kept.set(key, found);
    return found;
  };
}

/** The server shows another root key than the one this browser knows. */
export class RootChanged extends Error {
  readonly remembered: string;
  readonly shown: string;
  readonly demo: boolean;
  constructor(remembered: string, shown: string, demo: boolean) {
    super("root changed");
    this.remembered = remembered;
    this.shown = shown;
    this.demo = demo;
  }
}

export function now(): string {
  return new Date().toISOString();
}

let loading: Promise<Trust> | undefined;

/** Loads once per page load; a failure is tried again at the next call. */
export function trust(): Promise<Trust> {
  loading ??= load();
  loading.catch(() => (loading = undefined));
  return loading;
}

async function load(): Promise<Trust> {
  const [config, directoryText, packText] = await Promise.all([
    persistently(server.config),
    persistently(server.directory),
    persistently(server.pack),
    init(),
  ]);
  const root = await pinned(config);
  const seen = await idb.get<number>("trust", "directorySeq");
  const directory = openDirectory(directoryText, { root, now: now(), ...(seen === undefined ? {} : { minSeq: seen }) });
  await idb.put("trust", "directorySeq", Number(directory.payload().seq));
  const packSeen = await idb.get<number>("trust", "packSeq");
  const pack = openPack(packText, { directory, now: now(), ...(packSeen === undefined ? {} : { minSeq: packSeen }) });
  const info = pack.info();
  const version = once((text) => pack.procedureOf(JSON.parse(text) as ProcedureRef));
  await idb.put("trust", "packSeq", Number(info.seq));
  return {
    config,
    directory,
    pack,
    info,
    codes: [...new Set(info.procedures.map(({ code }) => code))],
    procedure: (wanted) =>
      typeof wanted === "string" ? inForce(pack, wanted) : version(JSON.stringify(wanted)),
    workflow: once((id) => pack.workflow(id)),
    catalogue: once((name) => pack.catalogue(name)),
  };
}

/** The version of today; after the last one ended, that one. */
function inForce(pack: Pack, code: string): Procedure {
  try {
    return pack.procedure(code, now());
  } catch (error) {
    if (!isMotCuaError(error) || error.code !== "pack/noProcedure") throw error;
    return pack.procedure(code);
  }
}

/** The procedure, or nothing when the pack does not hold it. */
export function findProcedure(trust: Trust, wanted: Wanted): Procedure | undefined {
  try {
    return trust.procedure(wanted);
  } catch (error) {
    if (!isMotCuaError(error) || error.code !== "pack/noProcedure") throw error;
    return undefined;
  }
}

async function pinned(config: Config): Promise<Jwk> {
  const remembered = await idb.get<Jwk>("trust", "root");
  if (!remembered) {
    await idb.put("trust", "root", config.root);
    return config.root;
  }
  const [old, shown] = [thumbprint(remembered), thumbprint(config.root)];
  if (old !== shown) throw new RootChanged(old, shown, config.demo);
  return remembered;
}

/** Only for the demonstration, whose keys are made anew with each data directory: starts over. */
export async function forgetRoot(): Promise<void> {
  await Promise.all(["root", "directorySeq", "packSeq"].map((key) => idb.remove("trust", key)));
  await idb.remove("keys", idb.range("device:"));
  await idb.remove("logs", idb.range(""));
  loading = undefined;
}
