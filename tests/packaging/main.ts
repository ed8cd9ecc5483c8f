// The program of every project: reads its material, runs the scenario, writes what came of it.

import * as motcua from "motcua";
import { scenario, type Material } from "./scenario.js";

declare const process: { argv: string[]; stdout: { write(text: string): void } };

export async function main(material: Material): Promise<void> {
  await motcua.init();
  process.stdout.write(JSON.stringify(scenario(material)));
}
