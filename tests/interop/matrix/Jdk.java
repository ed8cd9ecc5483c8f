// A plain JDK 17 and nothing else: no JOSE library, no JSON library. One task a line, fields by tabs, every value
// base64url. Tasks and answers:
//
//   verify   alg  spki  signing-input  signature                          -> ok
//   sign     alg  pkcs8 signing-input                                     -> signature
//   open     key  aad iv ciphertext tag                                   -> plaintext       (dir, A256GCM)
//   close    key  aad plaintext                                           -> iv ciphertext tag
//   unwrap   crv  pkcs8 epk-spki encrypted-key                            -> content key     (ECDH-ES+A256KW)
//   wrap     crv  spki content-key                                        -> epk-spki encrypted-key

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

public class Jdk {
  static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Signature signature(String alg) throws Exception {
    return Signature.getInstance(alg.equals("ES256") ? "SHA256withECDSAinP1363Format" : "Ed25519");
  }

  static KeyFactory factory(String name) throws Exception {
    return KeyFactory.getInstance(switch (name) {
      case "ES256", "P-256" -> "EC";
      case "EdDSA" -> "Ed25519";
      default -> name;
    });
  }

  static PublicKey open(String name, String spki) throws Exception {
    return factory(name).generatePublic(new X509EncodedKeySpec(bytes(spki)));
  }

  static PrivateKey secret(String name, String pkcs8) throws Exception {
    return factory(name).generatePrivate(new PKCS8EncodedKeySpec(bytes(pkcs8)));
  }

  /** Concat KDF, one round, for A256KW (RFC 7518 section 4.6.2). */
  static byte[] wrappingKey(String curve, PrivateKey mine, PublicKey theirs) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance(curve.equals("P-256") ? "ECDH" : curve);
    agreement.init(mine);
    agreement.doPhase(theirs, true);
    byte[] algorithm = "ECDH-ES+A256KW".getBytes(StandardCharsets.US_ASCII);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(ByteBuffer.allocate(4).putInt(1).array());
    digest.update(agreement.generateSecret());
    digest.update(ByteBuffer.allocate(4).putInt(algorithm.length).array());
    digest.update(algorithm);
    digest.update(ByteBuffer.allocate(12).putInt(0).putInt(0).putInt(256).array());
    return digest.digest();
  }

  static Cipher gcm(int mode, byte[] key, byte[] iv, byte[] aad) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(aad);
    return cipher;
  }

  static byte[] joined(byte[] a, byte[] b) {
    byte[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  static String run(String[] task) throws Exception {
    switch (task[0]) {
      case "verify": {
        Signature check = signature(task[1]);
        check.initVerify(open(task[1], task[2]));
        check.update(bytes(task[3]));
        return check.verify(bytes(task[4])) ? "ok" : "bad signature";
      }
      case "sign": {
        Signature make = signature(task[1]);
        make.initSign(secret(task[1], task[2]));
        make.update(bytes(task[3]));
        return text(make.sign());
      }
      case "open": {
        Cipher cipher = gcm(Cipher.DECRYPT_MODE, bytes(task[1]), bytes(task[3]), bytes(task[2]));
        return text(cipher.doFinal(joined(bytes(task[4]), bytes(task[5]))));
      }
      case "close": {
        byte[] iv = new byte[12];
        new SecureRandom().nextBytes(iv);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, bytes(task[1]), iv, bytes(task[2])).doFinal(bytes(task[3]));
        int length = sealed.length - 16;
        byte[] tag = Arrays.copyOfRange(sealed, length, sealed.length);
        return text(iv) + "\t" + text(Arrays.copyOf(sealed, length)) + "\t" + text(tag);
      }
      case "unwrap": {
        byte[] kek = wrappingKey(task[1], secret(task[1], task[2]), open(task[1], task[3]));
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek, "AES"));
        return text(cipher.unwrap(bytes(task[4]), "AES", Cipher.SECRET_KEY).getEncoded());
      }
      case "wrap": {
        PublicKey theirs = open(task[1], task[2]);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(task[1].equals("P-256") ? "EC" : task[1]);
        if (theirs instanceof ECPublicKey curve) generator.initialize(curve.getParams());
        KeyPair ephemeral = generator.generateKeyPair();
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey(task[1], ephemeral.getPrivate(), theirs), "AES"));
        byte[] wrapped = cipher.wrap(new SecretKeySpec(bytes(task[3]), "AES"));
        return text(ephemeral.getPublic().getEncoded()) + "\t" + text(wrapped);
      }
      default:
        throw new IllegalArgumentException(task[0]);
    }
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader tasks = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
      String answer;
      try {
        answer = run(line.split("\t", -1));
      } catch (Exception error) {
        answer = "error " + error;
      }
      System.out.println(answer);
    }
  }
}
