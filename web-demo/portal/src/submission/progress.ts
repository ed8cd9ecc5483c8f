/** What the person sees while a submission is under way. */
export type Progress =
  | { phase: "challenge" }
  | { phase: "sealing"; done: number; total: number }
  | { phase: "uploading"; done: number; total: number }
  | { phase: "submitting" }
  | { phase: "waiting"; attempt: number };

export type Observe = (progress: Progress) => void;
