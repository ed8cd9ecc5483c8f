// Files as a person chooses them: media type from the bytes, hash in slices, a name in NFC.

import { Sha256, type Attachment, type AttachmentSlot } from "motcua";

export const CHUNK = 1024 * 1024;

export type FileRefusal = "empty" | "tooLarge" | "media" | "tooMany";

export class RefusedFile extends Error {
  readonly why: FileRefusal;
  constructor(why: FileRefusal) {
    super(why);
    this.why = why;
  }
}

const SIGNATURES: [string, number[]][] = [
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

/** The type that the first bytes show; the file's name and the browser's guess do not count. */
function sniff(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0];
}

/** Reads, checks and hashes a file for a slot. */
export async function describeFile(
  file: File,
  slot: AttachmentSlot,
  present: number,
): Promise<{ attachment: Attachment; bytes: Uint8Array<ArrayBuffer> }> {
  if (present >= slot.maxFiles) throw new RefusedFile("tooMany");
  if (file.size === 0) throw new RefusedFile("empty");
  if (file.size > slot.maxSize) throw new RefusedFile("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const media = sniff(bytes);
  if (!media || !slot.media.includes(media)) throw new RefusedFile("media");
  const hash = new Sha256();
  for (let at = 0; at < bytes.length; at += CHUNK) hash.update(bytes.subarray(at, at + CHUNK));
  const attachment: Attachment = {
    id: crypto.randomUUID(),
    slot: slot.id,
    name:
      file.name
        .normalize("NFC")
        .replace(/[\p{Cc}\p{Cf}/\\]/gu, "")
        .slice(0, 120) || "file",
    media,
    size: bytes.length,
    hash: hash.digest(),
    chunks: Math.max(1, Math.ceil(bytes.length / CHUNK)),
  };
  return { attachment, bytes };
}
