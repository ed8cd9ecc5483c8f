import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.motcua.Access;
import vn.motcua.Auth;
import vn.motcua.ClassKey;
import vn.motcua.CoSignature;
import vn.motcua.CosignRequest;
import vn.motcua.Cosigning;
import vn.motcua.DossierKey;
import vn.motcua.EventLog;
import vn.motcua.KeyAlgorithm;
import vn.motcua.KeyDirectory;
import vn.motcua.MotCua;
import vn.motcua.MotCuaException;
import vn.motcua.OpeningKey;
import vn.motcua.Pack;
import vn.motcua.Packets;
import vn.motcua.PrepareRequest;
import vn.motcua.ProcedureRef;
import vn.motcua.PublicJwk;
import vn.motcua.SealedField;
import vn.motcua.SignedKind;
import vn.motcua.SignedObject;
import vn.motcua.SigningRequest;
import vn.motcua.Situation;
import vn.motcua.SoftwareKey;
import vn.motcua.Vault;
import vn.motcua.VaultSecret;

/** The same as {@code Program.kt}, for back offices on Java: no Kotlin in sight. */
public final class JavaProgram {
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Instant now = Instant.ofEpochSecond(1_791_165_600);
        String birth = Files.readString(folder.resolve("procedure.txt"));
        PublicJwk root = PublicJwk.parse(Files.readString(folder.resolve("root.json")));

        try (KeyDirectory directory = KeyDirectory.open(Files.readString(folder.resolve("directory.json")), root, now);
                Pack pack = Pack.open(Files.readString(folder.resolve("pack.json")), directory, now)) {
            System.out.println("pack " + pack.getInfo().getId() + " " + pack.getInfo().getSeq());
            System.out.println("empty " + pack.validate(birth, "{}", now).getIssues().get(0).getCode());
            String form = Files.readString(folder.resolve("form.json"));
            System.out.println("valid " + pack.validate(birth, form, now).getValid());

            String dossier = Packets.newDossierId();
            Auth auth = new Auth.Session("enrolment.of.portal");
            PrepareRequest request = new PrepareRequest(dossier, form, auth, "n-1", List.of("H29.01.15"));
            String payload = pack.prepare(birth, request, new Situation(now));
            SignedObject signed;
            try (SoftwareKey key = SoftwareKey.generate(KeyAlgorithm.ED25519)) {
                SigningRequest step = MotCua.beginSign(SignedKind.SUBMISSION, payload, key.getPublicKey());
                System.out.println("signed " + step.getAlgorithm());
                signed = key.sign(step);
            }
            List<PublicJwk> recipients = directory.sealKeys("H29.01.15", now);
            String packet = Packets.seal(signed, pack.reference(birth, now), dossier, recipients);
            Files.writeString(Path.of(arguments[1]), packet);
            System.out.println("sealed " + recipients.size());

            List<String> events = new ArrayList<>(Files.readAllLines(folder.resolve("log.txt")));
            try (EventLog log = EventLog.verify(events, directory, pack)) {
                var state = log.getState();
                System.out.println(
                        "log " + state.getDossier() + " " + state.getStatus() + " " + state.getSize() + " " + state.getHead());
                System.out.println("next " + log.getStatus().getNext().getEn());
            }
            String last = events.remove(events.size() - 1);
            events.add(last.substring(0, last.length() - 4) + "AAAA");
            try {
                EventLog.verify(events, directory, pack);
            } catch (MotCuaException refused) {
                System.out.println("refused " + refused.getCode());
            }
            office(folder, directory, pack, dossier, now);
        }
    }

    /** Co-signs with a key of a vault, and keeps data so that a role sees one class of it. */
    private static void office(Path folder, KeyDirectory directory, Pack pack, String dossier, Instant now)
            throws IOException {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        String box = Files.readString(folder.resolve("vault-key.json"));
        CosignRequest request = new CosignRequest(Files.readString(folder.resolve("cosign.json")));
        String enrolment = Files.readString(folder.resolve("enrolment.txt"));
        try (Vault vault = Vault.unlock(box, new VaultSecret.Device(secret));
                SoftwareKey hers = vault.openKey("hers", box);
                OpeningKey ward =
                        vault.openOpeningKey("ward", Files.readString(folder.resolve("vault-opening-key.json")));
                DossierKey key = DossierKey.generate(dossier);
                ClassKey held = key.classKey("basic")) {
            System.out.println("asked " + Cosigning.read(request, directory, now).getAskedBy().getPerson());
            SignedObject signed = hers.sign(Cosigning.begin(request, enrolment, directory, now));
            CoSignature signature = Cosigning.finish(request, signed, enrolment, directory, now);
            System.out.println("cosigned " + Cosigning.verify(request, signature, directory, now).getPerson());

            String birth = Files.readString(folder.resolve("procedure.txt"));
            ProcedureRef procedure = pack.reference(birth, now);
            String form = Files.readString(folder.resolve("form.json"));
            List<SealedField> fields = pack.sealData(procedure, form, key, 1);
            String handed = held.seal(List.of(ward.getPublicKey()), procedure);
            Access officer = new Access("officer-1", "officer", "assessment", now);
            try (ClassKey basic = ClassKey.open(handed, ward, dossier, "basic", officer).getValue()) {
                int opened = basic.openData(fields, officer).getAudits().size();
                System.out.println("parts " + fields.size() + " basic " + opened);
            }
            String record = DossierKey.shred(dossier, List.of(handed), officer);
            System.out.println("shredded " + (record.split("sha-256:", -1).length - 1));
        }
    }
}
