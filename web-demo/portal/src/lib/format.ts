import { lang } from "./i18n";

// Every time is shown in Việt Nam's time, wherever the reader is.
const ZONE = "Asia/Ho_Chi_Minh";

function parts(at: string | number): Record<string, string> {
  const date = typeof at === "number" ? new Date(at * 1000) : new Date(at);
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
}

/** `22/11/2026`. */
export function day(at: string | number): string {
  const p = parts(at);
  return `${p.day}/${p.month}/${p.year}`;
}

/** `14:05, 22/11/2026`. */
export function moment(at: string | number): string {
  const p = parts(at);
  return `${p.hour}:${p.minute}, ${p.day}/${p.month}/${p.year}`;
}

/** `14:05 ngày 22 tháng 11 năm 2026`, for printed papers and due dates. */
export function longMoment(at: string | number): string {
  const p = parts(at);
  const hm = `${p.hour}:${p.minute}`;
  if (lang() === "vi") return `${hm} ngày ${p.day} tháng ${p.month} năm ${p.year}`;
  const date = typeof at === "number" ? new Date(at * 1000) : new Date(at);
  const text = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, day: "numeric", month: "long", year: "numeric" });
  return `${hm} on ${text.format(date)}`;
}

/** A civil date as people write it: `1990`, `05/1990`, `17/05/1990`. Other text is returned as it is. */
export function civil(text: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return text;
  return [match[3], match[2], match[1]].filter(Boolean).join("/");
}

/** Sizes of files: `640 KB`, `2,4 MB`. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`;
  const number = new Intl.NumberFormat(lang() === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 1 });
  return `${number.format(size / 1024 / 1024)} MB`;
}

/** Đồng from decimal digits. */
export function dong(amount: string): string {
  const number = new Intl.NumberFormat(lang() === "vi" ? "vi-VN" : "en-GB");
  return `${number.format(Number(amount))} ₫`;
}

/** A thumbprint or hash in groups of four, as people compare them. */
export function grouped(text: string): string {
  return (
    text
      .replace(/^sha-256:/, "")
      .match(/.{1,4}/g)
      ?.join(" ") ?? text
  );
}
