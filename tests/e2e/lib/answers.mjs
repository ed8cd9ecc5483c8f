// The people of the stories. All are made up; numbers of documents only have the right shape.

import { now } from "../../clock.mjs";
import { pdf, png } from "./files.mjs";

/** A day before today in Việt Nam, as ISO text. */
export function daysAgo(days) {
  return new Date(now() + 7 * 3600_000 - days * 86_400_000).toISOString().slice(0, 10);
}

const SAIGON = { province: "79", commune: "26740" };

const at = (pointer, record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [`${pointer}/${name}`, value]));

/** A child of ten days, born at a hospital in the city. */
const child = (fullName, sex) => ({
  ...at("/child", { fullName, sex, birthDate: daysAgo(10), ethnicity: "01", nationality: "VN" }),
  ...at("/child/birthPlace", { facility: "Bệnh viện Từ Dũ", ...SAIGON }),
  ...at("/child/homeTown", { country: "VN", ...SAIGON }),
});

/** The mother files; what the e-identity knows about her is in the form already. */
export const motherFiles = {
  "/requester/relation": "mother",
  "/requester/phone": "0903123456",
  ...at("/requester/residence", { country: "VN", ...SAIGON, detail: "12 Lê Lợi, khu phố 3" }),
  "/parentage": "both",
  ...child("Trần Nguyễn Minh Anh", "female"),
  ...at("/mother", { ethnicity: "01", nationality: "VN" }),
  ...at("/father", { fullName: "Trần Văn Minh", birthDate: "1995-04-09", ethnicity: "01", nationality: "VN", sameResidence: true }),
  ...at("/father/id", { kind: "citizenId", number: "079095000111" }),
  "/returnBy": "online",
  "/birthProof": "certificate",
  "/attachments/birthCertificate": [pdf("giay-chung-sinh.pdf", "Giay chung sinh", 2_500_000)],
};

/** The uncle files with an authorisation; the father holds a foreign passport. */
export const uncleFiles = {
  "/requester/relation": "authorised",
  "/requester/phone": "+84 908 765 432",
  ...at("/requester/residence", { country: "VN", ...SAIGON, detail: "45 Nguyễn Huệ" }),
  "/parentage": "both",
  ...child("Phạm Gia Miller", "male"),
  ...at("/mother", { fullName: "Phạm Thị Thu", birthDate: "1996-02", ethnicity: "01", nationality: "VN", sameResidence: true }),
  ...at("/mother/id", { kind: "citizenId", number: "079196000222" }),
  ...at("/father", { fullName: "JAMES MILLER", birthDate: "1990-08-21", nationality: "US", sameResidence: true }),
  ...at("/father/id", { kind: "passport", number: "543210987", country: "US" }),
  "/returnBy": "desk",
  "/birthProof": "certificate",
  "/attachments/birthCertificate": [png("birth-certificate.png")],
  "/attachments/authorisation": [pdf("authorisation.pdf", "Letter of authorisation")],
  "/attachments/fatherPassport": [png("passport.png", 640, 440)],
};

/** The officer copies a signed paper form of Lê Thị Bình. */
export const paperForm = {
  "/requester/relation": "mother",
  "/requester/fullName": "Lê Thị Bình",
  "/requester/birthDate": "1996-11-20",
  ...at("/requester/id", { kind: "citizenId", number: "079196000789" }),
  ...at("/requester/residence", { country: "VN", ...SAIGON, detail: "7 Đồng Khởi" }),
  "/parentage": "fatherUnknown",
  ...child("Lê Gia Bảo", "male"),
  ...at("/mother", { ethnicity: "01", nationality: "VN" }),
  "/returnBy": "desk",
  "/birthProof": "certificate",
  "/attachments/paperForm": [png("to-khai.png")],
  "/attachments/birthCertificate": [png("giay-chung-sinh.png")],
};

/** Filed by keyboard alone. */
export const keyboardFiles = {
  ...motherFiles,
  ...child("Trần Nguyễn Minh Khôi", "male"),
  "/attachments/birthCertificate": [png("giay-chung-sinh.png")],
};
