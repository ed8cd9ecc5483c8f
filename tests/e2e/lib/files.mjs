// Small but real files: what a person would photograph or scan.

import { deflateSync, crc32 as zlibCrc } from "node:zlib";

/** A PDF of one page, filled up to about `size` bytes with incompressible padding. */
export function pdf(name, text, size = 0) {
  const stream = `BT /F1 18 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  while (body.length < size) body += `% ${noise(body.length)}\n`;
  const start = body.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(body, "latin1") };
}

/** The same letters on every run, and unlike each other. */
function noise(seed) {
  let state = seed + 1;
  let out = "";
  for (let i = 0; i < 1000; i += 1) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    out += String.fromCharCode(97 + ((state >> 16) % 26));
  }
  return out;
}

function crc32(bytes) {
  if (zlibCrc) return zlibCrc(bytes);
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)) >>> 0, 8 + data.length);
  return out;
}

/** A PNG that looks like a sheet of paper with lines on it. */
export function png(name, width = 480, height = 640) {
  const rows = Buffer.alloc((width * 3 + 1) * height, 0xf4);
  for (let y = 0; y < height; y += 1) {
    rows[y * (width * 3 + 1)] = 0;
    const written = y > 60 && y < height - 60 && y % 28 < 10;
    if (!written) continue;
    const end = width - 50 - ((y * 37) % 160);
    for (let x = 50; x < end; x += 1) rows.fill(x % 9 < 7 ? 0x55 : 0xf4, y * (width * 3 + 1) + 1 + x * 3, y * (width * 3 + 1) + 4 + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const buffer = Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
  return { name, mimeType: "image/png", buffer };
}

/** Something that calls itself a picture and is none. */
export const impostor = (name) => ({ name, mimeType: "image/png", buffer: Buffer.from("<svg onload=alert(1)>", "utf8") });
