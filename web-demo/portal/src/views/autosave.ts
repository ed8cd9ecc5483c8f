// Saves shortly after the last change, at once when the page goes away, and never twice at a time.

export type SaveState = "saving" | "saved" | "failed";

const DELAY = 300;

export class Autosave {
  readonly #save: () => Promise<void>;
  readonly #tell: (state: SaveState) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = false;
  #running: Promise<void> = Promise.resolve();

  constructor(save: () => Promise<void>, tell: (state: SaveState) => void) {
    this.#save = save;
    this.#tell = tell;
    document.addEventListener("visibilitychange", this.#hidden);
    addEventListener("pagehide", this.#hidden);
  }

  readonly #hidden = (): void => {
    if (document.visibilityState === "hidden") void this.flush();
  };

  /** Something is not on disk, because saving failed. */
  get unsaved(): boolean {
    return this.#dirty;
  }

  touch(): void {
    this.#dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), DELAY);
  }

  /** Resolves when everything that was changed so far is on disk. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = this.#running.then(() => this.#write());
    return this.#running;
  }

  async #write(): Promise<void> {
    if (!this.#dirty) return;
    this.#dirty = false;
    this.#tell("saving");
    try {
      await this.#save();
      this.#tell("saved");
    } catch {
      this.#dirty = true;
      this.#tell("failed");
    }
  }

  async close(): Promise<void> {
    document.removeEventListener("visibilitychange", this.#hidden);
    removeEventListener("pagehide", this.#hidden);
    await this.flush();
  }
}
