// The form that is measured: records of it, and its schema in zod's words. `node records.mjs N` prints N records.

import schema from "./schema.json" with { type: "json" };

export { schema };

const FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi"];
const MIDDLE = ["Thị", "Văn", "Minh", "Ngọc", "Thanh", "Quốc"];
const GIVEN = ["Ánh", "Bình", "Chi", "Dũng", "Hà", "Khánh", "Linh", "Phúc"];

const pick = (list, index, step) => list[Math.floor(index / step) % list.length];
const digits = (number, width) => String(number).padStart(width, "0").slice(-width);
const name = (index) => `${pick(FAMILY, index, 1)} ${pick(MIDDLE, index, 3)} ${pick(GIVEN, index, 7)}`;

/** One record; every twentieth has two mistakes. */
function record(index) {
  const kind = ["online", "desk", "post"][index % 3];
  const made = {
    kind,
    code: `000.00.01.H29-26${digits((index % 12) + 1, 2)}${digits((index % 28) + 1, 2)}-${digits(index, 4)}`,
    version: 1,
    consent: true,
    copies: (index % 20) + 1,
    fee: (index % 9) * 8000,
    note: "Gia đình xin nhận kết quả tại Trung tâm phục vụ hành chính công phường, vào buổi sáng các ngày trong tuần.",
    applicant: {
      fullName: name(index),
      citizenId: digits(79_095_000_000 + index * 7919, 12),
      birthDate: `19${digits(60 + (index % 40), 2)}-${digits((index % 12) + 1, 2)}-${digits((index % 28) + 1, 2)}`,
      sex: index % 2 === 0 ? "female" : "male",
      ethnicity: "Kinh",
      nationality: "Việt Nam",
    },
    child: {
      fullName: name(index + 5),
      birthDate: `2026-${digits((index % 12) + 1, 2)}-${digits((index % 28) + 1, 2)}`,
      sex: index % 3 === 0 ? "female" : "male",
      birthPlace: "Bệnh viện Từ Dũ, 284 Cống Quỳnh, phường Bến Thành, Thành phố Hồ Chí Minh",
      weight: 2500 + (index % 1500),
    },
    address: { province: "79", ward: digits(26_734 + (index % 300), 5), street: `${(index % 400) + 1}/${index % 30} Đường Lê Lợi` },
    contact: { phone: `09${digits(index * 104_729, 8)}`, email: `nguoi.dan.${index}@example.vn`, channel: "sms" },
  };
  if (kind === "post") made.post = `${(index % 400) + 1} Đường Nguyễn Huệ, phường Sài Gòn, Thành phố Hồ Chí Minh`;
  if (index % 20 === 0) {
    made.applicant.citizenId = "12345";
    made.copies = 0;
  }
  return made;
}

export const records = (count) => Array.from({ length: count }, (_, index) => record(index));

/** The same form for zod. @param {any} z */
export function zodShape(z) {
  const text = (min, max) => z.string().min(min).max(max);
  const person = { fullName: text(2, 100), birthDate: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u), sex: z.enum(["male", "female"]) };
  return z
    .strictObject({
      kind: z.enum(["online", "desk", "post"]),
      code: z.string().regex(/^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2}-[0-9]{6}-[0-9]{4}$/u),
      version: z.literal(1).optional(),
      consent: z.boolean(),
      copies: z.int().min(1).max(20),
      fee: z.number().min(0).max(10_000_000).optional(),
      note: z.string().max(500).optional(),
      post: text(5, 200).optional(),
      applicant: z.strictObject({ ...person, citizenId: z.string().regex(/^[0-9]{12}$/u), ethnicity: text(1, 40).optional(), nationality: text(2, 40).optional() }),
      child: z.strictObject({ ...person, birthPlace: text(1, 200).optional(), weight: z.int().min(300).max(9000).optional() }),
      address: z.strictObject({ province: z.string().regex(/^[0-9]{2}$/u), ward: z.string().regex(/^[0-9]{5}$/u), street: text(1, 200) }),
      contact: z.strictObject({ phone: z.string().regex(/^0[0-9]{9}$/u), email: z.string().max(120).optional(), channel: z.enum(["sms", "email", "zalo"]).optional() }),
    })
    .refine((form) => form.kind !== "post" || form.post !== undefined);
}

if (typeof process !== "undefined" && process.argv[1]?.endsWith("records.mjs")) {
  process.stdout.write(records(Number(process.argv[2] ?? 2000)).map((one) => `${JSON.stringify(one)}\n`).join(""));
}
