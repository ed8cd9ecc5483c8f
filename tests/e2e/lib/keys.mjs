// What hostile script on a page could do with the keys that the page keeps.

/**
 * Takes every key out of the page's store, signs with it, and tries to export it in every format.
 *
 * @returns {Promise<{ id: string, inWebCrypto: boolean, signs: boolean, exported: string[] }[]>}
 */
export function takeKeys(page) {
  return page.evaluate(async () => {
    const settled = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const database = await settled(indexedDB.open("motcua-keys"));
    const records = await settled(database.transaction("keys").objectStore("keys").getAll());
    const out = [];
    for (const { id, privateKey } of records) {
      const inWebCrypto = privateKey instanceof CryptoKey;
      const algorithm = { name: privateKey?.algorithm?.name, hash: "SHA-256" };
      const signs = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(1)).then(() => true, () => false);
      const exported = [];
      for (const format of ["jwk", "pkcs8", "raw", "spki"]) {
        await crypto.subtle.exportKey(format, privateKey).then(() => exported.push(format), () => {});
      }
      out.push({ id, inWebCrypto, signs, exported });
    }
    database.close();
    return out;
  });
}
